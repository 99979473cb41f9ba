package org.airshed.ingest.series;

/** Takes rows in order. Must be quick: a store may hold a snapshot while it is called. */
@FunctionalInterface
public interface RowSink<T> {
    /** @param revision in which the row came to be what it is */
    void row(T row, long revision);
}
