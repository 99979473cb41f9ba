package org.airshed.ingest.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * Hourly means of one raw datastream, reckoned from its readings. An hour needs readings in 75 % of its intervals;
 * readings flagged FAIL or MISSING do not count.
 *
 * @param intervalMillis time between readings that was counted with
 * @param left readings left out for their flag
 */
record StoredHours(Hours hours, long intervalMillis, int left) {
    private static final long DAY_MILLIS = 24 * Hours.HOUR_MILLIS;

    private static final class Hour {
        private final BitSet slots = new BitSet();
        private BigDecimal sum = BigDecimal.ZERO;
        private int count;
    }

    /**
     * Reads a period.
     *
     * @param from full hour
     * @param to full hour
     * @param intervalMillis declared time between readings; null: the most frequent one of the period is taken
     */
    static StoredHours read(SeriesStore store, StationId station, SensorName sensor, ObservedProperty property,
            long from, long to, @Nullable Long intervalMillis) throws IOException {
        long interval = intervalMillis == null ? usual(store, station, sensor, property, from, to) : intervalMillis;
        int slots = Math.toIntExact(Math.max(1, Hours.HOUR_MILLIS / interval));
        Hour[] found = new Hour[Math.toIntExact((to - from) / Hours.HOUR_MILLIS)];
        int[] left = {0};
        each(store, station, sensor, property, from, to, reading -> {
            if (reading.flag() == Flag.FAIL || reading.flag() == Flag.MISSING) {
                left[0]++;
                return;
            }
            int index = (int) ((reading.timeMillis() - from) / Hours.HOUR_MILLIS);
            Hour hour = found[index];
            if (hour == null) {
                hour = new Hour();
                found[index] = hour;
            }
            hour.slots
                    .set((int) Math.min(slots - 1, Math.floorMod(reading.timeMillis(), Hours.HOUR_MILLIS) / interval));
            hour.sum = hour.sum.add(BigDecimal.valueOf(reading.value()));
            hour.count++;
        });
        List<@Nullable BigDecimal> means = new ArrayList<>(found.length);
        for (Hour hour : found) {
            means.add(hour == null || 4 * hour.slots.cardinality() < 3 * slots
                    ? null
                    : hour.sum.divide(BigDecimal.valueOf(hour.count), MathContext.DECIMAL128));
        }
        return new StoredHours(new Hours(from, means), interval, left[0]);
    }

    private static long usual(SeriesStore store, StationId station, SensorName sensor, ObservedProperty property,
            long from, long to) throws IOException {
        Map<Long, Integer> spacings = new HashMap<>();
        long[] before = {Long.MIN_VALUE};
        each(store, station, sensor, property, from, to, reading -> {
            if (before[0] != Long.MIN_VALUE) {
                spacings.merge(reading.timeMillis() - before[0], 1, Integer::sum);
            }
            before[0] = reading.timeMillis();
        });
        return spacings.entrySet().stream().max(Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.<Long, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey).orElse(60_000L);
    }

    /** Day by day, so that no snapshot of the database is held for long. */
    private static void each(SeriesStore store, StationId station, SensorName sensor, ObservedProperty property,
            long from, long to, Consumer<StoredReading> sink) throws IOException {
        for (long day = from; day < to; day += DAY_MILLIS) {
            store.read(new ReadingQuery(station, sensor, property, Level.RAW, day, Math.min(to, day + DAY_MILLIS),
                    Integer.MAX_VALUE, null), sink);
        }
    }
}
