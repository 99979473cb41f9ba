package org.airshed.ingest.collocation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/**
 * All intervals of a period for which both the sensor and the reference have a mean.
 *
 * @param completeness pairs of the intervals of the period; nothing is required of it
 */
public record Pairs(List<Pair> pairs, Averaging averaging, Completeness completeness) {
    /** Valid hours that a day needs: 75 %. Source: US EPA sensor tests, 18 of 24. */
    public static final int HOURS_OF_A_DAY = 18;

    private static final long DAY_MILLIS = 24 * Hours.HOUR_MILLIS;

    public Pairs {
        pairs = List.copyOf(pairs);
    }

    /** Pairs of hours; the sensor's series says which period it is. */
    public static Pairs ofHours(Hours sensor, Hours reference, @Nullable Hours humidity) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < sensor.size(); i++) {
            long hour = sensor.hourMillis(i);
            BigDecimal x = sensor.values().get(i);
            BigDecimal y = reference.at(hour);
            if (x != null && y != null) {
                BigDecimal wet = humidity == null ? null : humidity.at(hour);
                pairs.add(new Pair(hour, x.doubleValue(), y.doubleValue(), wet == null ? null : wet.doubleValue()));
            }
        }
        return new Pairs(pairs, Averaging.HOURS,
                new Completeness(pairs.size(), sensor.size(), 0, Completeness.Unit.HOURS));
    }

    /**
     * Pairs of days. Each side's mean is its own, of at least {@value #HOURS_OF_A_DAY} of its 24 hours; so is that of
     * the humidity.
     *
     * @param offsetMillis how far the days' local standard time is ahead of UTC; a whole number of hours
     */
    public static Pairs ofDays(Hours sensor, Hours reference, @Nullable Hours humidity, long offsetMillis) {
        List<Pair> pairs = new ArrayList<>();
        int days = 0;
        for (long day = firstDay(sensor.firstHourMillis(), offsetMillis); day + DAY_MILLIS <= sensor
                .endMillis(); day += DAY_MILLIS) {
            days++;
            Double x = mean(sensor, day);
            Double y = mean(reference, day);
            if (x != null && y != null) {
                pairs.add(new Pair(day, x, y, humidity == null ? null : mean(humidity, day)));
            }
        }
        return new Pairs(pairs, Averaging.DAYS, new Completeness(pairs.size(), days, 0, Completeness.Unit.DAYS));
    }

    /** Mean of the day that begins then, null with fewer than {@value #HOURS_OF_A_DAY} hours. */
    static @Nullable Double mean(Hours hours, long dayMillis) {
        BigDecimal sum = BigDecimal.ZERO;
        int present = 0;
        for (int i = 0; i < 24; i++) {
            BigDecimal value = hours.at(dayMillis + i * Hours.HOUR_MILLIS);
            if (value != null) {
                sum = sum.add(value);
                present++;
            }
        }
        return present < HOURS_OF_A_DAY
                ? null
                : sum.divide(BigDecimal.valueOf(present), MathContext.DECIMAL128).doubleValue();
    }

    /** The first whole local day at or after this instant. */
    static long firstDay(long fromMillis, long offsetMillis) {
        return Math.ceilDiv(fromMillis + offsetMillis, DAY_MILLIS) * DAY_MILLIS - offsetMillis;
    }
}
