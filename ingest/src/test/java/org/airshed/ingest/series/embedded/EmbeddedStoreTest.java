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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.SeriesStoreContract;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends SeriesStoreContract {
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
    void flagsSurviveTheFoldAndAnAlteredRepeat() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        opened().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE tail SET flag = 3, why = 5");
            }
        });
        settle();
        write(16, List.of(reading(ATELIER, "main", "co2", T, 2)));
        for (int round = 0; round < 2; round++) {
            assertThat(readAll()).singleElement().satisfies(reading -> {
                assertThat(reading.value()).isEqualTo(2);
                assertThat(reading.flag()).isEqualTo(Flag.SUSPECT);
                assertThat(reading.reasons()).isEqualTo(5);
            });
            settle();
        }
    }

    /** Any mixture of new, late and repeated readings, folds, restarts: always what a plain map would hold. */
    @Test
    void anyHistoryReadsLikeAMap() throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        settings = new EmbeddedSettings(60, Duration.ofHours(6), 17, Duration.ofSeconds(30));
        store.close();
        store = open();
        Map<Object, Reading> model = new HashMap<>();
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
                Reading before = model.put(List.of(reading.station(), reading.sensor(), reading.property().id(),
                        reading.phenomenonTimeMillis()), reading);
                altered += before != null && before.value() != reading.value() ? 1 : 0;
            }
            position += 8;
            counted += write(position, batch);
            store.checkpoint();
            if (random.nextInt(50) == 0) {
                store.close();
                store = open();
            }
        }
        List<StoredReading> expected = model.values().stream()
                .map(reading -> Dictionary.unflagged(
                        new SeriesKey(reading.station(), reading.sensor(), reading.property(), Level.RAW),
                        reading.phenomenonTimeMillis(), reading.value()))
                .sorted(StoredReading.ORDER).toList();
        assertThat(readAll()).as("seed %d", seed).isEqualTo(expected);
        assertThat(counted).isEqualTo(altered).isPositive();
        assertThat(number("SELECT count(*) FROM main")).as("folds happened").isPositive();
        settle();
        assertThat(readAll()).isEqualTo(expected);
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
