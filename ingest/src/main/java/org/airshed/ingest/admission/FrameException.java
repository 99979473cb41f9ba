package org.airshed.ingest.admission;

import org.jspecify.annotations.Nullable;

/** Bytes that are no submission frame that this version can read, although their checksum was right. */
public final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean otherVersion;

    FrameException(String message, @Nullable Throwable cause) {
        super(message, cause);
        otherVersion = false;
    }

    /** A frame of a version that this program does not read. */
    FrameException(int found, int known) {
        super("the journal holds a frame of version " + found + ", this program reads version " + known
                + "; it was written by another version of Airshed: start that one until it has delivered what it holds");
        otherVersion = true;
    }

    /** Whether another version of the program can read it, so that it must be kept for that one. */
    public boolean isOtherVersion() {
        return otherVersion;
    }
}
