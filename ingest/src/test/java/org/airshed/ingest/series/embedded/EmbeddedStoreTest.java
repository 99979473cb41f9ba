package org.airshed.ingest.series.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.DerivedStoreContract;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends DerivedStoreContract {
    private static final List<Flag> FLAGS = List.of(Flag.GOOD, Flag.NOT_EVALUATED, Flag.SUSPECT, Flag.FAIL);

    @TempDir
    Path folder;

    private @Nullable Database database;
    private EmbeddedSettings settings = new EmbeddedSettings(1_000_000, Duration.ofHours(6), 3, Duration.ofSeconds(30));
    private Instant now = Instant.ofEpochMilli(T);

    @Override
    protected SeriesStore open() throws IOException {
        closed();
        Database opened = Database.open(folder);
        database = opened;
        return EmbeddedStore.open(opened, settings, () -> now);
    }

    @Override
    protected void settle() throws IOException {
        now = now.plus(Duration.ofHours(7));
        do {
            store.checkpoint();
        } while (number("SELECT count(*) FROM tail") > 0);
    }

    @Override
    protected DerivedStore derived() {
        return ((EmbeddedStore) store).derived();
    }

    @Override
    protected DerivedStore failingBetweenReplacedAndCurrent() throws IOException {
        opened().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : List.of("rollup", "indicator")) {
                    statement.execute("CREATE TRIGGER no_" + table + " BEFORE INSERT ON " + table
                            + " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
                }
                return true;
            }
        });
        return derived();
    }

    @Override
    protected DerivedStore mended() throws IOException {
        opened().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TRIGGER no_rollup");
                return statement.execute("DROP TRIGGER no_indicator");
            }
        });
        return derived();
    }

    @Override
    protected void closed() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aRepeatThatDiffersIsCountedOneThatAgreesIsNot() throws IOException {
        Reading first = reading(ATELIER, "main", "co2", T, 1);
        Reading other = reading(ATELIER, "main", "co2", T, 2);
        assertThat(write(8, List.of(first))).isZero();
        assertThat(write(16, List.of(first, other, other, first))).isEqualTo(2);
        settle();
        assertThat(write(24, List.of(first))).isZero();
        assertThat(write(32, List.of(other, first))).isEqualTo(2);
        settle();
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(1.0);
    }

    @Test
    void theJournalIsReleasedOnlyAfterASyncedCheckpoint() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        assertThat(store.releasableUpTo()).isZero();
        store.checkpoint();
        assertThat(store.releasableUpTo()).isEqualTo(8);
        write(16, List.of(reading(ATELIER, "main", "co2", T + 1, 1)));
        store.checkpoint();
        assertThat(store.releasableUpTo()).as("not yet due").isEqualTo(8);
        now = now.plusSeconds(31);
        Database reader = opened();
        reader.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM tail")) {
                assertThat(rows.next()).isTrue();
            }
            write(24, List.of(reading(ATELIER, "main", "co2", T + 2, 1)));
            store.checkpoint();
            return true;
        });
        assertThat(store.releasableUpTo()).as("a reader held the checkpoint back").isEqualTo(8);
        now = now.plusSeconds(31);
        store.checkpoint();
        assertThat(store.releasableUpTo()).isEqualTo(24);
    }

    @Test
    void aWriteThatFailsLeavesNeitherRowsNorPositionNorDatastreams() throws IOException {
        opened().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("CREATE TRIGGER no_room BEFORE INSERT ON tail WHEN new.v = 13"
                        + " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            }
        });
        WriteOutcome outcome = store
                .write(List.of(reading(SCHOOL, "main", "co2", T, 1), reading(ATELIER, "main", "co2", T, 13)), 8);
        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.TryLater.class,
                later -> assertThat(later.reason()).contains("disk full").contains("airshed.db"));
        assertThat(store.deliveredUpTo()).isZero();
        assertThat(readAll()).isEmpty();
        assertThat(store.latest(null)).isEmpty();
        store.close();
        store = open();
        assertThat(store.deliveredUpTo()).as("in the file").isZero();
        write(8, List.of(reading(SCHOOL, "main", "co2", T, 1), reading(ATELIER, "main", "co2", T, 14)));
        assertThat(readAll()).hasSize(2);
    }

    @Test
    void aKilledProcessLeavesRowsAndPositionTogether() throws IOException {
        // The files as they lie are what a killed process leaves: nothing of ours waits in memory.
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String name : List.of(Database.FILE_NAME, Database.FILE_NAME + "-wal")) {
            Files.copy(folder.resolve(name), copy.resolve(name));
        }
        try (Database database = Database.open(copy);
                EmbeddedStore found = EmbeddedStore.open(database, settings, () -> now)) {
            assertThat(found.deliveredUpTo()).isEqualTo(8);
            List<StoredReading> rows = new ArrayList<>();
            found.read(query(null, null, null, 0, Long.MAX_VALUE), rows::add);
            assertThat(rows).hasSize(1);
        }
    }

    @Test
    void anAttemptThatFailedLeavesNothingForTheNextOne() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        settle();
        opened().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("CREATE TRIGGER no_room BEFORE INSERT ON tail WHEN new.v = 13"
                        + " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            }
        });
        // The late one fails at once, while new ones wait in the batch of inserts and a datastream has its number.
        assertThat(store.write(List.of(reading(SCHOOL, "main", "co2", T + 1, 5),
                reading(ATELIER, "main", "co2", T + 1, 5), reading(ATELIER, "main", "co2", T, 13)), 16))
                .isInstanceOf(WriteOutcome.TryLater.class);
        write(16, List.of(reading(SCHOOL, "main", "co2", T + 2, 6)));
        store.close();
        store = open();
        assertThat(readAll()).extracting(StoredReading::value).containsExactly(1.0, 6.0);
    }

    @Test
    void newDatastreamsOfBothPortsGetNumbersOfTheirOwn() throws Exception {
        List<Rollup> rows = new ArrayList<>();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> revising = other.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    Rollup row = rollup(SCHOOL, "s" + i, "co2", Level.RAW, T, (double) i);
                    rows.add(row);
                    derived().revise(List.of(row), 1);
                }
                return true;
            });
            for (int i = 0; i < 300; i++) {
                write(8 + i, List.of(reading(ATELIER, "s" + i, "co2", T, i)));
            }
            revising.get(60, TimeUnit.SECONDS);
        }
        store.close();
        store = open();
        assertThat(readAll()).hasSize(300)
                .allMatch(reading -> reading.sensor().text().equals("s" + (int) reading.value()));
        List<Rollup> found = new ArrayList<>();
        derived().readRollups(new RollupQuery(null, null, null, null, Span.HOUR, T, T + 1, 1_000, null),
                (row, _) -> found.add(row));
        assertThat(found).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void hoursOfAnEarlierLayoutGoAndReadingsStay() throws IOException {
        Path older = Files.createDirectories(folder.resolve("older"));
        try (Database database = Database.open(older)) {
            database.migrate(Layout.COMPONENT, Layout.STEPS.subList(0, 1));
            database.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO series VALUES(1, 'atelier-3', 'main', 'co2', 'raw')");
                    statement.execute("INSERT INTO main VALUES(1, " + T + ", 612.5, NULL, NULL)");
                    return statement.execute("INSERT INTO hourly VALUES(1, 1, 1, 612.5, 612.5, 612.5)");
                }
            });
            try (EmbeddedStore found = EmbeddedStore.open(database, settings, () -> now)) {
                assertThat(found.latest(null)).extracting(StoredReading::value).containsExactly(612.5);
            }
            assertThat(database.<Boolean>read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement
                                .executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'hourly'")) {
                    return rows.next();
                }
            })).isFalse();
        }
    }

    /** Any mixture of new, late and repeated readings, flags, folds, restarts: always what a plain map would hold. */
    @Test
    void anyHistoryReadsLikeAMap() throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        settings = new EmbeddedSettings(60, Duration.ofHours(6), 17, Duration.ofSeconds(30));
        store.close();
        store = open();
        Map<SeriesKey, Map<Long, StoredReading>> model = new HashMap<>();
        long position = 0;
        long altered = 0;
        long counted = 0;
        for (int round = 0; round < 400; round++) {
            List<Reading> batch = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                Reading reading = reading(new StationId("st-" + random.nextInt(3)), "s" + random.nextInt(2),
                        random.nextBoolean() ? "co2" : "no2", T + random.nextInt(1 + round) * 120_000L,
                        random.nextInt(3));
                batch.add(reading);
                SeriesKey key = new SeriesKey(reading.station(), reading.sensor(), reading.property(), Level.RAW);
                Map<Long, StoredReading> values = model.computeIfAbsent(key, _ -> new HashMap<>());
                StoredReading before = values.get(reading.phenomenonTimeMillis());
                if (before == null || before.value() != reading.value()) {
                    values.put(reading.phenomenonTimeMillis(),
                            Dictionary.unflagged(key, reading.phenomenonTimeMillis(), reading.value()));
                    altered += before != null ? 1 : 0;
                }
            }
            position += 8;
            counted += write(position, batch);
            List<FlaggedReading> flags = new ArrayList<>();
            for (Map<Long, StoredReading> values : model.values()) {
                for (StoredReading now : List.copyOf(values.values())) {
                    if (random.nextInt(20) == 0) {
                        // Now and then of a value that is not there any more.
                        FlaggedReading judged = judged(now, random.nextInt(8) == 0 ? now.value() + 1 : now.value(),
                                random);
                        flags.add(judged);
                        if (judged.value() == now.value()) {
                            values.put(now.timeMillis(), with(now, judged));
                        }
                    }
                }
            }
            derived().flag(flags);
            assertThat(round % 8 == 0 ? readAll() : inOrder(model)).as("seed %d", seed).isEqualTo(inOrder(model));
            store.checkpoint();
            if (random.nextInt(50) == 0) {
                store.close();
                store = open();
            }
        }
        List<StoredReading> expected = inOrder(model);
        assertThat(counted).isEqualTo(altered).isPositive();
        assertThat(number("SELECT count(*) FROM main")).as("folds happened").isPositive();
        assertThat(number("SELECT count(*) FROM tail")).as("and left something").isPositive();
        List<StoredReading> byDatastream = expected.stream()
                .sorted(Comparator.<StoredReading, SeriesKey>comparing(SeriesKey::of)
                        .thenComparingLong(StoredReading::timeMillis))
                .toList();
        assertThat(raw(null, 0, ALL_TIME)).as("seed %d", seed).isEqualTo(byDatastream);
        List<StoredReading> latest = model.values().stream()
                .map(values -> values.get(values.keySet().stream().max(Long::compare).orElseThrow()))
                .sorted(Comparator.<StoredReading, SeriesKey>comparing(SeriesKey::of)).toList();
        assertThat(store.latest(null)).as("seed %d", seed).isEqualTo(latest);
        settle();
        assertThat(readAll()).isEqualTo(expected);
        assertThat(raw(null, 0, ALL_TIME)).isEqualTo(byDatastream);
        store.close();
        store = open();
        assertThat(store.latest(null)).as("seed %d", seed).isEqualTo(latest);
    }

    private static List<StoredReading> inOrder(Map<SeriesKey, Map<Long, StoredReading>> model) {
        return model.values().stream().flatMap(values -> values.values().stream()).sorted(StoredReading.ORDER).toList();
    }

    private static FlaggedReading judged(StoredReading reading, double value, Random random) {
        Flag flag = FLAGS.get(random.nextInt(FLAGS.size()));
        return new FlaggedReading(reading.station(), reading.sensor(), reading.property(), reading.timeMillis(), value,
                flag, flag == Flag.NOT_EVALUATED ? 0 : random.nextInt());
    }

    private static StoredReading with(StoredReading reading, FlaggedReading judged) {
        return new StoredReading(reading.station(), reading.sensor(), reading.property(), reading.level(),
                reading.timeMillis(), reading.value(), judged.flag(), judged.reasons());
    }

    private Database opened() {
        if (database == null) {
            throw new IllegalStateException("the store is not open");
        }
        return database;
    }

    private long number(String sql) throws IOException {
        return opened().<Long>read(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
