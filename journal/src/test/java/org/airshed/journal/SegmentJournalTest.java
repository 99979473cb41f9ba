package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentJournalTest {
    private final Disk disk = new FileDisk();

    @TempDir
    private Path temp;

    private JournalSettings settings(WhenFull whenFull, boolean preallocate, long maxBytes) {
        return new JournalSettings(temp.resolve("journal"), 4096, maxBytes, whenFull, Duration.ofHours(1), preallocate,
                1000);
    }

    private JournalSettings settings() {
        return settings(WhenFull.REFUSE, false, 1 << 20);
    }

    static ByteBuffer entry(int number) {
        return ByteBuffer
                .wrap(("entry " + number + " " + "x".repeat(number % 120)).getBytes(StandardCharsets.US_ASCII));
    }

    static int number(JournalReader.Frame frame) {
        return Integer
                .parseInt(StandardCharsets.US_ASCII.decode(frame.payload().duplicate()).toString().split(" ", -1)[1]);
    }

    static List<Integer> numbers(JournalReader reader) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        JournalReader.Frame frame;
        while ((frame = reader.next()) != null) {
            assertThat(frame.payload()).isEqualTo(entry(number(frame)));
            numbers.add(number(frame));
        }
        return numbers;
    }

    static List<Integer> upTo(int first, int end) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = first; i < end; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static void fill(Journal journal, int first, int end) throws IOException {
        for (int i = first; i < end; i++) {
            journal.append(entry(i));
        }
        journal.commit();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasCommittedIsReadInOrderAcrossSegmentsAndAfterReopening(boolean preallocate) throws IOException {
        JournalSettings settings = settings(WhenFull.REFUSE, preallocate, 1 << 20);
        try (SegmentJournal journal = SegmentJournal.open(settings, disk)) {
            JournalReader reader = journal.read(0);
            fill(journal, 0, 300);
            assertThat(numbers(reader)).isEqualTo(upTo(0, 300));
            fill(journal, 300, 400);
            assertThat(numbers(reader)).isEqualTo(upTo(300, 400));
            assertThat(journal.statistics().segments()).isGreaterThan(5);
            reader.close();
        }
        try (SegmentJournal journal = SegmentJournal.open(settings, disk); JournalReader reader = journal.read(0)) {
            fill(journal, 400, 500);
            assertThat(numbers(reader)).isEqualTo(upTo(0, 500));
            assertThat(journal.statistics().tornBytes()).isZero();
            assertThat(journal.statistics().damagedFrames()).isZero();
        }
    }

    @Test
    void aReaderSeesNothingBeforeItIsCommitted() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk); JournalReader reader = journal.read(0)) {
            long end = journal.append(entry(1));
            assertThat(journal.committed()).isLessThan(end);
            assertThat(reader.next()).isNull();
            journal.commit();
            assertThat(journal.committed()).isEqualTo(end);
            assertThat(numbers(reader)).containsExactly(1);
            assertThat(reader.position()).isEqualTo(end);
        }
    }

    @Test
    void closingCommitsWhatWasAppended() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk)) {
            journal.append(entry(7));
        }
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk); JournalReader reader = journal.read(0)) {
            assertThat(numbers(reader)).containsExactly(7);
        }
    }

    @Test
    void aFolderServesOneJournalAtATime() throws IOException {
        try (SegmentJournal _ = SegmentJournal.open(settings(), disk)) {
            assertThatThrownBy(() -> SegmentJournal.open(settings(), disk)).isInstanceOf(IOException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(temp.resolve("journal").toString());
        }
        SegmentJournal.open(settings(), disk).close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReleasedSegmentGoesAndAReaderFromItsPlaceGoesOnAtTheOldestLeft(boolean preallocate) throws IOException {
        JournalSettings settings = settings(WhenFull.REFUSE, preallocate, 6 * 4096);
        try (SegmentJournal journal = SegmentJournal.open(settings, disk)) {
            int written = 0;
            for (int round = 0; round < 20; round++) {
                fill(journal, written, written + 40);
                written += 40;
                try (JournalReader reader = journal.read(journal.first())) {
                    List<Integer> left = numbers(reader);
                    assertThat(left).isEqualTo(upTo(written - left.size(), written));
                    journal.release(reader.position());
                }
                journal.commit();
                assertThat(journal.statistics().segments()).isLessThanOrEqualTo(4);
            }
            assertThat(journal.first()).isGreaterThan(4096L * 10);
            try (JournalReader reader = journal.read(0)) {
                JournalReader.Frame frame = reader.next();
                assertThat(frame == null ? journal.first() : frame.position()).isEqualTo(journal.first());
            }
            assertThat(journal.statistics().droppedFrames()).isZero();
            assertThat(journal.statistics().damagedFrames()).isZero();
            assertThat(Files.exists(temp.resolve("journal/damaged"))).isFalse();
        }
    }

    @Test
    void refusingTakesNothingNewUntilSomethingIsReleased() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE, false, 2 * 4096), disk)) {
            int taken = 0;
            try {
                while (true) {
                    journal.append(entry(taken));
                    taken++;
                }
            } catch (JournalFullException e) {
                assertThat(e).hasMessageContaining("8192");
            }
            journal.commit();
            try (JournalReader reader = journal.read(0)) {
                assertThat(numbers(reader)).isEqualTo(upTo(0, taken));
                journal.release(reader.position());
            }
            journal.append(entry(taken));
            journal.commit();
            assertThat(journal.statistics().droppedFrames()).isZero();
            assertThat(journal.statistics().bytesOnDisk()).isLessThanOrEqualTo(2 * 4096);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void droppingTheOldestCountsWhatWasNotReleasedAndRemembersIt(boolean preallocate) throws IOException {
        JournalSettings settings = settings(WhenFull.DROP_OLDEST, preallocate, 3 * 4096);
        long dropped;
        try (SegmentJournal journal = SegmentJournal.open(settings, disk)) {
            fill(journal, 0, 20);
            journal.release(journal.committed()); // in the midst of the first segment: these 20 are not lost when it goes
            fill(journal, 20, 500);
            try (JournalReader reader = journal.read(0)) {
                List<Integer> left = numbers(reader);
                assertThat(left).isEqualTo(upTo(500 - left.size(), 500));
                dropped = journal.statistics().droppedFrames();
                assertThat(dropped).isEqualTo(500 - 20 - left.size());
            }
            assertThat(journal.statistics().bytesOnDisk()).isLessThanOrEqualTo(3 * 4096);
        }
        try (SegmentJournal journal = SegmentJournal.open(settings, disk)) {
            assertThat(journal.statistics().droppedFrames()).isEqualTo(dropped);
        }
    }

    @Test
    void aJournalThatLostItsFilesGoesOnWhereTheCursorStands() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk)) {
            assertThatThrownBy(() -> journal.read(1000)).isInstanceOf(IOException.class).hasMessageContaining("1000");
        }
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk, 1000);
                JournalReader reader = journal.read(1000)) {
            fill(journal, 0, 10);
            assertThat(numbers(reader)).isEqualTo(upTo(0, 10));
        }
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk, 1000);
                JournalReader reader = journal.read(1000)) {
            assertThat(numbers(reader)).isEqualTo(upTo(0, 10));
        }
    }

    @Test
    void anotherProcessReadsTheFolderOfAnOpenJournal() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(), disk)) {
            fill(journal, 0, 200);
            try (JournalReader reader = SegmentJournal.readOnly(temp.resolve("journal"), disk, 0)) {
                assertThat(numbers(reader)).isEqualTo(upTo(0, 200));
            }
        }
        try (JournalReader reader = SegmentJournal.readOnly(temp.resolve("missing"), disk, 0)) {
            assertThat(reader.next()).isNull();
        }
    }
}
