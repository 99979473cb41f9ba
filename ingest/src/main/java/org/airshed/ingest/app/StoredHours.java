package org.airshed.ingest.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.HourTally;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.HourOfReadings;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Sample;
import org.airshed.ingest.rollup.SendingInterval;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * Hourly means of one raw datastream, reckoned from its readings as the ingest tier reckons the hours it stores
 * ({@link HourOfReadings}): a correction is fitted on what it will be applied to.
 *
 * <p>One thing is done differently, for a reason: how often the sensor speaks is one figure for the whole period, declared
 * or read from all of it, and not looked up anew for each hour. A report names the one figure that it was made with, and a
 * sensor that fell silent for half of every hour has no hours instead of slower ones.
 *
 * @param interval between readings, which was counted with
 * @param left readings left out for their flag
 */
record StoredHours(Hours hours, SendingInterval interval, int left) {
    private static final long DAY_MILLIS = 24 * Hours.HOUR_MILLIS;
    private static final CaptureRule RULE = CaptureRule.THREE_QUARTERS;

    /**
     * Reads a period.
     *
     * @param from full hour
     * @param to full hour
     * @param intervalMillis declared time between readings; null: the median step of the period is taken
     */
    static StoredHours read(SeriesStore store, StationId station, SensorName sensor, ObservedProperty property,
            long from, long to, @Nullable Long intervalMillis) throws IOException {
        SendingInterval interval = intervalMillis == null
                ? usual(store, station, sensor, property, from, to)
                : new SendingInterval(intervalMillis);
        Collector hours = new Collector(interval, from, to);
        each(store, station, sensor, property, from, to, hours);
        return new StoredHours(hours.hours(), interval, hours.left);
    }

    /** In words: what an hour needs. */
    String rule() {
        int slots = interval.slotsAnHour();
        return "readings in " + RULE.required(slots) + " of its " + slots + (slots == 1 ? " part" : " parts");
    }

    /** Takes readings in order of time and sums up one hour after the other, so that no more than one is held. */
    private static final class Collector implements Consumer<StoredReading> {
        private final SendingInterval interval;
        private final long from;
        private final long to;
        private final List<@Nullable BigDecimal> means = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();
        private int left;

        Collector(SendingInterval interval, long from, long to) {
            this.interval = interval;
            this.from = from;
            this.to = to;
        }

        @Override
        public void accept(StoredReading reading) {
            fillUpTo(reading.timeMillis());
            if (HourTally.counts(reading.flag())) {
                samples.add(new Sample(reading.timeMillis(), BigDecimal.valueOf(reading.value())));
            } else {
                left++;
            }
        }

        Hours hours() {
            fillUpTo(to);
            return new Hours(from, means);
        }

        /** Closes every hour that ends at or before an instant. */
        private void fillUpTo(long instantMillis) {
            long hour = from + means.size() * Hours.HOUR_MILLIS;
            while (hour + Hours.HOUR_MILLIS <= instantMillis) {
                Summary summary = HourOfReadings.of(hour, samples, interval, RULE).orElse(null);
                means.add(summary == null ? null : summary.meanOrNull());
                samples.clear();
                hour += Hours.HOUR_MILLIS;
            }
        }
    }

    /** How often a datastream speaks, as far as a period tells. */
    private static SendingInterval usual(SeriesStore store, StationId station, SensorName sensor,
            ObservedProperty property, long from, long to) throws IOException {
        LongStream.Builder times = LongStream.builder();
        each(store, station, sensor, property, from, to, reading -> times.add(reading.timeMillis()));
        return SendingInterval.between(times.build().toArray());
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
