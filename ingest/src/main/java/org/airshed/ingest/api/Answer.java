package org.airshed.ingest.api;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer that fits in memory.
 *
 * @param maxAgeSeconds how long a cache may give it out unasked; 0 = it must ask each time, below 0 = it may not keep it
 * @param next address of the next page, null on the last
 */
record Answer(String contentType, Buffer body, int maxAgeSeconds, @Nullable String next) {
    /** Ask again each time; a 304 costs little. */
    static final int REVALIDATE = 0;
    /** Never kept. */
    static final int NO_STORE = -1;

    static Answer json(byte[] body, int maxAgeSeconds, @Nullable String next) {
        return new Answer("application/json", Buffer.buffer(body), maxAgeSeconds, next);
    }

    String cacheControl() {
        if (maxAgeSeconds < 0) {
            return "no-store";
        }
        return maxAgeSeconds == 0 ? "no-cache" : "public, max-age=" + maxAgeSeconds;
    }
}
