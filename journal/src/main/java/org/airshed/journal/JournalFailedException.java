package org.airshed.journal;

import java.io.IOException;

/** A write or a force failed: this journal takes nothing more until it is opened again. */
public final class JournalFailedException extends IOException {
    private static final long serialVersionUID = 1;

    public JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
