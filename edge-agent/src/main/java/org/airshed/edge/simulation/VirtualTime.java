package org.airshed.edge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.airshed.edge.bus.Timing;

/**
 * A clock that stands still until somebody waits: days of chip time pass in seconds.
 *
 * <p>Threads: one.
 */
public final class VirtualTime implements Timing, InstantSource {
    private final Instant start;
    private long nanos;

    public VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void pause(Duration atLeast) {
        nanos += Math.max(0, atLeast.toNanos());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos);
    }

    /** Moves on; a moment that has passed already changes nothing. */
    public void advanceTo(Instant time) {
        nanos = Math.max(nanos, Duration.between(start, time).toNanos());
    }
}
