package org.airshed.edge.bus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Monotonic time and waiting, for drivers and ports; a simulation puts a clock of its own here.
 *
 * <p>Threads: any.
 */
public interface Timing {
    /** Monotonic nanoseconds; only differences mean something. */
    long nanoTime();

    /** Waits at least this long. */
    void pause(Duration atLeast) throws IOException;

    /** The clock of the machine. An interrupt ends a pause with {@link InterruptedIOException}, flag restored. */
    static Timing system() {
        return SystemTiming.INSTANCE;
    }

    /** Sleeps for real. */
    enum SystemTiming implements Timing {
        INSTANCE;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration atLeast) throws IOException {
            try {
                Thread.sleep(atLeast);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a chip");
            }
        }
    }
}
