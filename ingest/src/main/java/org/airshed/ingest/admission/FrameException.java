package org.airshed.ingest.admission;

import org.jspecify.annotations.Nullable;

/** Bytes that are no submission frame that this version can read, although their checksum was right. */
public final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FrameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
