package org.airshed.ingest.database;

import java.io.IOException;

/** The database was written by a newer Airshed, or by another program: it is left as it is. */
public final class NewerLayoutException extends IOException {
    private static final long serialVersionUID = 1;

    NewerLayoutException(String message) {
        super(message);
    }
}
