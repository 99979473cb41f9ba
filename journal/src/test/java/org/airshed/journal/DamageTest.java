package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.TroubledDisk.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is cut off or altered on disk costs what it touches and nothing else. */
class DamageTest {
    private static final Path FOLDER = Path.of("/damage/journal");
    private static final Path FIRST_SEGMENT = FOLDER.resolve(Segment.name(0));

    private static JournalSettings settings(boolean preallocate) {
        return new JournalSettings(FOLDER, 4096, 1 << 20, WhenFull.REFUSE, Duration.ofHours(1), preallocate, 1000);
    }

    /** A journal with this many entries; returns where each begins. */
    private static NavigableMap<Long, Integer> filled(PowerCutDisk disk, boolean preallocate, int entries)
            throws IOException {
        NavigableMap<Long, Integer> starts = new TreeMap<>();
        try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
            long at = 0;
            for (int i = 0; i < entries; i++) {
                starts.put(at, i);
                at = journal.append(SegmentJournalTest.entry(i));
            }
        }
        return starts;
    }

    private static PowerCutDisk with(Path path, byte[] bytes) {
        PowerCutDisk disk = new PowerCutDisk();
        disk.put(path, bytes);
        return disk;
    }

    private static List<Integer> readAll(SegmentJournal journal) throws IOException {
        try (JournalReader reader = journal.read(0)) {
            return SegmentJournalTest.numbers(reader);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereverTheLastFramesAreCutOffWhatStoodBeforeIsIntact(boolean preallocate) throws IOException {
        PowerCutDisk original = new PowerCutDisk();
        NavigableMap<Long, Integer> starts = filled(original, preallocate, 20);
        byte[] bytes = original.bytes(FIRST_SEGMENT);
        long end = starts.lastKey() + FrameFormat.frameBytes(SegmentJournalTest.entry(19).remaining());
        for (int cut = starts.headMap(starts.lastKey()).lastKey().intValue() - 200; cut <= Math.min(bytes.length,
                end + 8); cut++) {
            PowerCutDisk disk = with(FIRST_SEGMENT, Arrays.copyOf(bytes, cut));
            int whole = cut >= end ? 20 : starts.floorEntry((long) cut).getValue();
            try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
                assertThat(readAll(journal)).as("cut at %d", cut).isEqualTo(SegmentJournalTest.upTo(0, whole));
                boolean torn = cut < end && !starts.containsKey((long) cut);
                assertThat(journal.statistics().tornBytes() > 0).as("cut at %d", cut).isEqualTo(torn);
                assertThat(journal.statistics().damagedFrames()).isZero();
            }
            try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
                assertThat(journal.statistics().tornBytes()).as("what was cut off stays cut off").isZero();
                journal.append(SegmentJournalTest.entry(whole));
            }
            try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
                assertThat(readAll(journal)).as("cut at %d, and one more", cut)
                        .isEqualTo(SegmentJournalTest.upTo(0, whole + 1));
                assertThat(journal.statistics().tornBytes()).isZero();
            }
        }
    }

    /** In the last segment, which is read whole at open, and in one before it, which only a reader passes. */
    @ParameterizedTest
    @CsvSource({"20, false, 1", "20, true, 255", "80, false, 128", "80, true, 1"})
    void everyFlippedByteCostsAtMostItsFrameAndIsCounted(int entries, boolean preallocate, int mask)
            throws IOException {
        PowerCutDisk original = new PowerCutDisk();
        NavigableMap<Long, Integer> starts = filled(original, preallocate, entries);
        List<Path> files = new ArrayList<>();
        for (String name : original.list(FOLDER)) {
            if (Segment.base(name) >= 0) {
                files.add(FOLDER.resolve(name));
            }
        }
        assertThat(files.size() > 1).isEqualTo(entries > 20);
        byte[] bytes = original.bytes(FIRST_SEGMENT);
        int end = (int) (files.size() > 1
                ? Segment.base(String.valueOf(files.get(1).getFileName()))
                : starts.lastKey() + FrameFormat.frameBytes(SegmentJournalTest.entry(entries - 1).remaining()));
        for (int flipped = 0; flipped < end; flipped++) {
            PowerCutDisk disk = new PowerCutDisk();
            for (Path file : files) {
                disk.put(file, original.bytes(file));
            }
            byte[] damaged = bytes.clone();
            damaged[flipped] ^= (byte) mask;
            disk.put(FIRST_SEGMENT, damaged);
            int touched = starts.floorEntry((long) flipped).getValue();
            try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
                List<Integer> left = readAll(journal);
                List<Integer> lost = SegmentJournalTest.upTo(0, entries);
                lost.removeAll(left);
                if (!lost.isEmpty()) {
                    assertThat(lost).as("byte %d flipped", flipped).containsExactly(touched);
                }
                Journal.Statistics statistics = journal.statistics();
                boolean isTail = touched == entries - 1;
                assertThat(statistics.damagedFrames()).as("byte %d flipped", flipped)
                        .isEqualTo(lost.isEmpty() || isTail ? 0 : 1);
                assertThat(statistics.tornBytes() > 0).as("byte %d flipped", flipped)
                        .isEqualTo(!lost.isEmpty() && isTail);
                readAll(journal);
                assertThat(journal.statistics()).as("a place is counted once").isEqualTo(statistics);
            }
        }
    }

    @Test
    void theBytesOfADamagedPlaceAreKeptAside() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        NavigableMap<Long, Integer> starts = filled(disk, false, 20);
        List<Long> positions = List.copyOf(starts.keySet());
        int from = positions.get(4).intValue();
        int to = positions.get(5).intValue();
        byte[] bytes = disk.bytes(FIRST_SEGMENT);
        bytes[from + 20] ^= 1;
        disk.put(FIRST_SEGMENT, bytes);
        for (int opening = 0; opening < 2; opening++) {
            try (SegmentJournal journal = SegmentJournal.open(settings(false), disk)) {
                assertThat(readAll(journal)).hasSize(19);
                assertThat(journal.statistics().damagedBytes()).isEqualTo(to - from);
            }
            assertThat(disk.list(FOLDER.resolve("damaged"))).containsExactly(from + "-" + to + ".bin");
            assertThat(disk.bytes(FOLDER.resolve("damaged").resolve(from + "-" + to + ".bin")))
                    .isEqualTo(Arrays.copyOfRange(bytes, from, to));
        }
    }

    @Test
    void aPlaceThatCannotBeReadCostsWhatItTouches() throws IOException {
        PowerCutDisk memory = new PowerCutDisk();
        NavigableMap<Long, Integer> starts = filled(memory, false, 400);
        TroubledDisk disk = new TroubledDisk(memory);
        try (SegmentJournal journal = SegmentJournal.open(settings(false), disk)) {
            disk.badFrom = 1500;
            disk.badTo = 1501;
            disk.trouble = Trouble.READS_FAIL;
            // the sector of 512 bytes around it, in every one of the segments
            List<Integer> left = readAll(journal);
            int inFirst = starts.floorEntry(1535L).getValue() - starts.floorEntry(1024L).getValue() + 1;
            assertThat(SegmentJournalTest.upTo(0, starts.floorEntry(1024L).getValue())).allMatch(left::contains);
            assertThat(left).contains(starts.floorEntry(1535L).getValue() + 1)
                    .hasSizeGreaterThan(400 - journal.statistics().segments() * (inFirst + 3));
            assertThat(journal.statistics().damagedFrames()).isEqualTo(journal.statistics().segments());
        }
    }

    /** The frames in it are whole and checksummed, but stand at other positions than they name. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAReusedSegmentHeldBeforeNeverComesBack(boolean preallocate) throws IOException {
        PowerCutDisk original = new PowerCutDisk();
        NavigableMap<Long, Integer> starts = filled(original, preallocate, 20);
        byte[] old = original.bytes(FIRST_SEGMENT);
        long base = 8192;
        Path reused = FOLDER.resolve(Segment.name(base));
        PowerCutDisk disk = with(reused, old);
        try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
            assertThat(readAll(journal)).isEmpty();
            assertThat(journal.committed()).isEqualTo(base);
            assertThat(journal.statistics().tornBytes()).as("old frames are not a torn tail").isZero();
            // Entry 0 again, of the same length: the old entry 1 now stands whole right after it.
            journal.append(SegmentJournalTest.entry(0));
            journal.commit();
            assertThat(readAll(journal)).containsExactly(0);
        }
        // The end mark that was written after it is lost with its sector: the old frame is there in full view.
        byte[] bytes = disk.bytes(reused);
        int next = Math.toIntExact(starts.higherKey(0L));
        System.arraycopy(old, next, bytes, next, 8);
        disk.put(reused, bytes);
        try (SegmentJournal journal = SegmentJournal.open(settings(preallocate), disk)) {
            assertThat(readAll(journal)).containsExactly(0);
            assertThat(journal.statistics().damagedFrames()).isZero();
            journal.append(SegmentJournalTest.entry(1));
            journal.commit();
            assertThat(readAll(journal)).containsExactly(0, 1);
        }
        assertThat(disk.list(FOLDER.resolve("damaged"))).isEmpty();
    }

    @Test
    void openingReadsTheLastSegmentOnly() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        filled(disk, false, 1000);
        LongAdder read = new LongAdder();
        try (SegmentJournal journal = SegmentJournal.open(settings(false), new ForwardingDisk(disk) {
            @Override
            int read(File file, ByteBuffer into, long offset) throws IOException {
                int n = super.read(file, into, offset);
                read.add(Math.max(0, n));
                return n;
            }
        })) {
            assertThat(journal.statistics().segments()).isGreaterThan(20);
            assertThat(read.sum()).isBetween(1L, 2 * 4096L);
        }
    }

    @Test
    void aMissingSegmentInTheMiddleIsOneDamagedPlace() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        filled(disk, false, 120);
        List<String> names = disk.list(FOLDER).stream().filter(name -> Segment.base(name) >= 0).toList();
        assertThat(names.size()).isGreaterThan(2);
        disk.delete(FOLDER.resolve(names.get(1)));
        try (SegmentJournal journal = SegmentJournal.open(settings(false), disk)) {
            List<Integer> left = readAll(journal);
            assertThat(left).startsWith(0, 1, 2).endsWith(118, 119).hasSizeLessThan(120).isSorted();
            assertThat(journal.statistics().damagedFrames()).isEqualTo(1);
        }
    }
}
