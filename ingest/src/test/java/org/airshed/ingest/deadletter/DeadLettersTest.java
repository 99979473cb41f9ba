package org.airshed.ingest.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    private static final StationId STATION = new StationId("atelier-3");
    private static final StationId OTHER = new StationId("school");

    @TempDir
    Path folder;

    private final Disk disk = new FileDisk();

    @Test
    void whatWasKeptIsListedByAnotherProcessAndAfterARestart() throws IOException {
        List<DeadLetter> letters = List.of(letter(STATION, "future", 8, 0, "[1]"), letter(STATION, "unit", 8, 4, "[1]"),
                letter(OTHER, "not-json", 64, -1, "x"));
        try (DeadLetters open = open()) {
            open.keep(letters.subList(0, 2));
            open.keep(letters.subList(2, 3));
            assertThat(DeadLetters.list(folder, disk, LetterFilter.newest(10))).isEqualTo(letters);
            assertThat(open.list(LetterFilter.newest(10))).isEqualTo(letters);
            assertThat(open.counters()).isEqualTo(Map.of("future", 1L, "unit", 1L, "not-json", 1L));
        }
        try (DeadLetters open = open()) {
            assertThat(open.list(LetterFilter.newest(10))).isEqualTo(letters);
        }
    }

    @Test
    void aFolderThatDoesNotExistYetListsNothing() throws IOException {
        assertThat(DeadLetters.list(folder.resolve("none"), disk, LetterFilter.newest(10))).isEmpty();
    }

    @Test
    void theSameLetterKeptAgainAfterACrashIsListedOnce() throws IOException {
        try (DeadLetters open = open()) {
            open.keep(List.of(letter(STATION, "future", 8, 0, "[1]"), letter(STATION, "future", 8, 1, "[1]")));
            open.keep(List.of(letter(STATION, "future", 8, 0, "[1]"), letter(STATION, "future", 8, 1, "[1]"),
                    letter(STATION, "future", 16, 0, "[1]")));
            assertThat(open.list(LetterFilter.newest(10))).extracting(DeadLetter::journalPosition, DeadLetter::index)
                    .containsExactly(tuple(8L, 0), tuple(8L, 1),
                            tuple(16L, 0));
        }
    }

    @Test
    void aFilterTakesByStationReasonTimeAndTheNewest() throws IOException {
        try (DeadLetters open = open()) {
            for (int i = 0; i < 10; i++) {
                open.keep(List.of(letter(i % 2 == 0 ? STATION : OTHER, i < 5 ? "future" : "unit", i * 8L, 0, "[]")));
            }
            assertThat(open.list(new LetterFilter(STATION, null, Long.MIN_VALUE, 100))).hasSize(5);
            assertThat(open.list(new LetterFilter(STATION, "unit", Long.MIN_VALUE, 100)))
                    .extracting(DeadLetter::journalPosition).containsExactly(48L, 64L);
            assertThat(open.list(LetterFilter.newest(2))).extracting(DeadLetter::journalPosition).containsExactly(64L,
                    72L);
            assertThat(open.list(new LetterFilter(null, null, 1000 + 72, 100))).extracting(DeadLetter::journalPosition)
                    .containsExactly(72L);
        }
    }

    @Test
    void beyondItsShareOfBytesAStationKeepsReasonAndHashAndOthersKeepAll() throws IOException {
        DeadLetterSettings settings = new DeadLetterSettings(DeadLetterSettings.STANDARD.maxBytes(), 1000);
        String large = "x".repeat(600);
        try (DeadLetters open = DeadLetters.open(folder, disk, settings)) {
            open.keep(List.of(letter(STATION, "future", 8, 0, large)));
        }
        try (DeadLetters open = DeadLetters.open(folder, disk, settings)) { // the share is counted over restarts
            open.keep(List.of(letter(STATION, "future", 16, 0, large), letter(STATION, "future", 16, 1, large)));
            open.keep(List.of(letter(OTHER, "future", 24, 0, large)));
            List<DeadLetter> letters = open.list(LetterFilter.newest(10));
            assertThat(letters).extracting(letter -> letter.payload().remaining()).containsExactly(600, 0, 0, 600);
            assertThat(letters.get(1).reason()).isEqualTo("future");
            assertThat(letters.get(1).detail()).contains("600 bytes")
                    .containsPattern("SHA-256 [0-9a-f]{64}");
        }
    }

    @Test
    void theOldestGoAtTheBoundAndAreCountedAndTheirShareIsFree() throws IOException {
        DeadLetterSettings settings = new DeadLetterSettings(2L * DeadLetterSettings.SEGMENT_BYTES, 6 << 20);
        String large = "x".repeat(1 << 20);
        try (DeadLetters open = DeadLetters.open(folder, disk, settings)) {
            for (int i = 0; i < 8; i++) {
                open.keep(List.of(letter(STATION, "future", i * 8L, 0, large)));
            }
            assertThat(open.list(LetterFilter.newest(1)).getFirst().payload().remaining()).as("share used up").isZero();
            for (int i = 8; i < 14; i++) {
                open.keep(List.of(letter(OTHER, "future", i * 8L, 0, large)));
            }
            open.keep(List.of(letter(STATION, "future", 14 * 8L, 0, large)));
            assertThat(open.dropped()).isPositive();
            assertThat(open.bytes()).isLessThanOrEqualTo(settings.maxBytes());
            List<DeadLetter> letters = open.list(LetterFilter.newest(100));
            assertThat(letters).hasSize((int) (15 - open.dropped()));
            assertThat(letters.getLast().journalPosition()).isEqualTo(14 * 8L);
            assertThat(letters.getLast().payload().remaining()).as("letters that went freed their station's share")
                    .isEqualTo(1 << 20);
        }
    }

    @Test
    void aPackOfVeryManyRefusalsIsKeptInParts() throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            letters.add(new DeadLetter(1000, STATION, "unknown-property", "no such property; ".repeat(20), 8, i,
                    UTF_8.encode("[]"), "mqtt5"));
        }
        try (DeadLetters open = open()) {
            open.keep(letters);
            assertThat(open.list(LetterFilter.newest(100_000))).hasSize(20_000);
        }
    }

    private DeadLetters open() throws IOException {
        return DeadLetters.open(folder, disk, DeadLetterSettings.STANDARD);
    }

    private static DeadLetter letter(StationId station, String reason, long position, int index, String payload) {
        return new DeadLetter(1000 + position, station, reason, "a sentence", position, index,
                ByteBuffer.wrap(payload.getBytes(UTF_8)), "mqtt5 c 127.0.0.1:1 qos 1");
    }
}
