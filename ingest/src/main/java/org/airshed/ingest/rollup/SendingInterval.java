package org.airshed.ingest.rollup;

import java.util.Arrays;

/**
 * How often a datastream speaks, and from it how many slots of an hour should hold a value.
 *
 * <p>An hour is counted in slots and not in rows, so that a sensor that talks every five seconds for one minute has one
 * minute and not twelve. A slot lasts as long as the interval, and at least a minute.
 *
 * <p>Where no interval is declared it is the median of the steps between the values seen in the hour and the hour before it;
 * where these are fewer than three, in the {@value #LOOK_BACK_HOURS} hours before it. Gaps and bursts shorter than half of the
 * steps do not move it. Our own rule.
 *
 * @param millis between two values, more than 0
 */
public record SendingInterval(long millis) {
    /** How far before an hour the steps are looked at, at most. */
    public static final int LOOK_BACK_HOURS = 24;

    private static final long MINUTE = 60_000;

    public SendingInterval {
        if (millis <= 0) {
            throw new IllegalArgumentException("an interval of " + millis + " ms");
        }
    }

    /**
     * The median step, the lower one of the two in the middle; a minute where there are fewer than two different times.
     *
     * @param timesMillis in any order
     */
    public static SendingInterval between(long... timesMillis) {
        long[] sorted = timesMillis.clone();
        Arrays.sort(sorted);
        long[] steps = new long[sorted.length];
        int count = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                steps[count++] = sorted[i] - sorted[i - 1];
            }
        }
        if (count == 0) {
            return new SendingInterval(MINUTE);
        }
        Arrays.sort(steps, 0, count);
        return new SendingInterval(steps[(count - 1) / 2]);
    }

    /**
     * How many slots of an hour should hold a value: at least 1. The last one may be cut short by a twentieth of its length:
     * an interval that a slow clock stretches a little (0.08 % at a value a minute, 5 % at one an hour) counts as meant.
     */
    public int slotsAnHour() {
        long slot = slotMillis();
        return (int) Math.max(1, (Hours.HOUR_MILLIS + slot / 20) / slot);
    }

    /**
     * How many slots of the hour hold a value, at most {@link #slotsAnHour()}.
     *
     * <p>Who speaks several times a minute is counted by the minutes of the clock. For everyone else the first value
     * stands in the middle of its slot: with slots cut at the full minute, a sensor that sends at 59.9 s and at 0.1 s in
     * turn would lose one in four.
     */
    int slotsWithValue(long hourMillis, long[] timesMillis) {
        if (timesMillis.length == 0) {
            return 0;
        }
        long[] sorted = timesMillis.clone();
        Arrays.sort(sorted);
        int slots = 0;
        long last = Long.MIN_VALUE;
        for (long time : sorted) {
            long slot = slotOf(hourMillis, sorted[0], time);
            if (slots == 0 || slot != last) {
                slots++;
                last = slot;
            }
        }
        return Math.min(slots, slotsAnHour());
    }

    /**
     * The number of the slot that a value of the hour lies in; those of one slot have one number.
     *
     * @param firstMillis earliest value of the hour
     */
    public long slotOf(long hourMillis, long firstMillis, long timeMillis) {
        long slot = slotMillis();
        return Math.floorDiv(timeMillis - (millis <= MINUTE / 2 ? hourMillis : firstMillis - slot / 2), slot);
    }

    private long slotMillis() {
        return Math.max(millis, MINUTE);
    }
}
