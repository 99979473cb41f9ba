package org.airshed.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a journal is kept.
 *
 * @param folder created where it is missing
 * @param segmentBytes size of one segment file, a multiple of 8, at least 4 KiB
 * @param maxBytes bound of all segments together, at least two segments
 * @param whenFull what happens at that bound
 * @param commitInterval longest time an appended entry waits for its force; zero: at once, all that wait together
 * @param preallocate whether a segment takes its full size on creation (less metadata to force; wears flash)
 * @param maxEntryBytes largest payload, below a segment's size
 */
public record JournalSettings(Path folder, long segmentBytes, long maxBytes, WhenFull whenFull, Duration commitInterval,
        boolean preallocate, int maxEntryBytes) {
    /** Policy at the size limit. */
    public enum WhenFull {
        /** The oldest segment goes; what it still held is counted as dropped. */
        DROP_OLDEST,
        /** Nothing new is taken. */
        REFUSE
    }

    public JournalSettings {
        if (segmentBytes < 4096 || segmentBytes % 8 != 0) {
            throw new IllegalArgumentException(
                    "segmentBytes is " + segmentBytes + ", must be a multiple of 8 from 4096 upward");
        }
        if (maxBytes < 2 * segmentBytes) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + ", must hold at least two segments of " + segmentBytes);
        }
        if (maxEntryBytes < 1 || maxEntryBytes > segmentBytes - 64) {
            throw new IllegalArgumentException(
                    "maxEntryBytes is " + maxEntryBytes + ", must fit a segment of " + segmentBytes);
        }
        if (commitInterval.isNegative()) {
            throw new IllegalArgumentException("commitInterval is " + commitInterval);
        }
    }
}
