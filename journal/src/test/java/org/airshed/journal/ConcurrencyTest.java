package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads append while one reads and releases. */
class ConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int ENTRIES_EACH = 5000;

    @TempDir
    private Path temp;

    /** A bound of six segments, so that files go and, preallocated, are used again under the reader. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyEntryIsReadOnceInItsWritersOrder(boolean preallocate) throws Exception {
        JournalSettings settings = new JournalSettings(temp.resolve("journal"), 1 << 16, 6 << 16, WhenFull.REFUSE,
                Duration.ZERO, preallocate, 1000);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
                SegmentJournal journal = SegmentJournal.open(settings, new FileDisk());
                JournalReader reader = journal.read(0)) {
            LinkedBlockingQueue<Long> commits = new LinkedBlockingQueue<>();
            try (Journal.Registration _ = journal.listen(told(commits))) {
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    int number = writer;
                    writers.add(threads.submit(() -> write(journal, number)));
                }
                int[] next = new int[WRITERS];
                int read = 0;
                while (read < WRITERS * ENTRIES_EACH) {
                    JournalReader.Frame frame = reader.next();
                    if (frame == null) {
                        Long committed = commits.poll(30, TimeUnit.SECONDS);
                        assertThat(committed).as("a commit within 30 s, %d read", read).isNotNull();
                        continue;
                    }
                    assertThat(frame.end()).isLessThanOrEqualTo(journal.committed());
                    int writer = frame.payload().getInt(0);
                    assertThat(frame.payload().getInt(4)).isEqualTo(next[writer]++);
                    if (++read % 500 == 0) {
                        journal.release(frame.end());
                    }
                }
                for (Future<?> writer : writers) {
                    writer.get(30, TimeUnit.SECONDS);
                }
                assertThat(reader.next()).isNull();
                assertThat(journal.statistics().damagedFrames()).isZero();
                assertThat(journal.statistics().appendedFrames()).isEqualTo(WRITERS * ENTRIES_EACH);
                assertThat(journal.statistics().forces()).as("one force for many")
                        .isLessThan(WRITERS * ENTRIES_EACH / 2);
            }
        }
    }

    @Test
    void aSegmentThatIsReusedWhileItIsReadIsNotTakenForDamaged() throws IOException {
        JournalSettings settings = new JournalSettings(Path.of("/reused/journal"), 4096, 4 * 4096, WhenFull.REFUSE,
                Duration.ofHours(1), true, 1000);
        AtomicReference<@Nullable Runnable> onceBeforeReading = new AtomicReference<>();
        PowerCutDisk memory = new PowerCutDisk();
        try (SegmentJournal journal = SegmentJournal.open(settings, new ForwardingDisk(memory) {
            @Override
            int read(File file, ByteBuffer into, long offset) throws IOException {
                Runnable meanwhile = onceBeforeReading.getAndSet(null);
                if (meanwhile != null) {
                    meanwhile.run();
                }
                return super.read(file, into, offset);
            }
        }); JournalReader reader = journal.read(0)) {
            fill(journal, 0, 80);
            onceBeforeReading.set(() -> {
                try {
                    journal.release(journal.committed());
                    fill(journal, 80, 150);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            List<Integer> read = SegmentJournalTest.numbers(reader);
            assertThat(memory.list(settings.folder())).as("the segment was reused").doesNotContain(Segment.name(0));
            assertThat(read).isEqualTo(SegmentJournalTest.upTo(150 - read.size(), 150)).hasSizeGreaterThanOrEqualTo(70);
            assertThat(journal.statistics().damagedFrames()).isZero();
        }
    }

    private static void fill(Journal journal, int first, int end) throws IOException {
        for (int i = first; i < end; i++) {
            journal.append(SegmentJournalTest.entry(i));
        }
        journal.commit();
    }

    private static @Nullable Void write(Journal journal, int writer) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(8 + 40 * writer);
        for (int i = 0; i < ENTRIES_EACH; i++) {
            entry.putInt(0, writer).putInt(4, i);
            while (true) {
                try {
                    journal.append(entry);
                    break;
                } catch (JournalFullException e) {
                    journal.commit(); // until the reader has released something
                }
            }
        }
        return null;
    }

    @Test
    void anEntryIsCommittedWithoutBeingAskedForWithinTheInterval() throws Exception {
        for (Duration interval : List.of(Duration.ZERO, Duration.ofMillis(20))) {
            JournalSettings settings = new JournalSettings(temp.resolve("journal"), 4096, 1 << 20, WhenFull.REFUSE,
                    interval, false, 1000);
            LinkedBlockingQueue<Long> commits = new LinkedBlockingQueue<>();
            try (SegmentJournal journal = SegmentJournal.open(settings, new FileDisk());
                    Journal.Registration _ = journal.listen(told(commits))) {
                long end = journal.append(ByteBuffer.wrap(new byte[10]));
                assertThat(commits.poll(30, TimeUnit.SECONDS)).isEqualTo(end);
            }
        }
    }

    private static Journal.CommitListener told(LinkedBlockingQueue<Long> commits) {
        return new Journal.CommitListener() {
            @Override
            public void committed(long position) {
                commits.add(position);
            }

            @Override
            public void failed(IOException cause) {
                commits.add(-1L);
            }
        };
    }
}
