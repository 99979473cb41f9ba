package org.airshed.ingest.series;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The database behind a store cannot answer now; the message is a sentence that says how to mend it. */
public final class SeriesUnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    public SeriesUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
