package org.airshed.ingest.rollup;

import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the usable values of one datastream to hours.
 *
 * <p>The mean is that of all values, exact in decimal and rounded to 16 significant digits, to which a double is within
 * one unit of the last: sixty times 9.1 is 9.1. It is missing where the hour's slots ({@link SendingInterval}) were not filled as the rule asks.
 */
public final class HourOfReadings {
    private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);

    private HourOfReadings() {}

    /**
     * One hour.
     *
     * @param hourMillis its beginning, UTC
     * @param samples within {@code [hourMillis, hourMillis + 1 h)}, in any order
     * @return empty where there is no value
     */
    public static Optional<Summary> of(long hourMillis, List<Sample> samples, SendingInterval interval,
            CaptureRule rule) {
        for (Sample sample : samples) {
            if (hourOf(sample) != hourMillis) {
                throw new IllegalArgumentException(sample.timeMillis() + " is not in the hour of " + hourMillis);
            }
        }
        int valid = interval.slotsWithValue(hourMillis, times(samples));
        int expected = interval.slotsAnHour();
        var completeness = new Completeness(valid, expected, rule.required(expected), Completeness.Unit.READINGS);
        return Summary.of(samples.stream().map(Sample::value).toList(), completeness, DIGITS);
    }

    /**
     * Every hour that holds a value, by its beginning; the interval of each from the values in it and before it.
     *
     * @param samples in any order
     */
    public static SortedMap<Long, Summary> all(List<Sample> samples, CaptureRule rule) {
        TreeMap<Long, List<Sample>> hours = new TreeMap<>();
        for (Sample sample : samples) {
            hours.computeIfAbsent(hourOf(sample), hour -> new ArrayList<>()).add(sample);
        }
        SortedMap<Long, Summary> summaries = new TreeMap<>();
        for (Map.Entry<Long, List<Sample>> hour : hours.entrySet()) {
            long begin = hour.getKey();
            List<Sample> seen = new ArrayList<>();
            hours.subMap(begin - SendingInterval.LOOK_BACK_HOURS * Hours.HOUR_MILLIS, true, begin, true).values()
                    .forEach(seen::addAll);
            of(begin, hour.getValue(), SendingInterval.between(times(seen)), rule)
                    .ifPresent(summary -> summaries.put(begin, summary));
        }
        return summaries;
    }

    private static long hourOf(Sample sample) {
        return Math.floorDiv(sample.timeMillis(), Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
    }

    private static long[] times(List<Sample> samples) {
        return samples.stream().mapToLong(Sample::timeMillis).toArray();
    }
}
