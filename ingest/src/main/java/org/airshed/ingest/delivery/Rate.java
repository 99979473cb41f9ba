package org.airshed.ingest.delivery;

/** Readings per second over the last ten seconds, in buckets of one. Threads: any. */
final class Rate {
    private static final int SECONDS = 10;

    private final long[] second = new long[SECONDS + 1];
    private final long[] count = new long[SECONDS + 1];

    synchronized void add(long nowMillis, long readings) {
        long now = Math.floorDiv(nowMillis, 1000);
        int slot = Math.floorMod(now, SECONDS + 1);
        if (second[slot] != now) {
            second[slot] = now;
            count[slot] = 0;
        }
        count[slot] += readings;
    }

    synchronized double perSecond(long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1000);
        long sum = 0;
        for (int i = 0; i <= SECONDS; i++) {
            // The second under way is left out: it is not over yet.
            if (second[i] < now && second[i] >= now - SECONDS) {
                sum += count[i];
            }
        }
        return sum / (double) SECONDS;
    }
}
