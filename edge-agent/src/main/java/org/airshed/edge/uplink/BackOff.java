package org.airshed.edge.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing waits, half of each by chance, so that a whole town's stations do not come back in the same second.
 *
 * <p>Threads: one.
 */
final class BackOff {
    private final long firstNanos;
    private final long longestNanos;
    private final RandomGenerator random;
    private int failures;

    BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.longestNanos = Math.max(first.toNanos(), longest.toNanos());
        this.random = random;
    }

    /** How long to wait after one more failure. */
    long nextNanos() {
        long whole = firstNanos;
        for (int i = 0; i < failures && whole < longestNanos; i++) {
            whole *= 2;
        }
        whole = Math.min(whole, longestNanos);
        failures++;
        return whole / 2 + (whole > 1 ? random.nextLong(whole / 2 + 1) : 0);
    }

    /** It worked. */
    void reset() {
        failures = 0;
    }
}
