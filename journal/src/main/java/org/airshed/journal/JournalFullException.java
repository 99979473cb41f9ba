package org.airshed.journal;

import java.io.IOException;

/** The size limit is reached and the policy is to refuse: nothing was taken, and taking goes on once segments go. */
public final class JournalFullException extends IOException {
    private static final long serialVersionUID = 1;

    public JournalFullException(String message) {
        super(message);
    }
}
