package org.airshed.edge.uplink;

/** A connection cannot be made or has ended; the message is a sentence for the keeper. */
final class UplinkException extends Exception {
    private static final long serialVersionUID = 1L;

    UplinkException(String message) {
        super(message);
    }
}
