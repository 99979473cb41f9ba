package org.airshed.edge.sampling;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.airshed.edge.clock.Boot;

/**
 * Runs a station's duties when they are due, by monotonic time only: a step of the wall clock moves nothing.
 *
 * <p>Threads: its own; {@link #close} from any. It is never interrupted, because an interrupt would close the files of
 * the spool.
 */
public final class SamplingThread implements AutoCloseable {
    private static final Duration END_WITHIN = Duration.ofSeconds(15);
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Thread thread;
    private volatile boolean closing;

    /** @param failed told once, if the spool fails: the station cannot go on */
    public SamplingThread(String station, Boot boot, List<Duty> duties, Consumer<IOException> failed) {
        List<Duty> all = List.copyOf(duties);
        thread = Thread.ofPlatform().name("sampling-" + station).unstarted(() -> {
            try {
                while (!closing) {
                    long next = boot.nanos() + LONGEST_NANOS;
                    for (Duty duty : all) {
                        next = Math.min(next, duty.run(boot.nanos()));
                    }
                    long wait = next - boot.nanos();
                    if (wait > 0 && !closing) {
                        LockSupport.parkNanos(wait);
                    }
                }
            } catch (IOException e) {
                failed.accept(e);
            }
        });
    }

    public void start() {
        thread.start();
    }

    /** Ends after the duty that runs now. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
