package org.airshed.ingest.series;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is made of readings: their flags, rollups, indicators; and what recomputations replaced.
 *
 * <p>Tables hold the current revision. A row that differs from what is there replaces it, and what it replaces is kept
 * first, with the revision that it was of. Nothing here may be lost by halves: what throws can be called again with the
 * same rows, whatever part of them was stored. The rows that were, are then no longer among those that changed; whoever
 * tells others of changes tells of all rows of a repeated attempt.
 *
 * <p>Threads: {@link #revise} and {@link #reviseIndicators} from one thread at a time; {@link #flag} too, be it beside
 * them; all beside the one that delivers. Reading from any. Durability: as the store's readings.
 */
public interface DerivedStore {
    /**
     * Hands out raw readings datastream by datastream in the order station, sensor, property; times ascend within one.
     *
     * @throws SeriesUnavailableException with a sentence for the operator when the database cannot answer
     */
    void readRaw(RawQuery query, RawSink sink) throws IOException;

    /**
     * Sets flag and reasons of raw readings that are there with the value that was judged. A value written again by a
     * replay of the journal leaves them as they are; one that changes is not evaluated from then on.
     */
    void flag(List<FlaggedReading> flags) throws IOException;

    /**
     * Stores rollups under a revision.
     *
     * @param rollups each key once
     * @return those that are new or differ from what was there; equal ones change nothing, their revision neither
     */
    List<Rollup> revise(List<Rollup> rollups, long revision) throws IOException;

    /** As {@link #revise}, for indicators. */
    List<IndicatorValue> reviseIndicators(List<IndicatorValue> values, long revision) throws IOException;

    /** Hands out current rollups in the order {@link Rollup#ORDER}, up to the query's limit. */
    void readRollups(RollupQuery query, RowSink<Rollup> sink) throws IOException;

    /** Hands out current indicators in the order {@link IndicatorValue#ORDER}, up to the query's limit. */
    void readIndicators(IndicatorQuery query, RowSink<IndicatorValue> sink) throws IOException;

    /**
     * Hands out rollups that were replaced, in the order {@link Rollup#ORDER} and then of their revisions.
     *
     * @param query its own {@code after} is not looked at
     * @param after where the page before ended; null for the first page
     */
    void readReplacedRollups(RollupQuery query, @Nullable Replaced<Rollup> after, Consumer<Replaced<Rollup>> sink)
            throws IOException;

    /** As {@link #readReplacedRollups}, for indicators. */
    void readReplacedIndicators(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after,
            Consumer<Replaced<IndicatorValue>> sink) throws IOException;

    /** Flags, rollups and indicators that the store will never take, since the process began; logged where it happens. */
    long refused();
}
