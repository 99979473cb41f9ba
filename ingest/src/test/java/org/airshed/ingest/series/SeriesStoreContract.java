package org.airshed.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever stands behind it. Each test starts with an empty one. */
public abstract class SeriesStoreContract {
    protected static final long T = 1_772_366_400_000L; // 2026-03-01T12:00:00Z, a full hour
    protected static final StationId ATELIER = new StationId("atelier-3");
    protected static final StationId SCHOOL = new StationId("school");

    protected static final long HOUR = 3_600_000;
    protected static final long ALL_TIME = Long.MAX_VALUE / 2_000_000;
    private static final long BEGINNING = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    protected SeriesStore store = nothing();

    /** Opens the store under test as a starting process would, on what an earlier call left behind in this test. */
    protected abstract SeriesStore open() throws IOException;

    /** Does whatever housework could move rows from one place to another. */
    protected abstract void settle() throws IOException;

    /** Puts away what stood behind the store. */
    protected abstract void closed() throws IOException;

    @SuppressWarnings("NullAway") // set before each test
    private static SeriesStore nothing() {
        return null;
    }

    @BeforeEach
    void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
        closed();
    }

    @Test
    void anEmptyStoreAnswersWithNothing() throws IOException {
        assertThat(readAll()).isEmpty();
        assertThat(store.latest(null)).isEmpty();
        assertThat(store.latest(ATELIER)).isEmpty();
        assertThat(store.deliveredUpTo()).isZero();
        assertThat(store.releasableUpTo()).isZero();
    }

    @Test
    void everyFiniteDoubleIsReadAsItWasWritten() throws IOException {
        List<Double> values = new ArrayList<>(
                List.of(0.0, -0.0, 1.0, -1.0, 612.25, -53.0, 0.1, 1.0 / 3, 1e15, 1e16, 1e21, 1e22,
                        123456789012345680.0, 9007199254740992.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE,
                        -Double.MIN_VALUE, Double.MIN_NORMAL, 2.225073858507201e-308, 5e-5, 1e-7, Math.PI, 4.35, 2e23));
        Random random = new Random(20_261_122);
        while (values.size() < 1_000) {
            double any = Double.longBitsToDouble(random.nextLong());
            values.add(Double.isFinite(any) ? any : 7.0);
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            readings.add(reading(ATELIER, "sps30-69", "pm2_5", T + i, values.get(i)));
        }
        write(8, readings);
        assertThat(readAll()).extracting(StoredReading::value).usingElementComparator(Double::compare)
                .containsExactlyElementsOf(values);
        settle();
        assertThat(readAll()).extracting(StoredReading::value).usingElementComparator(Double::compare)
                .containsExactlyElementsOf(values);
    }

    @Test
    void everyPropertyOfTheContractIsKept() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (ObservedProperty property : ObservedProperties.all()) {
            readings.add(new Reading(ATELIER, SensorName.MAIN, property, T, readings.size() + 0.5));
        }
        write(8, readings);
        assertThat(readAll()).hasSameSizeAs(readings).extracting(StoredReading::property)
                .containsExactlyInAnyOrderElementsOf(ObservedProperties.all());
        assertThat(store.latest(ATELIER)).hasSameSizeAs(readings);
    }

    @Test
    void answersAreOrderedByTimeStationSensorPropertyWhateverTheOrderOfWriting() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (long time : new long[]{T + 60_000, T, T - 3_600_000 * 30}) {
            for (StationId station : List.of(SCHOOL, ATELIER)) {
                for (String sensor : List.of("scd41-62", "main", "bme280-76")) {
                    readings.add(reading(station, sensor, "temperature", time, 20));
                    readings.add(reading(station, sensor, "co2", time, 400));
                    readings.add(reading(station, sensor, "pm2_5", time, 3));
                }
            }
        }
        Collections.shuffle(readings, new Random(3));
        write(8, readings);
        assertThat(readAll()).hasSize(54).isSortedAccordingTo(StoredReading.ORDER);
        settle();
        assertThat(readAll()).hasSize(54).isSortedAccordingTo(StoredReading.ORDER);
    }

    @Test
    void pagesJoinWithoutGapOrRepeat() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (String property : List.of("co2", "pm2_5", "temperature")) {
                readings.add(reading(i % 2 == 0 ? ATELIER : SCHOOL, "s" + i % 3, property, T + i / 5 * 1000L, i));
            }
        }
        write(8, readings.subList(0, 90));
        settle();
        write(16, readings.subList(90, 180));
        List<StoredReading> whole = readAll();
        assertThat(whole).hasSize(180);
        for (int size : new int[]{1, 2, 7, 15, 179, 180, 181}) {
            List<StoredReading> joined = new ArrayList<>();
            ReadingQuery query = new ReadingQuery(null, null, null, Level.RAW, 0, ALL_TIME, size, null);
            for (List<StoredReading> page = read(query); !page.isEmpty(); page = read(query.after(page.getLast()))) {
                assertThat(page).hasSizeLessThanOrEqualTo(size);
                joined.addAll(page);
            }
            assertThat(joined).as("pages of %d", size).isEqualTo(whole);
        }
    }

    // An import of an old recording is found by whoever asks without a beginning, decades of nothing notwithstanding.
    @Test
    void readingsFarApartAreFoundInOrderFromTheBeginningOfTime() throws IOException {
        List<String> times = List.of("1899-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999Z",
                "2000-01-01T00:00:00Z", "2000-01-08T00:00:00Z", "2004-06-01T00:00:00Z", "2019-08-01T05:00:00Z",
                "2019-08-08T05:00:00Z", "2026-02-28T00:00:00Z", "2026-03-01T12:00:00Z", "2041-01-01T00:00:00Z");
        List<Reading> readings = new ArrayList<>();
        for (String time : times) {
            readings.add(reading(ATELIER, "main", "co2", Instant.parse(time).toEpochMilli(), 1));
            readings.add(reading(ATELIER, "main", "pm2_5", Instant.parse(time).toEpochMilli(), 2));
        }
        readings.add(reading(SCHOOL, "main", "co2", T - 5, 3)); // this one began yesterday
        Collections.shuffle(readings, new Random(5));
        write(8, readings.subList(0, 12));
        settle();
        write(16, readings.subList(12, readings.size()));
        for (int round = 0; round < 2; round++) {
            for (int size : new int[]{1, 3, 1_000}) {
                List<String> found = new ArrayList<>();
                ReadingQuery query = new ReadingQuery(ATELIER, null, ObservedProperties.of("co2"), Level.RAW,
                        BEGINNING, ALL_TIME, size, null);
                for (List<StoredReading> page = read(query); !page
                        .isEmpty(); page = read(query.after(page.getLast()))) {
                    page.forEach(reading -> found.add(Instant.ofEpochMilli(reading.timeMillis()).toString()));
                }
                assertThat(found).as("pages of %d", size).isEqualTo(times);
            }
            assertThat(read(query(null, null, null, BEGINNING, ALL_TIME))).hasSize(2 * times.size() + 1)
                    .isSortedAccordingTo(StoredReading.ORDER);
            assertThat(read(query(SCHOOL, null, null, BEGINNING, T))).extracting(StoredReading::timeMillis)
                    .containsExactly(T - 5);
            assertThat(read(query(ATELIER, null, null, BEGINNING, T - 5))).hasSize(2 * 9);
            settle();
        }
    }

    @Test
    void aQueryAnswersForItsStationSensorPropertyAndPeriodOnly() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (StationId station : List.of(ATELIER, SCHOOL)) {
            for (String sensor : List.of("a1", "b2")) {
                for (String property : List.of("co2", "pm10")) {
                    for (int i = 0; i < 4; i++) {
                        readings.add(reading(station, sensor, property, T + i * 1000L, i));
                    }
                }
            }
        }
        write(8, readings);
        ObservedProperty co2 = ObservedProperties.of("co2");
        SensorName b2 = new SensorName("b2");
        assertThat(read(query(ATELIER, b2, co2, T + 1000, T + 3000))).extracting(StoredReading::timeMillis)
                .containsExactly(T + 1000, T + 2000);
        assertThat(read(query(SCHOOL, null, null, T, T + 1))).hasSize(4)
                .allMatch(reading -> reading.station().equals(SCHOOL));
        assertThat(read(query(null, b2, null, T, T + 1))).hasSize(4).allMatch(reading -> reading.sensor().equals(b2));
        assertThat(read(query(null, null, co2, T, T + 1))).hasSize(4)
                .allMatch(reading -> reading.property().equals(co2));
        assertThat(read(query(new StationId("nowhere"), null, null, 0, ALL_TIME))).isEmpty();
        assertThat(read(query(ATELIER, null, ObservedProperties.of("o3"), 0, ALL_TIME))).isEmpty();
        assertThat(read(query(ATELIER, null, null, T + 3000, T + 3000))).isEmpty();
        assertThat(read(new ReadingQuery(null, null, null, new Level("fit@1"), 0, ALL_TIME, 100, null))).isEmpty();
    }

    @Test
    void aReadingIsRawAndNotEvaluatedUntilQualityControlSaysOtherwise() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 400)));
        StoredReading expected = new StoredReading(ATELIER, SensorName.MAIN, ObservedProperties.of("co2"), Level.RAW, T,
                400,
                Flag.NOT_EVALUATED, 0);
        assertThat(readAll()).containsExactly(expected);
        assertThat(store.latest(null)).containsExactly(expected);
    }

    @Test
    void theLastInJournalOrderWinsWithinABatchAndAcrossBatches() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1), reading(ATELIER, "main", "co2", T, 2)));
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(2.0);
        write(16, List.of(reading(ATELIER, "main", "co2", T, 3)));
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(3.0);
        settle();
        write(24, List.of(reading(ATELIER, "main", "co2", T, 5), reading(ATELIER, "main", "co2", T, 4)));
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(4.0);
        assertThat(store.latest(ATELIER)).extracting(StoredReading::value).containsExactly(4.0);
        settle();
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(4.0);
    }

    @Test
    void writingTheSameJournalAgainChangesNothing() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            readings.add(reading(ATELIER, "main", i % 2 == 0 ? "co2" : "pm1", T + i / 3 * 1000L, i));
        }
        write(8, readings);
        List<StoredReading> once = readAll();
        write(8, readings);
        settle();
        write(8, readings);
        assertThat(readAll()).isEqualTo(once);
    }

    @Test
    void lateDataTakesItsPlace() throws IOException {
        for (int i = 0; i < 4; i++) {
            write(8 + 8L * i, List.of(reading(ATELIER, "main", "co2", T + i * HOUR, 100 * (i + 1))));
            settle();
        }
        write(48, List.of(reading(ATELIER, "main", "co2", T + HOUR + 1, 300),
                reading(ATELIER, "main", "co2", T - 40 * HOUR, 7)));
        for (int round = 0; round < 2; round++) {
            assertThat(readAll()).extracting(StoredReading::value).containsExactly(7.0, 100.0, 200.0, 300.0, 300.0,
                    400.0);
            assertThat(store.latest(null)).extracting(StoredReading::value).containsExactly(400.0);
            settle();
        }
    }

    @Test
    void latestIsOfEachDatastreamItsNewestTimeNotItsLastWrite() throws IOException {
        write(8, List.of(reading(SCHOOL, "main", "co2", T, 1), reading(ATELIER, "b1", "pm1", T - 5000, 2),
                reading(ATELIER, "a1", "co2", T - 9000, 3), reading(ATELIER, "a1", "co2", T - 9500, 4)));
        for (int round = 0; round < 2; round++) {
            assertThat(store.latest(null)).extracting(StoredReading::value).containsExactly(3.0, 2.0, 1.0);
            assertThat(store.latest(SCHOOL)).extracting(StoredReading::timeMillis).containsExactly(T);
            assertThat(store.latest(new StationId("nowhere"))).isEmpty();
            settle();
            store.close();
            store = open();
        }
    }

    @Test
    void aRestartKeepsRowsAndPosition() throws IOException {
        write(4096, List.of(reading(ATELIER, "main", "co2", T, 1)));
        assertThat(store.deliveredUpTo()).isEqualTo(4096);
        store.close();
        store = open();
        assertThat(store.deliveredUpTo()).isEqualTo(4096);
        assertThat(readAll()).hasSize(1);
        write(8192, List.of());
        assertThat(store.deliveredUpTo()).isEqualTo(8192);
        store.acknowledge(9000);
        assertThat(store.deliveredUpTo()).isEqualTo(9000);
        store.close();
        store = open();
        assertThat(store.deliveredUpTo()).isEqualTo(9000);
    }

    @Test
    void theJournalIsNeverReleasedBeyondWhatIsDelivered() throws IOException {
        for (int i = 1; i < 20; i++) {
            write(i * 8L, List.of(reading(ATELIER, "main", "co2", T + i, i)));
            store.checkpoint();
            assertThat(store.releasableUpTo()).isLessThanOrEqualTo(store.deliveredUpTo());
        }
    }

    /** Writes what the store is expected to take as a whole. */
    protected long write(long journalEnd, List<Reading> readings) throws IOException {
        WriteOutcome outcome = store.write(readings, journalEnd);
        assertThat(outcome).isInstanceOf(WriteOutcome.Stored.class);
        return ((WriteOutcome.Stored) outcome).altered();
    }

    protected List<StoredReading> readAll() throws IOException {
        return read(query(null, null, null, 0, ALL_TIME));
    }

    protected List<StoredReading> read(ReadingQuery query) throws IOException {
        List<StoredReading> answer = new ArrayList<>();
        store.read(query, answer::add);
        return answer;
    }

    protected static ReadingQuery query(@Nullable StationId station, @Nullable SensorName sensor,
            @Nullable ObservedProperty property, long from, long to) {
        return new ReadingQuery(station, sensor, property, Level.RAW, from, to, 1_000_000, null);
    }

    protected static Reading reading(StationId station, String sensor, String property, long millis, double value) {
        return new Reading(station, new SensorName(sensor), ObservedProperties.of(property), millis, value);
    }
}
