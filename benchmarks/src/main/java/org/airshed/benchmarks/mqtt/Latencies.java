package org.airshed.benchmarks.mqtt;

import java.time.Duration;
import java.util.Arrays;

/**
 * Counts of durations in buckets that grow with the duration: every percentile is right within 1.6 percent.
 *
 * <p>Threads: one writer; read it when the writer is done.
 */
public final class Latencies {
    private static final int STEPS_BITS = 6;
    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] counts = new long[(64 - STEPS_BITS) * STEPS];
    private long total;

    /** Counts one duration. */
    public void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    /** How many were counted. */
    public long total() {
        return total;
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** The duration that {@code percent} of all do not exceed; zero where none was counted. */
    public Duration percentile(double percent) {
        long wanted = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(upperBound(bucket));
            }
        }
        return Duration.ZERO;
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> (exponent - STEPS_BITS)) - STEPS;
        return (exponent - STEPS_BITS + 1) * STEPS + step;
    }

    private static long upperBound(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int exponent = bucket / STEPS + STEPS_BITS - 1;
        long step = bucket % STEPS + 1L;
        return ((STEPS + step) << (exponent - STEPS_BITS)) - 1;
    }
}
