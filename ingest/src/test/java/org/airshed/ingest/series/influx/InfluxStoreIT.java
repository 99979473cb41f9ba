package org.airshed.ingest.series.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.DerivedStoreContract;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.RawReadings;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.StationPlace;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same contract, with a real influxd behind it. */
@Timeout(300)
class InfluxStoreIT extends DerivedStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static @Nullable Influxd influxd;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final String bucket = "air" + BUCKETS.incrementAndGet();
    private boolean made;
    private Instant now = Instant.ofEpochMilli(T);

    @BeforeAll
    static void startDatabase() throws Exception {
        influxd = Influxd.start(shared);
    }

    @AfterAll
    static void stopDatabase() {
        if (influxd != null) {
            influxd.close();
        }
    }

    private static Influxd influxd() {
        if (influxd == null) {
            throw new IllegalStateException("influxd was not started");
        }
        return influxd;
    }

    @Override
    protected SeriesStore open() throws IOException {
        if (!made) {
            made = true;
            makeBucket(bucket, 0);
        }
        return open(bucket, Influxd.TOKEN);
    }

    private static void makeBucket(String name, int retentionSeconds) throws IOException {
        try {
            influxd().makeBucket(name, retentionSeconds);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private InfluxStore open(String inBucket, String token) throws IOException {
        Path tokenFile = Files.writeString(folder.resolve("token-" + token.hashCode()), token + "\n");
        return InfluxStore.open(InfluxSettings.of(influxd().url(), Influxd.ORG, inBucket, tokenFile),
                folder.resolve("cursor-" + inBucket), new FileDisk(), () -> now);
    }

    @Override
    protected void settle() throws IOException {
        now = now.plus(Duration.ofHours(1));
        store.checkpoint();
    }

    @Override
    protected DerivedStore derived() {
        return ((InfluxStore) store).derived();
    }

    @Override
    protected DerivedStore failingBetweenReplacedAndCurrent() throws IOException {
        return failingAt(false);
    }

    private DerivedStore failingAt(boolean replaced) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), Influxd.TOKEN);
        InfluxSettings settings = InfluxSettings.of(influxd().url(), Influxd.ORG, bucket, token);
        InfluxWriter writer = new InfluxWriter(settings);
        return new InfluxDerived(new InfluxQueries(settings), lines -> lines.contains("_rev,") == replaced
                ? new InfluxWriter.Answer.Later(Duration.ZERO, "planted: disk full")
                : writer.write(lines), 5_000);
    }

    @Override
    protected DerivedStore mended() {
        return derived();
    }

    @Override
    protected void closed() {
        // the database stays for the next test
    }

    @Test
    void thePositionOnDiskFollowsOnceASecondAndTheJournalIsReleasedAfterTheSettleTime() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        store.checkpoint();
        assertThat(store.releasableUpTo()).isZero();
        now = now.plusSeconds(2);
        store.checkpoint();
        assertThat(store.releasableUpTo()).as("answered, not settled").isZero();
        write(16, List.of(reading(ATELIER, "main", "co2", T + 1, 1)));
        now = now.plusSeconds(59);
        store.checkpoint();
        assertThat(store.releasableUpTo()).isEqualTo(8);
        now = now.plusSeconds(60);
        store.checkpoint();
        assertThat(store.releasableUpTo()).isEqualTo(16);
    }

    @Test
    void flagsThatAnotherProgramWroteAreReadAndSurviveAReplay() throws Exception {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        influxd().write(bucket, "air,station=atelier-3,sensor=main co2_flag=3i,co2_why=5i " + T);
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        assertThat(readAll()).isEqualTo(store.latest(null)).singleElement().satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(1);
            assertThat(reading.flag()).isEqualTo(Flag.SUSPECT);
            assertThat(reading.reasons()).isEqualTo(5);
        });
    }

    @Test
    void foreignPointsInTheBucketAreLeftOut() throws Exception {
        influxd().write(bucket, "air,station=Not\\ Ours,sensor=main co2=1 " + T + "\nair,host=x co2=2 " + T
                + "\nair,station=atelier-3,sensor=main other=3,co2=4 " + T);
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(4.0);
        assertThat(store.latest(null)).extracting(StoredReading::value).containsExactly(4.0);
    }

    @Test
    void manyRowsOfOneTimeAreStillOrderedAndPaged() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            readings.add(reading(ATELIER, "s" + (999 - i), "co2", T, i));
        }
        write(8, readings);
        List<StoredReading> paged = new ArrayList<>();
        ReadingQuery query = new ReadingQuery(null, null, null, Level.RAW, T, T + 1, 7, null);
        for (List<StoredReading> page = read(query); !page.isEmpty(); page = read(query.after(page.getLast()))) {
            paged.addAll(page);
        }
        assertThat(paged).hasSize(300).isSortedAccordingTo(StoredReading.ORDER).isEqualTo(readAll());
    }

    @Test
    void aPointBeyondRetentionIsRefusedInTheServersWordsAndTheRestIsStored() throws IOException {
        makeBucket(bucket + "-short", 3_600);
        try (InfluxStore shortLived = open(bucket + "-short", Influxd.TOKEN)) {
            long present = System.currentTimeMillis();
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                readings.add(reading(ATELIER, "main", "co2", i % 50 == 7 ? T - i : present - i, i));
            }
            WriteOutcome outcome = shortLived.write(readings, 800);
            assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Rejected.class, rejected -> {
                assertThat(rejected.rejected()).extracting(one -> one.reading().value())
                        .containsExactlyInAnyOrder(7.0, 57.0, 107.0, 157.0);
                assertThat(rejected.rejected().getFirst().reason()).contains("retention policy");
            });
            assertThat(shortLived.deliveredUpTo()).as("until they are kept elsewhere").isZero();
            shortLived.acknowledge(800);
            assertThat(shortLived.deliveredUpTo()).isEqualTo(800);
            List<StoredReading> stored = new ArrayList<>();
            shortLived.read(query(null, null, null, 0, Long.MAX_VALUE), stored::add);
            assertThat(stored).hasSize(196);
        }
    }

    @Test
    void aValueWhoseFieldHasAnotherTypeIsRefusedAloneAndItsNeighboursAreStored() throws Exception {
        influxd().write(bucket, "air,station=school,sensor=main co2=\"text\" " + T);
        WriteOutcome outcome = store
                .write(List.of(reading(ATELIER, "main", "co2", T, 1), reading(ATELIER, "main", "pm10", T, 2),
                        reading(ATELIER, "main", "pm10", T + 1, 3)), 8);
        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Rejected.class, rejected -> {
            assertThat(rejected.rejected()).extracting(one -> one.reading().value()).containsExactly(1.0);
            assertThat(rejected.rejected().getFirst().reason()).contains("type");
        });
        assertThat(read(query(ATELIER, null, null, 0, Long.MAX_VALUE))).extracting(StoredReading::value)
                .containsExactly(2.0, 3.0);
    }

    @Test
    void aKilledDatabaseLosesAndDoublesNothing() throws Exception {
        List<Reading> before = new ArrayList<>();
        List<Reading> during = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            before.add(reading(ATELIER, "main", "co2", T + i, i));
            during.add(reading(ATELIER, "main", "co2", T + 1_000 + i, i));
        }
        write(8, before);
        influxd().kill();
        try {
            WriteOutcome outcome = store.write(during, 16);
            assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.TryLater.class,
                    later -> assertThat(later.reason()).contains("does not answer")
                            .contains(influxd().url().toString()));
            assertThat(store.deliveredUpTo()).isEqualTo(8);
            assertThatThrownBy(this::readAll).isInstanceOf(SeriesUnavailableException.class)
                    .hasMessageContaining("does not answer");
        } finally {
            influxd().run();
        }
        write(16, during);
        write(16, during);
        assertThat(readAll()).hasSize(2_000);
        assertThat(store.deliveredUpTo()).isEqualTo(16);
    }

    @Test
    void aMissingBucketAWrongTokenAWrongOrgEachGetTheCommandThatMendsIt() throws IOException {
        List<Reading> readings = List.of(reading(ATELIER, "main", "co2", T, 1));
        try (InfluxStore wrong = open("nowhere", Influxd.TOKEN)) {
            assertHolds(wrong.write(readings, 8), "influx bucket create --org airshed --name nowhere");
            assertThatThrownBy(() -> wrong.latest(null)).hasMessageContaining("influx bucket create");
        }
        try (InfluxStore wrong = open(bucket, "guessed")) {
            assertHolds(wrong.write(readings, 8), "influx auth create --org airshed");
            assertThatThrownBy(() -> wrong.latest(null)).hasMessageContaining("influx auth create");
            // Mended while it runs: the file is read again.
            Files.writeString(folder.resolve("token-" + "guessed".hashCode()), Influxd.TOKEN);
            assertThat(wrong.write(readings, 8)).isEqualTo(new WriteOutcome.Stored(0));
            assertThat(wrong.latest(null)).hasSize(1);
        }
        Path token = Files.writeString(folder.resolve("token"), Influxd.TOKEN);
        try (InfluxStore wrong = InfluxStore.open(InfluxSettings.of(influxd().url(), "elsewhere", bucket, token),
                folder.resolve("cursor-org"), new FileDisk(), () -> now)) {
            assertHolds(wrong.write(readings, 8), "influx org create --name elsewhere");
        }
        try (InfluxStore wrong = InfluxStore.open(
                InfluxSettings.of(URI.create("http://127.0.0.1:1"), Influxd.ORG, bucket,
                        folder.resolve("no-such-file")),
                folder.resolve("cursor-file"), new FileDisk(), () -> now)) {
            assertHolds(wrong.write(readings, 8), "no-such-file cannot be read");
        }
    }

    @Test
    void compressedRequestsAreStoredToo() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), Influxd.TOKEN);
        InfluxSettings settings = new InfluxSettings(influxd().url(), Influxd.ORG, bucket, token, true, 100,
                Duration.ZERO);
        try (InfluxStore compressing = InfluxStore.open(settings, folder.resolve("cursor-gzip"), new FileDisk(),
                () -> now)) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                readings.add(reading(ATELIER, "main", "co2", T + i, i));
            }
            assertThat(compressing.write(readings, 8)).isEqualTo(new WriteOutcome.Stored(0));
            assertThat(readAll()).hasSize(1_000);
        }
    }

    @Test
    void placesAreThereForDashboards() throws IOException {
        InfluxStore places = (InfluxStore) store;
        places.publish(List.of(new StationPlace(ATELIER, 41.4, -2.17, "outdoor"),
                new StationPlace(SCHOOL, -35.0, 139.75, "indoor")), T);
        List<List<String>> rows = new ArrayList<>();
        Path token = Files.writeString(folder.resolve("token"), Influxd.TOKEN);
        try (InfluxQueries queries = new InfluxQueries(
                InfluxSettings.of(influxd().url(), Influxd.ORG, bucket, token))) {
            queries.ask("SELECT latitude, longitude, environment, station FROM station_info", json -> Table.read(json,
                    (_, _, _, cells) -> rows.add(cells.stream().map(String::valueOf).toList())));
        }
        assertThat(rows).containsExactlyInAnyOrder(List.of(Long.toString(T), "41.4", "-2.17", "outdoor", "atelier-3"),
                List.of(Long.toString(T), "-35", "139.75", "indoor", "school"));
    }

    @Test
    void rawReadingsJoinWhereverARequestEnds() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            readings.add(reading(i % 3 == 0 ? SCHOOL : ATELIER, "s" + i % 7, i % 2 == 0 ? "co2" : "pm10",
                    T + i / 30 * 1000L, i));
        }
        write(8, readings);
        List<StoredReading> whole = raw(null, T, T + 60_000);
        assertThat(whole).hasSizeGreaterThan(150).containsExactlyInAnyOrderElementsOf(readAll());
        Path token = Files.writeString(folder.resolve("token"), Influxd.TOKEN);
        try (InfluxQueries queries = new InfluxQueries(
                InfluxSettings.of(influxd().url(), Influxd.ORG, bucket, token))) {
            for (int rows : new int[]{1, 2, 5, 16, 79, 80, 81, 240}) {
                RawReadings sink = new RawReadings();
                new InfluxRaw(queries, rows).read(new RawQuery(null, T, T + 60_000), sink);
                assertThat(sink.readings).as("%d rows a request", rows).isEqualTo(whole);
            }
        }
    }

    @Test
    void aRollupBeyondRetentionIsPassedOverAndTheOthersAreStored() throws IOException {
        makeBucket(bucket + "-brief", 3_600);
        try (InfluxStore shortLived = open(bucket + "-brief", Influxd.TOKEN)) {
            long present = System.currentTimeMillis();
            List<Rollup> rows = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                rows.add(rollup(ATELIER, "main", "co2", Level.RAW, i == 7 ? T : present - i, (double) i));
            }
            shortLived.derived().revise(rows, 1);
            List<Double> found = new ArrayList<>();
            shortLived.derived().readRollups(
                    new RollupQuery(null, null, null, null, Span.HOUR, 0, Long.MAX_VALUE, 100, null),
                    (row, _) -> found.add(row.mean()));
            assertThat(found).hasSize(19).doesNotContain(7.0);
        }
    }

    @Test
    void nothingIsReplacedBeforeItIsKept() throws IOException {
        Rollup old = rollup(ATELIER, "main", "co2", Level.RAW, T, 1.0);
        Rollup next = rollup(ATELIER, "main", "co2", Level.RAW, T, 2.0);
        derived().revise(List.of(old), 1);
        DerivedStore failing = failingAt(true);
        assertThatThrownBy(() -> failing.revise(List.of(next), 2)).hasMessageContaining("disk full");
        List<Rollup> current = new ArrayList<>();
        RollupQuery query = new RollupQuery(null, null, null, null, Span.HOUR, T, T + 1, 10, null);
        derived().readRollups(query, (row, _) -> current.add(row));
        assertThat(current).containsExactly(old);
        derived().revise(List.of(next), 3);
        List<Replaced<Rollup>> replaced = new ArrayList<>();
        derived().readReplacedRollups(query, null, replaced::add);
        assertThat(replaced).containsExactly(new Replaced<>(old, 1, 3));
    }

    @Test
    void derivedValuesOfADatabaseThatIsAwayAreForLater() throws Exception {
        influxd().kill();
        try {
            Rollup row = rollup(ATELIER, "main", "co2", Level.RAW, T, 1.0);
            assertThatThrownBy(() -> derived().revise(List.of(row), 1)).isInstanceOf(SeriesUnavailableException.class)
                    .hasMessageContaining("does not answer");
            FlaggedReading judged = new FlaggedReading(ATELIER, SensorName.MAIN, ObservedProperties.of("co2"), T, 1,
                    Flag.GOOD, 0);
            assertThatThrownBy(() -> derived().flag(List.of(judged))).isInstanceOf(SeriesUnavailableException.class)
                    .hasMessageContaining("does not answer");
        } finally {
            influxd().run();
        }
    }

    private static void assertHolds(WriteOutcome outcome, String command) {
        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.TryLater.class,
                later -> assertThat(later.reason()).contains(command));
    }
}
