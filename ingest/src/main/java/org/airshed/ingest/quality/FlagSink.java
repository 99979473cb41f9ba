package org.airshed.ingest.quality;

import org.airshed.contract.reading.Flag;

/**
 * Takes what a {@link DatastreamCheck} has decided, once per row that it was given.
 *
 * <p>Threads: called from the thread that feeds the check.
 */
@FunctionalInterface
public interface FlagSink {
    /**
     * A row is decided. Rows given in order of time come out in that order.
     *
     * @param row number of the row as it was given, from 0
     * @param value as it was given; without meaning where {@code flag} is MISSING
     * @param reasons mask of {@link Reason}s
     */
    void decided(long row, long timeMillis, double value, Flag flag, int reasons);
}
