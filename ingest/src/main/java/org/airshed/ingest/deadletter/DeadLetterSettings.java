package org.airshed.ingest.deadletter;

/**
 * Bounds of the dead letters.
 *
 * @param maxBytes of all on disk; beyond, the oldest go and are counted
 * @param stationBytes payload bytes kept for one station; beyond, only reason and hash of its letters are
 */
public record DeadLetterSettings(long maxBytes, long stationBytes) {
    /** 64 MiB in all, 4 MiB of payload a station. */
    public static final DeadLetterSettings STANDARD = new DeadLetterSettings(64 << 20, 4 << 20);

    /** The journal below works in segments of this size. */
    static final int SEGMENT_BYTES = 4 << 20;

    public DeadLetterSettings {
        if (maxBytes < 2L * SEGMENT_BYTES || stationBytes < 0) {
            throw new IllegalArgumentException("dead letters are bounded by " + maxBytes + " bytes in all (at least "
                    + 2L * SEGMENT_BYTES + ") and " + stationBytes + " a station (at least 0)");
        }
    }
}
