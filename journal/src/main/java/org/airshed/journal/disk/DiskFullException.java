package org.airshed.journal.disk;

import java.io.IOException;

/** There is no room on the disk. Unlike other write errors this one may pass: the same write may be tried again. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
