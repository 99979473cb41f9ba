package org.airshed.benchmarks.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waits for something another process does. */
public final class Waiting {
    private static final long STEP_MILLIS = 5;

    private Waiting() {}

    /**
     * Asks again and again until the condition holds.
     *
     * @param what the thing waited for, as it reads after "waited 10 s for"
     * @throws IllegalStateException when it did not hold in time
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!holdsWithin(atMost, condition)) {
            throw new IllegalStateException("waited " + atMost.toMillis() + " ms in vain for " + what);
        }
    }

    /** Whether the condition came to hold in time. */
    public static boolean holdsWithin(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(Duration.ofMillis(STEP_MILLIS));
        }
        return true;
    }

    /** Lets time pass: for the moment of a kill, never to wait for a result. */
    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
