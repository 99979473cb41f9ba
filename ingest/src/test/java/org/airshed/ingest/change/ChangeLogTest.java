package org.airshed.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.airshed.ingest.change.ChangeLog.Change;
import org.airshed.ingest.change.ChangeLog.Kind;
import org.airshed.ingest.database.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeLogTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    Path folder;

    @Test
    void aLaterChangeOfTheSameHourTakesThePlaceOfTheEarlierUnderANewNumber() throws IOException {
        try (Database database = Database.open(folder)) {
            ChangeLog log = ChangeLog.open(database);
            assertThat(log.read(0, 10)).isEmpty();
            log.append(List.of(new Change(Kind.STATION, "school", 0, 1)));
            log.append(List.of(new Change(Kind.AREA, "school", 0, 1)));
            log.append(List.of(new Change(Kind.STATION, "school", HOUR, 1)));
            log.append(List.of(new Change(Kind.STATION, "school", 0, 2)));
            assertThat(log.read(0, 10)).extracting(ChangeLog.Entry::change).containsExactly(
                    new Change(Kind.AREA, "school", 0, 1), new Change(Kind.STATION, "school", HOUR, 1),
                    new Change(Kind.STATION, "school", 0, 2));
            assertThat(log.read(0, 10)).extracting(ChangeLog.Entry::number).containsExactly(2L, 3L, 4L);
            assertThat(log.read(3, 10)).extracting(ChangeLog.Entry::number).containsExactly(4L);
            assertThat(log.read(0, 1)).extracting(ChangeLog.Entry::number).containsExactly(2L);
        }
    }

    @Test
    void aNumberIsNeverGivenTwiceEvenIfTheLastEntryIsReplacedOrTheProcessStartsAnew() throws IOException {
        for (int start = 0; start < 3; start++) {
            try (Database database = Database.open(folder)) {
                ChangeLog log = ChangeLog.open(database);
                log.append(List.of(new Change(Kind.STATION, "school", 0, start)));
                log.append(List.of());
                assertThat(log.read(0, 10)).extracting(ChangeLog.Entry::number).containsExactly(start + 1L);
            }
        }
    }

    @Test
    void whoAsksAfterTheLastNumberItSawMissesNothing() throws IOException {
        long seed = 8;
        Random random = new Random(seed);
        try (Database database = Database.open(folder)) {
            ChangeLog log = ChangeLog.open(database);
            Map<String, Long> latest = new HashMap<>();
            Map<String, Long> pulled = new HashMap<>();
            long after = 0;
            for (int round = 0; round < 200; round++) {
                Change change = new Change(random.nextBoolean() ? Kind.AREA : Kind.STATION, "s" + random.nextInt(3),
                        random.nextInt(4) * HOUR, round);
                log.append(List.of(change));
                latest.put(change.kind() + change.subject() + change.hourMillis(), change.revision());
                if (random.nextInt(6) == 0) {
                    after = pull(log, after, pulled);
                }
            }
            for (long before = -1; before != after;) {
                before = after;
                after = pull(log, after, pulled);
            }
            assertThat(pulled).as("seed %d", seed).isEqualTo(latest);
            assertThat(log.read(0, 1_000)).hasSize(latest.size());
        }
    }

    private static long pull(ChangeLog log, long after, Map<String, Long> pulled) throws IOException {
        long last = after;
        for (ChangeLog.Entry entry : log.read(after, 3)) {
            Change change = entry.change();
            pulled.put(change.kind() + change.subject() + change.hourMillis(), change.revision());
            last = entry.number();
        }
        return last;
    }

    @Test
    void revisionsCountUpwardAndRememberTheirRules() throws IOException {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        try (Database database = Database.open(folder)) {
            Revisions revisions = Revisions.open(database, () -> now);
            assertThat(revisions.begin("qc 1, eaqi 2")).isEqualTo(1);
            assertThat(revisions.begin("qc 2, eaqi 2")).isEqualTo(2);
        }
        try (Database database = Database.open(folder)) {
            Revisions revisions = Revisions.open(database, () -> now);
            assertThat(revisions.begin("qc 2, eaqi 3")).isEqualTo(3);
            assertThat(revisions.find(2)).contains(new Revisions.Revision(2, "qc 2, eaqi 2", now));
            assertThat(revisions.find(4)).isEmpty();
        }
    }
}
