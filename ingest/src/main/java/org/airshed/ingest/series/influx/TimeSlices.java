package org.airshed.ingest.series.influx;

import java.time.Duration;
import java.time.Instant;

/**
 * A long period in pieces. InfluxDB opens every shard (a week, as a rule) of every field and tag set in a query's period
 * before it hands out the first row, so that a page from the middle of a year costs as much as a year; a piece with
 * nothing in it costs a round trip.
 *
 * <p>Pieces begin at a week and double as long as more is wanted, up to a year: at most some thirty questions lead from
 * the beginning of time to the first reading.
 */
final class TimeSlices {
    private static final long SHORTEST_MILLIS = Duration.ofDays(7).toMillis();
    private static final long LONGEST_MILLIS = Duration.ofDays(364).toMillis();
    /** What lies before is one piece: recordings older than this are rare and small. */
    private static final long EARLY_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private final long to;
    private final long now;
    private long width = SHORTEST_MILLIS;

    /** @param now what lies after is one piece: there should be nothing */
    TimeSlices(long to, long now) {
        this.to = to;
        this.now = now;
    }

    /** One piece, for measurements so small that pieces would only cost round trips. */
    static TimeSlices whole(long to) {
        return new TimeSlices(to, Long.MIN_VALUE);
    }

    /** Where the piece that begins at {@code from} ends. */
    long end(long from) {
        if (from >= now) {
            return to;
        }
        if (from < EARLY_MILLIS) {
            return Math.min(to, EARLY_MILLIS);
        }
        return Math.min(to, from + width);
    }

    /** A piece held more than was asked for: the next, from where that ended, is short again. */
    void full() {
        width = SHORTEST_MILLIS;
    }

    /** A piece held less than was wanted: the next one is longer. */
    void exhausted() {
        width = Math.min(2 * width, LONGEST_MILLIS);
    }
}
