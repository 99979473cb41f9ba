package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.HourOfReadings;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Sample;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredHoursTest {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final StationId PARK = new StationId("park-1");
    private static final SensorName PMS = new SensorName("pms5003-a");
    private static final ObservedProperty PM = ObservedProperties.of("pm2_5");

    @TempDir
    Path folder;

    private static Reading reading(long time, double value) {
        return new Reading(PARK, PMS, PM, time, value);
    }

    private StoredHours hours(List<Reading> readings, List<FlaggedReading> flags, int hours, @Nullable Long interval)
            throws IOException {
        try (Database database = Database.open(folder);
                EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD,
                        InstantSource.system())) {
            store.write(readings, 1);
            store.derived().flag(flags);
            return StoredHours.read(store, PARK, PMS, PM, START, START + hours * Hours.HOUR_MILLIS, interval);
        }
    }

    // A correction is fitted on these hours and applied to those: they must not be two kinds of hours.
    @Test
    void theyAreTheHoursThatTheIngestTierStores() throws IOException {
        Random random = new Random(7);
        List<Reading> readings = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        long time = START + 37_123;
        while (time < START + 50 * Hours.HOUR_MILLIS) {
            boolean silent = (time - START) / Hours.HOUR_MILLIS % 10 == 4 && time % Hours.HOUR_MILLIS > 1_500_000;
            if (!silent) {
                double value = Math.round(random.nextGaussian() * 70) / 10.0;
                readings.add(reading(time, value));
                samples.add(new Sample(time, BigDecimal.valueOf(value)));
            }
            time += 59_900 + random.nextInt(200);
        }
        StoredHours found = hours(readings, List.of(), 50, null);
        assertThat(found.interval().millis()).isBetween(59_900L, 60_100L);
        SortedMap<Long, Summary> stored = HourOfReadings.all(samples, CaptureRule.THREE_QUARTERS);
        assertThat(found.hours().present()).isEqualTo(45);
        for (int i = 0; i < 50; i++) {
            Summary summary = stored.get(found.hours().hourMillis(i));
            assertThat(found.hours().values().get(i)).isEqualTo(summary == null ? null : summary.meanOrNull());
        }
    }

    @Test
    void hoursWithoutReadingsAtBothEndsAreMissing() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 120; minute < 180; minute++) {
            readings.add(reading(START + 60_000L * minute, 8));
        }
        readings.add(reading(START - 1, 99));
        readings.add(reading(START + 5 * Hours.HOUR_MILLIS, 99));
        Hours found = hours(readings, List.of(), 5, null).hours();
        assertThat(found.firstHourMillis()).isEqualTo(START);
        assertThat(found.values()).containsExactly(null, null, new BigDecimal(8).setScale(1), null, null);
    }

    @Test
    void whatFailedIsLeftOutAndCounted() throws IOException {
        List<Reading> readings = new ArrayList<>();
        List<FlaggedReading> flags = new ArrayList<>();
        for (int minute = 0; minute < 120; minute++) {
            long time = START + 60_000L * minute;
            // In the first hour 15 fail, which leaves three quarters; in the second 16.
            boolean failed = minute < 15 || (minute >= 60 && minute < 76);
            readings.add(reading(time, failed ? 500 : 10));
            flags.add(new FlaggedReading(PARK, PMS, PM, time, failed ? 500 : 10, failed ? Flag.FAIL : Flag.SUSPECT, 0));
        }
        StoredHours found = hours(readings, flags, 2, null);
        assertThat(found.left()).isEqualTo(31);
        assertThat(found.hours().values()).containsExactly(new BigDecimal("10.0"), null);
        assertThat(found.rule()).isEqualTo("readings in 45 of its 60 parts");
    }

    @Test
    void aDeclaredIntervalCountsAndNotTheOneThatIsSeen() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int tenth = 0; tenth < 6; tenth++) {
            readings.add(reading(START + 600_000L * tenth, tenth));
        }
        assertThat(hours(readings, List.of(), 1, null).hours().values()).containsExactly(new BigDecimal("2.5"));
        StoredHours declared = hours(readings, List.of(), 1, 300_000L);
        assertThat(declared.hours().present()).isZero();
        assertThat(declared.rule()).isEqualTo("readings in 9 of its 12 parts");
    }
}
