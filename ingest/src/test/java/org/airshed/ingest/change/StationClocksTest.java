package org.airshed.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.ingest.admission.Admitted;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.quality.MetadataSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationClocksTest {
    private static final long T = 1_772_366_400_000L; // 2026-03-01T12:00:00Z, a full hour
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * HOUR;
    private static final StationId ATELIER = new StationId("atelier-3");

    @TempDir
    Path folder;

    private long now = T;
    private Database database = none();
    private DirtyHours dirty = none();
    private StationClocks clocks = none();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
    private static <T> T none() {
        return null;
    }

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder);
        dirty = DirtyHours.open(database, false, () -> Instant.ofEpochMilli(now));
        reopen();
    }

    private void reopen() throws IOException {
        clocks = StationClocks.open(database, false, MetadataSettings.DEFAULTS, dirty);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    @Test
    void aReadingFromMoreThanFiveMinutesAheadIsNotToBeTrusted() throws IOException {
        receive(T, T + 5 * MINUTE);
        assertThat(untimely()).isEmpty();
        receive(T, T + 5 * MINUTE + 1);
        assertThat(untimely()).containsExactly(T);
    }

    @Test
    void aStationThatIsNeverOnTimeIsFoundOutAfterADay() throws IOException {
        long behind = 3 * HOUR;
        for (long at = T; at < T + 30 * HOUR; at += 10 * MINUTE) {
            receive(at, at - behind);
        }
        assertThat(untimely()).containsExactlyInAnyOrder(hours(T + DAY - behind, T + 30 * HOUR - behind));
    }

    @Test
    void hourlyMeansAreAsPunctualAsTheyCanBe() throws IOException {
        for (long at = T + HOUR; at < T + 50 * HOUR; at += HOUR) {
            receive(at + MINUTE, at - HOUR);
        }
        assertThat(untimely()).isEmpty();
    }

    @Test
    void whatWaitedInTheStationIsTakenBackOnceItIsUpToDate() throws IOException {
        for (long at = T; at < T + HOUR; at += MINUTE) {
            receive(at, at);
        }
        // Three days without a network, then the oldest first.
        long back = T + 3 * DAY;
        for (long measured = T + HOUR; measured < back - HOUR; measured += 10 * MINUTE) {
            receive(back, measured);
        }
        assertThat(untimely()).as("until it shows that its clock is right").hasSizeGreaterThan(60);
        now = back + 2 * HOUR;
        receive(back + MINUTE, back);
        receive(back + 2 * MINUTE, back + MINUTE);
        assertThat(untimely()).isEmpty();
        now += 1;
        assertThat(dirty.take(now, 1000)).as("they are computed once more").hasSizeGreaterThan(60);
    }

    @Test
    void aBatchThatCouldNotBeStoredIsLookedAtAsIfForTheFirstTime() throws IOException {
        for (long at = T; at < T + DAY; at += 10 * MINUTE) {
            receive(at, at - 3 * HOUR);
        }
        forbid("INSERT", "clock_hour");
        assertThatThrownBy(() -> receive(T + DAY, T + DAY - 3 * HOUR)).hasMessageContaining("no room");
        allow();
        receive(T + DAY, T + DAY - 3 * HOUR);
        assertThat(untimely()).containsExactly(T + DAY - 3 * HOUR);
    }

    @Test
    void hoursAreTakenBackTogetherWithTheirMarks() throws IOException {
        for (long at = T; at < T + 30 * HOUR; at += 10 * MINUTE) {
            receive(at, at - 3 * HOUR);
        }
        Set<Long> late = untimely();
        assertThat(late).hasSizeGreaterThan(5);
        forbid("INSERT", "dirty_hour");
        assertThatThrownBy(() -> receive(T + 30 * HOUR, T + 30 * HOUR - MINUTE)).hasMessageContaining("no room");
        assertThat(untimely()).isEqualTo(late);
        allow();
        receive(T + 30 * HOUR, T + 30 * HOUR - MINUTE);
        assertThat(untimely()).isEmpty();
        now = T + 31 * HOUR;
        assertThat(dirty.take(now, 1000)).extracting(DirtyHour::hourMillis).containsExactlyInAnyOrderElementsOf(late);
    }

    private void forbid(String what, String table) throws IOException {
        sql("CREATE TRIGGER no_room BEFORE " + what + " ON " + table + " BEGIN SELECT RAISE(ABORT, 'no room'); END");
    }

    private void allow() throws IOException {
        sql("DROP TRIGGER no_room");
    }

    private void sql(String text) throws IOException {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(text);
            }
        });
    }

    @Test
    void itIsRememberedBeyondTheProcess() throws IOException {
        for (long at = T; at < T + 26 * HOUR; at += HOUR / 2) {
            receive(at, at - 2 * HOUR);
            reopen();
        }
        // Each opening forgets the reading before, and with it how long an average is: nothing is said of anyone.
        assertThat(untimely()).isEmpty();
        receive(T + 26 * HOUR, T + 24 * HOUR);
        receive(T + 26 * HOUR + MINUTE, T + 24 * HOUR + MINUTE);
        assertThat(untimely()).as("the first day is long over").containsExactly(T + 24 * HOUR);
        reopen();
        receive(T + 27 * HOUR, T + 27 * HOUR - MINUTE);
        receive(T + 27 * HOUR + MINUTE, T + 27 * HOUR);
        assertThat(untimely()).isEmpty();
    }

    @Test
    void whoVouchesForItsClockMaySendRecordingsOfAnyAge() throws IOException {
        SubmissionHeader synced = new SubmissionHeader(null, null, SubmissionHeader.Clock.SYNCED, null);
        for (long at = T; at < T + 30 * HOUR; at += HOUR / 2) {
            clocks.arrived(List.of(admitted(at, at - 300 * DAY, synced)));
        }
        assertThat(database.<Integer>read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM clock_hour")) {
                return rows.next() ? rows.getInt(1) : -1;
            }
        })).isZero();
    }

    private void receive(long received, long measured) throws IOException {
        clocks.arrived(List.of(admitted(received, measured, SubmissionHeader.NONE)));
    }

    private static Admitted admitted(long received, long measured, SubmissionHeader header) {
        return new Admitted(ATELIER, received, new Sender("mqtt", "atelier-3", "127.0.0.1", 1), header,
                List.of(new Reading(ATELIER, new SensorName("bme280-76"), ObservedProperties.of("temperature"),
                        measured,
                        20)),
                List.of(), false);
    }

    private Set<Long> untimely() throws IOException {
        return clocks.untimely(ATELIER, T - 400 * DAY, T + 40 * DAY);
    }

    private static Long[] hours(long from, long to) {
        return java.util.stream.LongStream.range(Math.floorDiv(from, HOUR), Math.ceilDiv(to, HOUR))
                .mapToObj(hour -> hour * HOUR).toArray(Long[]::new);
    }
}
