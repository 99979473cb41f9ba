package org.airshed.edge.app;

/** What was asked for cannot be done; the message is one sentence for a terminal. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
