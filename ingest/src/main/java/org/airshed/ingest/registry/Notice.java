package org.airshed.ingest.registry;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.airshed.contract.id.StationId;

/**
 * Something a station said about itself, of which the last of each kind is kept.
 *
 * @param payload as it came, read-only; what it means is for whoever shows it
 * @param receivedMillis by the server's clock, UTC
 */
public record Notice(StationId station, Kind kind, ByteBuffer payload, long receivedMillis) {
    /** What it is about. */
    public enum Kind {
        STATUS, INFO, FAULTS, ANSWER;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the payload. */
    public Notice {
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        payload = ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    /** The payload as an array of the caller's own. */
    public byte[] bytes() {
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }
}
