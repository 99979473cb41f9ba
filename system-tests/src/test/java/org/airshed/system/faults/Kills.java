package org.airshed.system.faults;

import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import org.airshed.benchmarks.process.Waiting;

/**
 * How often and when something is killed. The seed is printed; {@code -Dfaults=N} asks for N kills in all tests
 * together, {@code -Dfaults.seed=S} for the same moments again (as far as processes have the same moments twice).
 */
final class Kills {
    /** In all tests together, when nobody asks for more. */
    private static final int USUAL = 24;

    private final Random random;
    private final int count;

    private Kills(Random random, int count) {
        this.random = random;
        this.count = count;
    }

    /** This test's share of all kills, at least {@code sixths} of six. */
    static Kills share(String test, int sixths) {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        int all = Integer.getInteger("faults", USUAL);
        int count = Math.max(1, all * sixths / 6);
        System.out.println("faults: " + test + ": " + count + " kills, seed " + seed + " (-Dfaults.seed=" + seed + ")");
        return new Kills(new Random(seed), count);
    }

    int count() {
        return count;
    }

    Random random() {
        return random;
    }

    /**
     * Calls {@code kill} at moments spread over a flow: whenever {@code progress} passes one of {@link #count} marks, and
     * a few milliseconds later by chance.
     *
     * @param total progress at the end of the flow
     */
    void during(LongSupplier progress, long total, Duration atMost, Runnable kill) {
        for (int index = 0; index < count; index++) {
            // One mark in each equal part of the flow, the last part left to end in peace.
            long mark = (long) (total * (index + random.nextDouble()) / (count + 1));
            Waiting.until("progress " + mark + " of " + total + " for kill " + (index + 1), atMost,
                    () -> progress.getAsLong() >= mark);
            Waiting.pause(Duration.ofNanos(random.nextInt(30_000_000)));
            kill.run();
        }
    }
}
