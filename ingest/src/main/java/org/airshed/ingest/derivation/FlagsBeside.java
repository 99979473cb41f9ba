package org.airshed.ingest.derivation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores flags beside what else is computed: for a town's hour they take as long as everything else.
 *
 * <p>Threads: one at a time; it has one of its own, which {@link #close} waits for unless it is interrupted. Full: a
 * caller that brings more waits until what it brought before is stored.
 */
final class FlagsBeside implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlagsBeside.class);
    /** From so many on a thread is worth it. */
    private static final int BESIDE = 5_000;
    /** Flags held in memory before they are stored. */
    private static final int MOST = 200_000;

    private final DerivedStore store;
    private List<FlaggedReading> flags = new ArrayList<>();
    private FutureTask<Boolean> storing = new FutureTask<>(() -> true);

    FlagsBeside(DerivedStore store) {
        this.store = store;
    }

    /** Takes flags in; they are stored by the time that {@link #stored} says so. */
    void add(List<FlaggedReading> more) throws IOException {
        flags.addAll(more);
        if (flags.size() >= MOST) {
            begin();
        }
    }

    /** Begins to store what was taken in. */
    void begin() throws IOException {
        stored();
        List<FlaggedReading> some = flags;
        flags = new ArrayList<>();
        storing = new FutureTask<>(() -> {
            store.flag(some);
            return true;
        });
        if (some.size() < BESIDE) {
            stored();
        } else {
            Thread.ofPlatform().name("derivation-flags").start(storing);
        }
    }

    /** Waits until all that was begun is stored. */
    void stored() throws IOException {
        try {
            storing.run(); // where no thread has begun with it
            storing.get();
        } catch (ExecutionException e) {
            throw new IOException("flags could not be stored: " + StationPeriods.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while flags were being stored");
        }
    }

    @Override
    public void close() {
        try {
            stored();
        } catch (IOException e) {
            LOG.debug("flags of a round that failed", e);
        }
    }
}
