package org.airshed.edge.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingImportTest {
    private static final StationId STATION = new StationId("toucan-01");
    private static final int ROWS = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path csv = Path.of("");
    private Path mapping = Path.of("");
    private final List<DatedValue> received = new ArrayList<>();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long nanos;

    @BeforeEach
    void writeRecording() throws IOException {
        StringBuilder text = new StringBuilder("t,no2,o3\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(1_564_000_000L + 60L * i).append(',').append(i % 100 - 53).append(',')
                    .append(i % 7 == 0 ? "" : i)
                    .append('\n');
        }
        csv = Files.writeString(folder.resolve("log.csv"), text);
        mapping = Files.writeString(folder.resolve("m.yaml"), """
                time: {columns: [t], format: epoch-seconds}
                sensor: toucan
                columns: [{column: no2, property: no2}, {column: o3, property: o3}]
                """);
    }

    @Test
    void everyReadingIsHandedOverOnceAndNothingIsLeftOnDisk() throws Exception {
        try (RecordingImport run = prepare()) {
            assertThat(run.readings()).isEqualTo(2 * ROWS - (ROWS + 6) / 7);
            ImportReport report = run.run(new Drain(run.spool(), Integer.MAX_VALUE), progress(), this::tick, PATIENCE,
                    () -> nanos);
            assertThat(report.good()).isTrue();
            assertThat(report.lines()).anySatisfy(line -> assertThat(line).contains("rows read").contains("100,000"))
                    .anySatisfy(line -> assertThat(line).contains("o3: empty").contains("first in line 2"))
                    .anySatisfy(line -> assertThat(line).contains("ignored: nothing"));
        }
        assertThat(received).hasSize(2 * ROWS - (ROWS + 6) / 7).doesNotHaveDuplicates();
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("100 %").doesNotContain("\r");
        try (var left = Files.list(folder.resolve("agent"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRunThatWasStoppedIsTakenUpWhereItStood() throws Exception {
        try (RecordingImport run = prepare()) {
            ImportReport report = run.run(new Drain(run.spool(), 30), progress(), this::tick, PATIENCE, () -> nanos);
            assertThat(report.complete()).isFalse();
            assertThat(report.lines().getFirst()).contains("not finished");
        }
        int first = received.size();
        assertThat(first).isBetween(30 * RecordingImport.READINGS_PER_ENTRY, 60 * RecordingImport.READINGS_PER_ENTRY);
        try (RecordingImport run = prepare()) {
            assertThat(run.resumes()).isTrue();
            assertThat(run.run(new Drain(run.spool(), Integer.MAX_VALUE), progress(), this::tick, PATIENCE, () -> nanos)
                    .good()).isTrue();
        }
        assertWhole();
        // the spool's cursor was written on close, so nothing needed to be sent twice
        assertThat(received).hasSize(2 * ROWS - (ROWS + 6) / 7);
    }

    @Test
    void aServerThatNeverAnswersEndsTheWaitAndSaysWhy() throws Exception {
        try (RecordingImport run = prepare()) {
            ImportReport report = run.run(() -> new Sender.Sent(0, 0, 0, "localhost:1 refuses connections"), progress(),
                    this::tick, PATIENCE, () -> nanos);
            assertThat(report.good()).isFalse();
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).containsOnlyOnce("waiting: localhost:1 refuses connections");
        assertThat(nanos).isGreaterThan(PATIENCE.toNanos());
    }

    @Test
    void importingAgainSendsTheSameAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (RecordingImport run = prepare()) {
                assertThat(run.resumes()).isFalse();
                run.run(new Drain(run.spool(), Integer.MAX_VALUE), progress(), this::tick, PATIENCE, () -> nanos);
            }
        }
        assertWhole();
        assertThat(received).hasSize(2 * (2 * ROWS - (ROWS + 6) / 7));
    }

    @Test
    void aRefusedFileLeavesNothingBehind() throws Exception {
        Files.writeString(csv, Files.readString(csv) + "9999999999,1,1\n");
        assertThatThrownBy(this::prepare).isInstanceOf(RecordingException.class).hasMessageContaining("line 100002")
                .hasMessageContaining("future");
        assertThat(folder.resolve("agent")).doesNotExist();
    }

    @Test
    void theSameImportTwiceAtATimeIsRefused() throws Exception {
        try (RecordingImport run = prepare()) {
            assertThat(run.name()).startsWith("import-");
            assertThatThrownBy(this::prepare).isInstanceOf(RecordingException.class)
                    .hasMessageContaining("another process");
        }
    }

    private RecordingImport prepare() throws RecordingException, IOException, InterruptedException {
        return RecordingImport.prepare(csv, mapping, STATION, "localhost:1883", folder.resolve("agent"), new FileDisk(),
                InstantSource.fixed(Read.NOW));
    }

    private ImportProgress progress() {
        return new ImportProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), false, () -> nanos);
    }

    private void tick() {
        nanos += 1_000_000_000L;
    }

    /** What arrived, by key and value, is what the file holds. */
    private void assertWhole() {
        Map<String, Double> stored = new HashMap<>();
        received.forEach(value -> stored.put(value.property() + "@" + value.phenomenonTimeMillis(), value.value()));
        Map<String, Double> expected = new HashMap<>();
        for (int i = 0; i < ROWS; i++) {
            long at = 1000 * (1_564_000_000L + 60L * i);
            expected.put("no2@" + at, (double) (i % 100 - 53));
            if (i % 7 != 0) {
                expected.put("o3@" + at, (double) i);
            }
        }
        assertThat(new HashSet<>(stored.entrySet())).isEqualTo(expected.entrySet());
    }

    /** An uplink without a network: takes what is committed each time it is asked, up to a number of entries. */
    private final class Drain implements Sender {
        private final Spool spool;
        private final int most;
        private long entries;
        private long readings;

        Drain(Spool spool, int most) {
            this.spool = spool;
            this.most = most;
        }

        @Override
        public Sent sent() {
            try {
                Spool.@Nullable Stored stored = entries < most ? spool.next() : null;
                while (stored != null) {
                    SpoolEntry.Dated dated = (SpoolEntry.Dated) stored.entry();
                    received.addAll(dated.values());
                    spool.release(stored, 1);
                    entries++;
                    readings += dated.size();
                    stored = entries < most ? spool.next() : null;
                }
                return new Sent(entries, readings, 0, null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
