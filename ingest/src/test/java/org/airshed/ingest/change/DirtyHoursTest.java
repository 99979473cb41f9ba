package org.airshed.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirtyHoursTest {
    private static final long T = 1_772_366_400_000L; // 2026-03-01T12:00:00Z, a full hour
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final StationId ATELIER = new StationId("atelier-3");
    private static final StationId SCHOOL = new StationId("school");

    @TempDir
    Path folder;

    private Instant now = Instant.ofEpochMilli(T + 30 * MINUTE);
    private Database database = none();
    private DirtyHours dirty = none();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
    private static <T> T none() {
        return null;
    }

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder);
        dirty = DirtyHours.open(database, false, () -> now);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    @Test
    void theHourOfAReadingIsMarkedAndNearItsBeginningTheOneBeforeToo() throws IOException {
        written(reading(ATELIER, T - 2 * HOUR + 20 * MINUTE), reading(SCHOOL, T - 2 * HOUR + 15 * MINUTE - 1),
                reading(SCHOOL, -1));
        assertThat(take(Long.MAX_VALUE)).containsExactlyInAnyOrder("atelier-3 -2", "school -2", "school -3",
                "school " + (-T / HOUR - 1));
        assertThat(dirty.pending()).isEqualTo(4);
    }

    @Test
    void theHourUnderWayIsDueAtItsEndALateOneAtOnce() throws IOException {
        written(reading(ATELIER, T + 20 * MINUTE), reading(SCHOOL, T - 5 * HOUR + 20 * MINUTE));
        assertThat(take(now.toEpochMilli())).isEmpty();
        assertThat(take(now.toEpochMilli() + 1)).containsExactly("school -5");
        assertThat(take(T + HOUR)).containsExactly("school -5");
        assertThat(take(T + HOUR + 1)).containsExactly("school -5", "atelier-3 0");
        assertThat(dirty.take(Long.MAX_VALUE, 1)).hasSize(1);
    }

    @Test
    void doneForgetsButNotWhatWasMarkedMeanwhile() throws IOException {
        written(reading(ATELIER, T + 20 * MINUTE), reading(SCHOOL, T + 20 * MINUTE));
        List<DirtyHour> taken = dirty.take(Long.MAX_VALUE, 10);
        assertThat(taken).hasSize(2).noneMatch(DirtyHour::again);
        written(reading(ATELIER, T + 21 * MINUTE));
        dirty.done(taken);
        assertThat(dirty.pending()).isEqualTo(1);
        List<DirtyHour> second = dirty.take(Long.MAX_VALUE, 10);
        assertThat(second).singleElement().satisfies(hour -> {
            assertThat(hour.station()).isEqualTo(ATELIER);
            assertThat(hour.generation()).isGreaterThan(taken.getFirst().generation());
            assertThat(hour.again()).as("the first work came to its end").isFalse();
        });
        dirty.done(second);
        dirty.done(second);
        written(reading(ATELIER, T + 22 * MINUTE));
        dirty.done(second); // late and once too often: its generation is long past
        assertThat(dirty.pending()).isEqualTo(1);
    }

    @Test
    void anHourWhoseReadingsAreStillBeingWrittenIsNotHandedOut() throws IOException {
        written(reading(ATELIER, T + 20 * MINUTE), reading(SCHOOL, T + 20 * MINUTE));
        dirty.before(List.of(reading(ATELIER, T + 21 * MINUTE)));
        assertThat(take(Long.MAX_VALUE)).containsExactly("school 0");
        dirty.before(List.of(reading(ATELIER, T + 21 * MINUTE))); // the store did not take it; once more
        assertThat(take(Long.MAX_VALUE)).containsExactly("school 0");
        dirty.after();
        assertThat(take(Long.MAX_VALUE)).containsExactly("atelier-3 0", "school 0");
    }

    @Test
    void workThatDidNotComeToItsEndIsHandedOutAgainAndSaysSo() throws IOException {
        written(reading(ATELIER, T + 20 * MINUTE));
        assertThat(dirty.take(Long.MAX_VALUE, 10)).noneMatch(DirtyHour::again);
        database.close();
        open();
        written(reading(ATELIER, T + 21 * MINUTE)); // a newer mark does not hide it
        List<DirtyHour> again = dirty.take(Long.MAX_VALUE, 10);
        assertThat(again).hasSize(1).allMatch(DirtyHour::again);
        dirty.done(again);
        written(reading(ATELIER, T + 22 * MINUTE));
        assertThat(dirty.take(Long.MAX_VALUE, 10)).hasSize(1).noneMatch(DirtyHour::again);
    }

    @Test
    void anHourThatIsMarkedAlreadyCostsNothing() throws IOException {
        written(reading(ATELIER, T + 20 * MINUTE));
        forbidMarks(true);
        written(reading(ATELIER, T + 21 * MINUTE), reading(ATELIER, T + 59 * MINUTE));
        assertThatThrownBy(() -> dirty.before(List.of(reading(ATELIER, T + HOUR + 20 * MINUTE))))
                .isInstanceOf(IOException.class).hasMessageContaining("no room");
        forbidMarks(false);
        written(reading(ATELIER, T + HOUR + 20 * MINUTE));
        assertThat(take(Long.MAX_VALUE)).containsExactly("atelier-3 0", "atelier-3 1");
    }

    @Test
    void waitingLongerDoesNotCostAnHourItsTurn() throws IOException {
        written(reading(ATELIER, T - 9 * HOUR + 20 * MINUTE));
        database.close();
        open(); // what was remembered is forgotten
        long first = now.toEpochMilli();
        now = now.plusSeconds(600);
        written(reading(ATELIER, T - 9 * HOUR + 21 * MINUTE));
        assertThat(take(first + 1)).containsExactly("atelier-3 -9");
        written(reading(ATELIER, T - 9 * HOUR + 22 * MINUTE));
        assertThat(take(first + 1)).as("marked while it was worked on: a new wait").isEmpty();
        assertThat(take(now.toEpochMilli() + 1)).containsExactly("atelier-3 -9");
    }

    @Test
    void anotherProcessMarksAPeriodAlsoWhileItIsWorkedOn() throws IOException {
        written(reading(ATELIER, T - 9 * HOUR + 20 * MINUTE));
        List<DirtyHour> taken = dirty.take(Long.MAX_VALUE, 10);
        try (Database other = Database.open(folder)) {
            DirtyHours.open(other, false, () -> now).markPeriod(ATELIER, T - 10 * HOUR + 1, T - 7 * HOUR);
        }
        dirty.done(taken);
        assertThat(take(Long.MAX_VALUE)).containsExactly("atelier-3 -10", "atelier-3 -9", "atelier-3 -8");
        assertThatThrownBy(() -> dirty.markPeriod(ATELIER, T, T)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofALongPeriodThoseHoursAreMarkedThatThereAre() throws IOException {
        ChangeLog.open(database).append(List.of(
                new ChangeLog.Change(ChangeLog.Kind.STATION, ATELIER.text(), T - 90_000 * HOUR, 1),
                new ChangeLog.Change(ChangeLog.Kind.STATION, ATELIER.text(), T - 9 * HOUR, 1),
                new ChangeLog.Change(ChangeLog.Kind.STATION, ATELIER.text(), T - 3 * HOUR, 1),
                new ChangeLog.Change(ChangeLog.Kind.STATION, SCHOOL.text(), T - 8 * HOUR, 1),
                new ChangeLog.Change(ChangeLog.Kind.AREA, ATELIER.text(), T - 7 * HOUR, 1)));
        written(reading(ATELIER, T - 5 * HOUR + 20 * MINUTE));
        List<DirtyHour> taken = dirty.take(Long.MAX_VALUE, 10);
        long before = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        try (Database other = Database.open(folder)) {
            DirtyHours there = DirtyHours.open(other, false, () -> now);
            assertThat(there.markKnown(ATELIER, before, T - 3 * HOUR)).isEqualTo(3);
            assertThat(there.markKnown(ATELIER, T - 3 * HOUR + 1, Long.MAX_VALUE)).isEqualTo(1);
            assertThat(there.markKnown(new StationId("nobody"), before, Long.MAX_VALUE)).isZero();
        }
        dirty.done(taken); // worked on while it was marked: it comes again
        assertThat(take(Long.MAX_VALUE)).containsExactlyInAnyOrder("atelier-3 -90000", "atelier-3 -9", "atelier-3 -5",
                "atelier-3 -3");
    }

    /** However marking, writing, computing and crashing mix: at the end every reading is in a computation after it. */
    @Test
    void noReadingIsEverLeftOutOfAComputation() throws IOException {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            Map<StationHour, Integer> stored = new HashMap<>();
            Map<StationHour, Integer> computed = new HashMap<>();
            List<DirtyHour> taken = new ArrayList<>();
            Map<DirtyHour, Integer> seen = new HashMap<>();
            List<Reading> batch = List.of();
            for (int step = 0; step < 300; step++) {
                switch (random.nextInt(batch.isEmpty() ? 5 : 7)) {
                    case 0 -> {
                        if (batch.isEmpty()) {
                            batch = batch(random);
                        }
                        dirty.before(batch); // for the first time, or once more
                    }
                    case 1 -> {
                        taken = dirty.take(Long.MAX_VALUE, 1 + random.nextInt(4));
                        for (DirtyHour hour : taken) {
                            seen.put(hour, stored.getOrDefault(new StationHour(hour.station(), hour.hourMillis()), 0));
                        }
                    }
                    case 2 -> {
                        for (DirtyHour hour : taken) {
                            computed.put(new StationHour(hour.station(), hour.hourMillis()),
                                    seen.getOrDefault(hour, 0));
                        }
                        dirty.done(taken);
                        taken = List.of();
                    }
                    case 3 -> {
                        if (random.nextInt(5) == 0) {
                            database.close();
                            open();
                            taken = List.of();
                            if (!batch.isEmpty()) {
                                dirty.before(batch); // delivery goes on where it stood
                            }
                        }
                    }
                    case 4 -> {
                        // nothing happens
                    }
                    default -> {
                        for (Reading reading : batch) {
                            stored.merge(hour(reading), 1, Integer::sum);
                        }
                        if (random.nextInt(4) == 0) {
                            database.close(); // a crash right after the write
                            open();
                            taken = List.of();
                        } else {
                            dirty.after();
                        }
                        batch = List.of();
                    }
                }
            }
            dirty.after();
            for (DirtyHour hour : dirty.take(Long.MAX_VALUE, 1_000)) {
                StationHour key = new StationHour(hour.station(), hour.hourMillis());
                computed.put(key, stored.getOrDefault(key, 0));
                dirty.done(List.of(hour));
            }
            Set<StationHour> behind = new HashSet<>();
            stored.forEach((hour, count) -> {
                if (!count.equals(computed.get(hour))) {
                    behind.add(hour);
                }
            });
            assertThat(behind).as("seed %d", seed).isEmpty();
            assertThat(stored).as("seed %d", seed).isNotEmpty();
        }
    }

    private static List<Reading> batch(Random random) {
        List<Reading> batch = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            batch.add(reading(random.nextBoolean() ? ATELIER : SCHOOL, T + random.nextInt(3) * HOUR + 20 * MINUTE));
        }
        return batch;
    }

    private static StationHour hour(Reading reading) {
        return new StationHour(reading.station(), StationHour.hourOf(reading.phenomenonTimeMillis()));
    }

    private void forbidMarks(boolean forbidden) throws IOException {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(forbidden
                        ? "CREATE TRIGGER no_room BEFORE INSERT ON dirty_hour BEGIN SELECT RAISE(ABORT, 'no room'); END"
                        : "DROP TRIGGER no_room");
            }
        });
    }

    private void written(Reading... readings) throws IOException {
        dirty.before(List.of(readings));
        dirty.after();
    }

    /** Station and hour, counted from {@link #T}. */
    private List<String> take(long dueBefore) throws IOException {
        return dirty.take(dueBefore, 1_000).stream()
                .map(hour -> hour.station() + " " + (hour.hourMillis() - T) / HOUR).collect(Collectors.toList());
    }

    private static Reading reading(StationId station, long time) {
        return new Reading(station, SensorName.MAIN, ObservedProperties.of("co2"), time, 400);
    }
}
