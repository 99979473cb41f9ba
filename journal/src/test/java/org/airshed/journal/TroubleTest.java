package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.TroubledDisk.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Full disks and failing ones. */
class TroubleTest {
    private static final Path FOLDER = Path.of("/trouble/journal");

    private final PowerCutDisk memory = new PowerCutDisk();
    private final TroubledDisk disk = new TroubledDisk(memory);

    private static JournalSettings settings(WhenFull whenFull) {
        return new JournalSettings(FOLDER, 4096, 1 << 20, whenFull, Duration.ofHours(1), false, 1000);
    }

    private static List<Integer> readAll(SegmentJournal journal) throws IOException {
        try (JournalReader reader = journal.read(0)) {
            return SegmentJournalTest.numbers(reader);
        }
    }

    @Test
    void aFullDiskTakesNothingNewLosesNothingAndRecoversByItself() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk)) {
            journal.append(SegmentJournalTest.entry(0));
            journal.commit();
            disk.trouble = Trouble.NO_ROOM;
            long end = journal.append(SegmentJournalTest.entry(1));
            assertThatThrownBy(journal::commit).isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("no room left on the disk");
            assertThatThrownBy(() -> journal.append(SegmentJournalTest.entry(2)))
                    .isInstanceOf(JournalFullException.class);
            assertThat(journal.failure()).isNull();
            assertThat(journal.committed()).isLessThan(end);
            assertThat(readAll(journal)).containsExactly(0);

            disk.trouble = Trouble.NONE;
            journal.commit();
            assertThat(journal.committed()).isEqualTo(end);
            journal.append(SegmentJournalTest.entry(2));
            journal.commit();
            assertThat(readAll(journal)).containsExactly(0, 1, 2);
        }
        try (SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk)) {
            assertThat(readAll(journal)).containsExactly(0, 1, 2);
            assertThat(journal.statistics().damagedFrames()).isZero();
        }
    }

    @Test
    void theCommitThreadTriesAFullDiskAgainWithoutBeingAsked() throws Exception {
        try (SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk)) {
            CompletableFuture<Long> told = new CompletableFuture<>();
            disk.trouble = Trouble.NO_ROOM;
            long end = journal.append(SegmentJournalTest.entry(1));
            assertThatThrownBy(journal::commit).isInstanceOf(JournalFullException.class);
            try (Journal.Registration _ = journal.listen(listener(told))) {
                disk.trouble = Trouble.NONE;
                assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(end);
            }
        }
    }

    @Test
    void aFullDiskWithSegmentsToDropDropsTheOldestAndGoesOn() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(settings(WhenFull.DROP_OLDEST), disk)) {
            for (int i = 0; i < 100; i++) {
                journal.append(SegmentJournalTest.entry(i));
            }
            journal.commit();
            disk.deletingHelps = true;
            disk.trouble = Trouble.NO_ROOM;
            journal.append(SegmentJournalTest.entry(100));
            journal.commit();
            List<Integer> left = readAll(journal);
            assertThat(left).isEqualTo(SegmentJournalTest.upTo(101 - left.size(), 101));
            assertThat(left.size()).isLessThan(101);
            assertThat(journal.statistics().droppedFrames()).isEqualTo(101 - left.size());
        }
    }

    /** After a failed force nobody knows what is on disk, and a second force would not tell. */
    @ParameterizedTest
    @EnumSource(names = {"WRITES_FAIL", "FORCES_FAIL"})
    void aFailedWriteOrForceEndsTheJournal(Trouble trouble) throws Exception {
        CompletableFuture<Long> told = new CompletableFuture<>();
        SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk);
        try (Journal.Registration _ = journal.listen(listener(told))) {
            journal.append(SegmentJournalTest.entry(0));
            disk.trouble = trouble;
            assertThatThrownBy(journal::commit).isInstanceOf(JournalFailedException.class)
                    .hasMessageContaining(FOLDER.toString())
                    .hasRootCauseMessage("Input/output error");
            assertThat(told.handle((_, failed) -> failed).get(30, TimeUnit.SECONDS))
                    .isInstanceOf(JournalFailedException.class);
            disk.trouble = Trouble.NONE;
            assertThatThrownBy(() -> journal.append(SegmentJournalTest.entry(1)))
                    .isInstanceOf(JournalFailedException.class);
            assertThat(journal.failure()).isInstanceOf(JournalFailedException.class);
            assertThat(journal.committed()).isZero();
        }
        journal.close();
        try (SegmentJournal again = SegmentJournal.open(settings(WhenFull.REFUSE), disk)) {
            again.append(SegmentJournalTest.entry(2));
            again.commit();
            assertThat(readAll(again)).endsWith(2);
        }
    }

    /**
     * After a failed force a system may take pages for clean that never reached the disk, so that the next force
     * succeeds and puts nothing there. What the next journal finds must all the same be on disk before it says so.
     */
    @Test
    void whatAFailedForceLeftInMemoryIsWrittenAgainByTheNextJournal() throws IOException {
        SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk);
        journal.append(SegmentJournalTest.entry(0));
        disk.trouble = Trouble.FORCES_FAIL;
        assertThatThrownBy(journal::commit).isInstanceOf(JournalFailedException.class);
        journal.close();
        disk.trouble = Trouble.NONE;
        memory.forgetWhatIsNotForced();
        try (SegmentJournal again = SegmentJournal.open(settings(WhenFull.REFUSE), disk)) {
            assertThat(readAll(again)).containsExactly(0);
            assertThat(again.committed()).isPositive();
            PowerCutDisk after = memory.afterCut(new Random(1));
            try (SegmentJournal third = SegmentJournal.open(settings(WhenFull.REFUSE), after)) {
                assertThat(readAll(third)).containsExactly(0);
            }
        } catch (JournalFailedException e) {
            // closing after the cut
        }
    }

    @Test
    void closingSaysSoWhenTheLastEntriesDidNotReachTheDisk() throws IOException {
        SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk);
        journal.append(SegmentJournalTest.entry(0));
        disk.trouble = Trouble.NO_ROOM;
        assertThatThrownBy(journal::close).isInstanceOf(JournalFailedException.class);
        journal.close();
    }

    private static Journal.CommitListener listener(CompletableFuture<Long> told) {
        return new Journal.CommitListener() {
            @Override
            public void committed(long position) {
                told.complete(position);
            }

            @Override
            public void failed(IOException cause) {
                told.completeExceptionally(cause);
            }
        };
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws IOException {
        List<Long> told = new ArrayList<>();
        try (SegmentJournal journal = SegmentJournal.open(settings(WhenFull.REFUSE), disk)) {
            journal.listen(new Journal.CommitListener() { // for as long as the journal lives: closing it waits for the last call
                @Override
                public void committed(long position) {
                    told.add(position);
                    throw new IllegalStateException("planted");
                }

                @Override
                public void failed(IOException cause) {
                    throw new IllegalStateException("planted");
                }
            });
            journal.append(SegmentJournalTest.entry(0));
            journal.commit();
            journal.append(SegmentJournalTest.entry(1));
            journal.commit();
            assertThat(journal.failure()).isNull();
        }
        assertThat(told).hasSize(2);
    }
}
