package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hourly values of one quantity, one after the other, gaps included: a missing hour is null, never zero.
 *
 * @param firstHourMillis beginning of the first hour, UTC, a multiple of one hour
 * @param values one an hour; an hour is {@code [h, h + 1 h)}
 */
public record Hours(long firstHourMillis, List<@Nullable BigDecimal> values) {
    /** One hour. */
    public static final long HOUR_MILLIS = 3_600_000;

    // Written out: of a compact constructor javac keeps no @Nullable for callers in other modules and tests.
    public Hours(long firstHourMillis, List<@Nullable BigDecimal> values) {
        if (Math.floorMod(firstHourMillis, HOUR_MILLIS) != 0) {
            throw new IllegalArgumentException(firstHourMillis + " is not the beginning of an hour");
        }
        this.firstHourMillis = firstHourMillis;
        // List.copyOf takes no nulls.
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** How many hours, missing ones included. */
    public int size() {
        return values.size();
    }

    /** Beginning of the first hour that no longer belongs to it. */
    public long endMillis() {
        return firstHourMillis + size() * HOUR_MILLIS;
    }

    /** Beginning of the hour at {@code index}. */
    public long hourMillis(int index) {
        return firstHourMillis + index * HOUR_MILLIS;
    }

    /** The value of the hour that holds this instant; null where it is missing or lies outside. */
    public @Nullable BigDecimal at(long instantMillis) {
        long index = Math.floorDiv(instantMillis - firstHourMillis, HOUR_MILLIS);
        return index < 0 || index >= size() ? null : values.get((int) index);
    }

    /** How many hours hold a value. */
    public int present() {
        int present = 0;
        for (BigDecimal value : values) {
            if (value != null) {
                present++;
            }
        }
        return present;
    }

    /** The hours that begin in {@code [fromMillis, toMillis)}, both full hours; those outside this series are missing. */
    public Hours between(long fromMillis, long toMillis) {
        int size = Math.toIntExact(Math.max(0, (toMillis - fromMillis) / HOUR_MILLIS));
        List<@Nullable BigDecimal> part = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            part.add(at(fromMillis + i * HOUR_MILLIS));
        }
        return new Hours(fromMillis, part);
    }
}
