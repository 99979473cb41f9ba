package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Short ways to write down hours, and readings, in tests. */
public final class Series {
    private Series() {}

    /** {@code "-"} is a missing hour. */
    public static Hours hours(String firstHour, String values) {
        List<@Nullable BigDecimal> hours = new ArrayList<>();
        for (String value : values.strip().split("\\s+", -1)) {
            hours.add("-".equals(value) ? null : new BigDecimal(value));
        }
        return new Hours(millis(firstHour), hours);
    }

    /** One value an hour, null for none. */
    public static Hours hours(long fromMillis, long toMillis, LongFunction<@Nullable BigDecimal> value) {
        List<@Nullable BigDecimal> hours = new ArrayList<>();
        for (long hour = fromMillis; hour < toMillis; hour += Hours.HOUR_MILLIS) {
            hours.add(value.apply(hour));
        }
        return new Hours(fromMillis, hours);
    }

    /** So many values from {@code first}, so many seconds apart. */
    public static List<Sample> samples(String first, int number, double secondsApart, String value) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            samples.add(new Sample(millis(first) + Math.round(i * secondsApart * 1000), new BigDecimal(value)));
        }
        return samples;
    }

    public static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
