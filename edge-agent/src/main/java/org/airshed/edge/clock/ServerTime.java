package org.airshed.edge.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time that the ingest tier told in its answer to our connect, carried on by the monotonic clock. Off by the time
 * that answer travelled, which is far below the length of an averaging window.
 *
 * <p>Threads: {@link #told} from the uplink thread, {@link #now} from any.
 */
public final class ServerTime implements TrustedTime {
    /** A server that says less than this has no clock either. */
    static final Instant PLAUSIBLE_FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final LongSupplier nanos;
    private volatile @Nullable Told last;

    public ServerTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The server said so just now. What cannot be is not believed. */
    public void told(Instant time) {
        if (!time.isBefore(PLAUSIBLE_FROM)) {
            last = new Told(time, nanos.getAsLong());
        }
    }

    @Override
    public Optional<Instant> now() {
        Told told = last;
        return told == null
                ? Optional.empty()
                : Optional.of(told.time.plus(Duration.ofNanos(nanos.getAsLong() - told.atNanos)));
    }

    @Override
    public String source() {
        return "server";
    }

    private record Told(Instant time, long atNanos) {}
}
