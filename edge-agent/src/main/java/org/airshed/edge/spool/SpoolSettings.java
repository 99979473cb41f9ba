package org.airshed.edge.spool;

import java.nio.file.Path;
import java.time.Duration;
import org.airshed.journal.JournalSettings;

/**
 * How a spool is kept.
 *
 * @param folder created where it is missing
 * @param maxBytes bound on disk, at least {@link #LEAST_BYTES}; beyond it the oldest entries go, counted
 * @param commitInterval longest time an entry waits for its force; what was not forced is lost with the power
 */
public record SpoolSettings(Path folder, long maxBytes, Duration commitInterval) {
    /** Holds a week without a network, of ten readings a second. */
    public static final long DEFAULT_MAX_BYTES = 256L << 20;
    /** Flash wears with every force: 8,640 a day. */
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofSeconds(10);
    /** Smallest bound. */
    public static final long LEAST_BYTES = 1L << 20;

    private static final long MOST_SEGMENT_BYTES = 1L << 20;
    private static final int SEGMENTS = 8;
    /** An entry is a submission, and servers take some hundred kilobytes at most. */
    private static final int MAX_ENTRY_BYTES = 64 << 10;

    public SpoolSettings {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", must be at least " + LEAST_BYTES);
        }
    }

    /** Size and interval by default. */
    public static SpoolSettings in(Path folder) {
        return new SpoolSettings(folder, DEFAULT_MAX_BYTES, DEFAULT_COMMIT_INTERVAL);
    }

    JournalSettings journal() {
        long segmentBytes = Math.min(MOST_SEGMENT_BYTES, maxBytes / SEGMENTS) & ~7L;
        return new JournalSettings(folder, segmentBytes, maxBytes, JournalSettings.WhenFull.DROP_OLDEST, commitInterval,
                false, MAX_ENTRY_BYTES);
    }
}
