package org.airshed.ingest.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.ingest.admission.Admitted;
import org.airshed.ingest.admission.Refusal;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.admission.SubmissionFrame;
import org.airshed.ingest.deadletter.DeadLetter;
import org.airshed.ingest.deadletter.DeadLetterSettings;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.deadletter.LetterFilter;
import org.airshed.ingest.series.Rejection;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalSettings;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeliveryTest {
    private static final StationId STATION = new StationId("atelier-3");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeliverySettings SETTINGS = new DeliverySettings(5, Duration.ofMillis(10),
            Duration.ofMillis(100), Duration.ofSeconds(2));

    @TempDir
    Path folder;

    private final Disk disk = new FileDisk();
    private final ScriptedStore store = new ScriptedStore();
    private final List<Reading> told = new ArrayList<>();
    private final NotingTouched touched = new NotingTouched(store.log);
    private Journal journal = none();
    private DeadLetters letters = none();
    private Delivery delivery = none();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
    private static <T> T none() {
        return null;
    }

    @BeforeEach
    void open() throws IOException {
        journal = SegmentJournal.open(new JournalSettings(folder.resolve("journal"), 4096, 40_960,
                JournalSettings.WhenFull.REFUSE, Duration.ZERO, false, 2048), disk, store.deliveredUpTo());
        letters = DeadLetters.open(folder.resolve("dead-letters"), disk, DeadLetterSettings.STANDARD);
        delivery = new Delivery(journal, store, letters, touched, told::addAll, SETTINGS, () -> NOW);
    }

    @AfterEach
    void close() throws IOException {
        delivery.close();
        letters.close();
        journal.close();
    }

    /** As after kill -9: what is on disk and in the store stays, the rest begins anew. */
    private void crash() throws IOException {
        close();
        open();
    }

    @Test
    void readingsGoToTheStoreInJournalOrderAndThenToTheListener() throws IOException {
        submit(0, 3);
        submit(3, 4);
        submit(7, 1);
        steps(3);
        assertThat(store.rows).extracting(Reading::value).containsExactlyElementsOf(values(0, 8));
        assertThat(told).isEqualTo(store.rows);
        assertThat(store.log).filteredOn(line -> line.startsWith("write")).containsExactly("write 7", "write 1");
        Status status = delivery.status();
        assertThat(status.stored()).isEqualTo(8);
        assertThat(status.backlogBytes()).isZero();
        assertThat(status.deliveredUpTo()).isEqualTo(journal.committed());
        assertThat(status.waiting()).isFalse();
        assertThat(status.lastError()).isNull();
    }

    @Test
    void aBatchThatIsNotTakenIsHeldAndWrittenAgainUnchangedAfterAWait() throws IOException {
        submit(0, 2);
        store.script.add((readings, end) -> new WriteOutcome.TryLater(Duration.ofSeconds(3), "the database is away"));
        store.script.add((readings, end) -> new WriteOutcome.TryLater(Duration.ZERO, "the database is away"));
        Delivery.Step first = delivery.step();
        assertThat(first.pause()).isBetween(Duration.ofMillis(3050), Duration.ofMillis(3100));
        assertThat(first.untilCommit()).as("new readings do not shorten the wait").isFalse();
        submit(2, 2);
        Delivery.Step second = delivery.step();
        assertThat(second.pause()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(delivery.status().waiting()).isTrue();
        assertThat(delivery.status().lastError()).isEqualTo("the database is away");
        assertThat(delivery.status().backlogBytes()).isPositive();
        assertThat(told).isEmpty();
        steps(2);
        assertThat(store.rows).extracting(Reading::value).containsExactlyElementsOf(values(0, 4));
        assertThat(delivery.status().waiting()).isFalse();
        assertThat(delivery.status().lastError()).as("what it last was").isEqualTo("the database is away");
    }

    @Test
    void whatIsTouchedIsNotedBeforeTheStoreIsAskedAndTheStoreIsNotAskedWithoutIt() throws IOException {
        submit(0, 2);
        touched.failures = 1;
        delivery.step();
        assertThat(delivery.status().lastError()).isEqualTo("no room for marks");
        assertThat(store.log).filteredOn(line -> line.startsWith("write")).isEmpty();
        store.script.add((readings, end) -> new WriteOutcome.TryLater(Duration.ZERO, "away"));
        steps(2);
        assertThat(store.log).filteredOn(line -> !line.equals("checkpoint")).containsExactly("before 2", "before 2",
                "write 2", "before 2", "write 2", "after");
        assertThat(told).hasSize(2);
    }

    @Test
    void theWaitGrowsToItsBound() throws IOException {
        submit(0, 1);
        Duration wait = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            store.script.add((readings, end) -> new WriteOutcome.TryLater(Duration.ZERO, "away"));
            wait = delivery.step().pause();
        }
        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aStoreThatThrowsIsATryLaterAndNothingIsPassedOver() throws IOException {
        submit(0, 2);
        store.script.add((readings, end) -> {
            throw new IOException("no route to host");
        });
        store.script.add((readings, end) -> {
            throw new IllegalStateException("a bug");
        });
        delivery.step();
        assertThat(delivery.status().lastError()).isEqualTo("no route to host");
        delivery.step();
        assertThat(delivery.status().lastError()).isEqualTo("a bug");
        steps(1);
        assertThat(store.rows).hasSize(2);
    }

    @Test
    void whatAdmissionRefusedIsAmongTheDeadLettersBeforeTheStoreIsAsked() throws IOException {
        journal.append(SubmissionFrame.encode(new Admitted(STATION, NOW.toEpochMilli(), sender(), SubmissionHeader.NONE,
                List.of(reading(0)), List.of(new Refusal(1, "future", "too late", UTF_8.encode("[…]"))), false)));
        journal.commit();
        store.script.add((readings, end) -> {
            assertThat(letters.list(LetterFilter.newest(9))).hasSize(1);
            return new WriteOutcome.TryLater(Duration.ZERO, "away");
        });
        steps(3);
        assertThat(letters.list(LetterFilter.newest(9))).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("future");
            assertThat(letter.station()).isEqualTo(STATION);
            assertThat(letter.index()).isEqualTo(1);
            assertThat(letter.receivedMillis()).isEqualTo(NOW.toEpochMilli());
            assertThat(UTF_8.decode(letter.payload()).toString()).isEqualTo("[…]");
            assertThat(letter.sender()).contains("192.0.2.7");
        });
        assertThat(letters.counters()).as("kept once, although the batch was tried twice").containsEntry("future", 1L);
        assertThat(delivery.status().refused()).isEqualTo(1);
        assertThat(store.rows).hasSize(1);
    }

    @Test
    void whatTheStoreRefusesIsADeadLetterBeforeThePositionMovesAndTheRestIsTold() throws IOException {
        submit(0, 2);
        submit(2, 2);
        store.script.add((readings,
                end) -> new WriteOutcome.Rejected(List.of(new Rejection(readings.get(3), "beyond retention")), 1));
        List<Integer> keptBefore = new ArrayList<>();
        store.beforeAcknowledge = () -> keptBefore.add(listed());
        delivery.step();
        assertThat(keptBefore).as("letters on disk when the position moved").containsExactly(1);
        assertThat(letters.list(LetterFilter.newest(9))).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("store");
            assertThat(letter.detail()).isEqualTo("beyond retention");
            assertThat(letter.index()).isEqualTo(-3); // the second reading of its submission
            assertThat(letter.journalPosition()).isPositive();
            assertThat(UTF_8.decode(letter.payload()).toString()).contains("\"v\":3").contains("atelier-3");
        });
        assertThat(store.log).startsWith("before 4", "write 4", "acknowledge", "after");
        assertThat(told).extracting(Reading::value).containsExactlyElementsOf(values(0, 3));
        assertThat(delivery.status().rejected()).isEqualTo(1);
        assertThat(delivery.status().stored()).isEqualTo(3);
        assertThat(delivery.status().altered()).isEqualTo(1);
    }

    @Test
    void aCrashBetweenTheAnswerAndThePositionDeliversTheSameAgain() throws IOException {
        submit(0, 3);
        steps(1);
        submit(3, 2);
        store.script.add((readings, end) -> {
            store.rows.addAll(readings); // stored, and then the power goes before anybody hears of it
            throw new IOException("connection reset");
        });
        delivery.step();
        crash();
        steps(2);
        assertThat(store.rows).extracting(Reading::value).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0);
    }

    @Test
    void aCrashAfterTheDeadLettersAndBeforeThePositionListsThemOnce() throws IOException {
        submit(0, 2);
        ScriptedStore.Answer refuse = (readings,
                end) -> new WriteOutcome.Rejected(List.of(new Rejection(readings.get(0), "no")), 0);
        store.script.add(refuse);
        delivery.step();
        store.position = 0; // as if acknowledge had not reached the disk
        crash();
        store.script.add(refuse);
        delivery.step();
        assertThat(letters.list(LetterFilter.newest(9))).hasSize(1);
    }

    @Test
    void aStoreWhosePositionRunsAheadOfItsAnswerLosesReadings() throws IOException {
        // The planted fault of the system tests, in small: this test shows that such a fault is seen at all.
        submit(0, 3);
        store.script.add((readings, end) -> {
            store.position = end;
            return new WriteOutcome.TryLater(Duration.ZERO, "away");
        });
        delivery.step();
        crash();
        steps(2);
        assertThat(store.rows).isEmpty();
    }

    @Test
    void theJournalIsReleasedAsFarAsTheStoreAllowsAndNoFurther() throws IOException {
        for (int i = 0; i < 300; i++) {
            submit(i, 1);
        }
        steps(80);
        assertThat(journal.first()).isZero();
        store.releasable = journal.committed();
        steps(1);
        journal.commit();
        assertThat(journal.first()).isPositive();
    }

    @Test
    void aFrameThatMakesNoSenseGoesToTheDeadLettersAndDeliveryGoesOn() throws IOException {
        submit(0, 1);
        journal.append(ByteBuffer.wrap(new byte[]{1, 0, 99}));
        submit(1, 1);
        steps(1);
        assertThat(store.rows).hasSize(2);
        assertThat(delivery.status().damagedFrames()).isEqualTo(1);
        assertThat(letters.list(LetterFilter.newest(9))).extracting(DeadLetter::reason).containsExactly("frame");
    }

    @Test
    void aFrameOfANewerVersionIsWaitedForNotPassedOver() throws IOException {
        submit(0, 1);
        journal.append(ByteBuffer.wrap(new byte[]{2, 0, 99}));
        submit(1, 1);
        steps(3);
        assertThat(store.rows).hasSize(1);
        assertThat(delivery.status().waiting()).isTrue();
        assertThat(delivery.status().lastError()).contains("version 2").contains("another version of Airshed");
        assertThat(letters.list(LetterFilter.newest(9))).isEmpty();
    }

    @Test
    void itsOwnThreadDeliversWhatIsCommittedAndEndsWhenClosed() throws Exception {
        CountDownLatch all = new CountDownLatch(50);
        Delivery threaded = new Delivery(journal, store, letters, touched,
                readings -> readings.forEach(_ -> all.countDown()),
                SETTINGS, () -> NOW);
        threaded.start();
        for (int i = 0; i < 50; i++) {
            submit(i, 1);
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        threaded.close();
        assertThat(store.rows).extracting(Reading::value).containsExactlyElementsOf(values(0, 50));
        submit(50, 1);
        assertThat(threaded.status().backlogBytes()).isPositive();
    }

    private int listed() {
        try {
            return letters.list(LetterFilter.newest(9)).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            delivery.step();
        }
    }

    private void submit(int first, int count) throws IOException {
        List<Reading> readings = IntStream.range(first, first + count).mapToObj(DeliveryTest::reading).toList();
        journal.append(SubmissionFrame.encode(new Admitted(STATION, NOW.toEpochMilli(), sender(), SubmissionHeader.NONE,
                readings, List.of(), false)));
        journal.commit();
    }

    private static List<Double> values(int first, int end) {
        return IntStream.range(first, end).mapToObj(i -> (double) i).toList();
    }

    private static Sender sender() {
        return new Sender("mqtt5", "c", "192.0.2.7:1", 1);
    }

    private static Reading reading(int i) {
        return new Reading(STATION, SensorName.MAIN, ObservedProperties.of("co2"), NOW.toEpochMilli() + i, i);
    }
}
