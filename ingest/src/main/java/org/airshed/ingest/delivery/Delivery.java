package org.airshed.ingest.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.admission.FrameException;
import org.airshed.ingest.admission.SubmissionFrame;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the journal's frames in order to the store.
 *
 * <p>The order within a batch is the promise: first the dead letters of what admission refused, forced; then whoever
 * notes what is {@link Touched touched}; then the store; then, forced, the dead letters of what the store refused; only then does the position move. A crash anywhere between
 * leads to the same frames being delivered again, which stores recognise by their keys and dead letters by position and
 * index. Nothing here moves a position but the store itself, so a test that wraps {@link SeriesStore} can break the order
 * on purpose.
 *
 * <p>Threads: one of its own, {@code delivery}; {@link #status} from any. Full: while the store takes nothing, the
 * journal holds, and says so when it is full.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(60);

    private final Journal journal;
    private final SeriesStore store;
    private final DeadLetters deadLetters;
    private final Touched touched;
    private final Consumer<List<Reading>> listener;
    private final DeliverySettings settings;
    private final InstantSource clock;
    private final RandomGenerator jitter = RandomGenerator.getDefault();
    private final Thread thread;
    private final Rate rate = new Rate();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean closing; // guarded by lock
    private boolean committed; // guarded by lock: something was, since the last look

    // Delivery thread only
    private @Nullable JournalReader reader;
    private @Nullable Batch batch;
    private int failures;
    private long released;

    // Written by the delivery thread, read by any
    private final LongAdder stored = new LongAdder();
    private final LongAdder altered = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private volatile boolean waiting;
    private volatile @Nullable String lastError;

    public Delivery(Journal journal, SeriesStore store, DeadLetters deadLetters, Touched touched,
            Consumer<List<Reading>> stored, InstantSource clock) {
        this(journal, store, deadLetters, touched, stored, DeliverySettings.STANDARD, clock);
    }

    /**
     * Neither journal nor store nor dead letters become its own: they are closed after it.
     *
     * @param journal opened with {@link SeriesStore#deliveredUpTo()} as the position it must not fall behind
     * @param touched told of readings before the store is asked: what it cannot note is not written yet
     * @param stored told of readings once they are stored, on the delivery thread: must be quick
     */
    public Delivery(Journal journal, SeriesStore store, DeadLetters deadLetters, Touched touched,
            Consumer<List<Reading>> stored, DeliverySettings settings, InstantSource clock) {
        this.journal = journal;
        this.store = store;
        this.deadLetters = deadLetters;
        this.touched = touched;
        this.listener = stored;
        this.settings = settings;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("delivery").unstarted(this::run);
    }

    /** Goes on where the store's position stands. */
    public void start() {
        thread.start();
    }

    private void run() {
        try (Journal.Registration _ = journal.listen(new Waker())) {
            boolean goOn = true;
            while (goOn) {
                Step step = step();
                goOn = pause(step);
            }
        } finally {
            if (reader != null) {
                reader.close();
            }
        }
    }

    /** What to do after a step: wait so long, or until something is committed where that helps. */
    record Step(Duration pause, boolean untilCommit) {
        static final Step AT_ONCE = new Step(Duration.ZERO, false);
    }

    /** One batch, or one attempt at it. Never throws: what fails is told by {@link #status} and tried again. */
    Step step() {
        try {
            Batch due = batch;
            if (due == null) {
                due = gather();
                if (due.isEmpty()) {
                    housekeeping();
                    working();
                    return new Step(IDLE, true);
                }
                batch = due;
            }
            Step step = deliver(due);
            housekeeping();
            return step;
        } catch (IOException | RuntimeException e) {
            // The loop's edge: whatever one batch does, delivery goes on trying and says what is wrong.
            LOG.debug("delivery failed", e);
            return hold(Duration.ZERO, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Batch gather() throws IOException {
        JournalReader from = reader;
        if (from == null) {
            from = journal.read(store.deliveredUpTo());
            reader = from;
        }
        Batch gathered = new Batch();
        try {
            gather(from, gathered);
        } catch (IOException | RuntimeException e) {
            // Read again from the store's position: nothing that was gathered may be passed over.
            reader = null;
            from.close();
            if (gathered.isEmpty() || !(e instanceof FrameException)) {
                throw e;
            }
        }
        return gathered;
    }

    private void gather(JournalReader from, Batch gathered) throws IOException {
        while (gathered.size() < settings.batchReadings()) {
            JournalReader.Frame frame = from.next();
            if (frame == null) {
                return;
            }
            try {
                gathered.add(frame.position(), frame.end(), SubmissionFrame.decode(frame.payload()));
            } catch (FrameException e) {
                if (e.isOtherVersion()) {
                    throw e;
                }
                LOG.error("a journal frame at {} cannot be decoded; it goes to the dead letters", frame.position(), e);
                gathered.addUndecodable(frame.position(), frame.end(), frame.payload(), e, clock.millis());
            }
        }
    }

    private Step deliver(Batch due) throws IOException {
        deadLetters.keep(due.lettersToKeep());
        due.lettersAreKept();
        touched.arrived(due.submissions());
        touched.before(due.readings());
        switch (store.write(due.readings(), due.end())) {
            case WriteOutcome.TryLater later -> {
                return hold(later.atLeast(), later.reason());
            }
            case WriteOutcome.Stored taken -> {
                done(due, due.readings(), taken.altered());
            }
            case WriteOutcome.Rejected partly -> {
                deadLetters.keep(due.lettersFor(partly.rejected()));
                store.acknowledge(due.end());
                rejected.add(partly.rejected().size());
                LOG.warn("the store refused {} of {} readings; they are among the dead letters: {}",
                        partly.rejected().size(), due.readings().size(), partly.rejected().getFirst().reason());
                done(due, due.without(partly.rejected()), partly.altered());
            }
        }
        // While there is plenty, at once; else more readings are awaited, so that few commits carry many.
        return due.size() >= settings.batchReadings() ? Step.AT_ONCE : new Step(settings.linger(), false);
    }

    private void done(Batch due, List<Reading> readings, long changed) {
        batch = null;
        touched.after();
        stored.add(readings.size());
        altered.add(changed);
        refused.add(due.refused());
        undecodable.add(due.undecodable());
        rate.add(clock.millis(), readings.size());
        working();
        try {
            listener.accept(readings);
        } catch (RuntimeException e) {
            LOG.error("a listener of stored readings failed", e);
        }
    }

    private void working() {
        if (waiting) {
            LOG.info("delivery goes on");
        }
        waiting = false;
        failures = 0;
    }

    private Step hold(Duration atLeast, String reason) {
        if (!waiting || !reason.equals(lastError)) {
            LOG.warn("delivery waits: {}", reason);
        }
        waiting = true;
        lastError = reason;
        long backOff = Math.min(settings.backOffMost().toNanos(),
                settings.backOff().toNanos() << Math.min(failures++, 20));
        // Half of it by chance, so that several processes do not come back all at once.
        long wait = backOff / 2 + (backOff > 1 ? jitter.nextLong(backOff / 2 + 1) : 0);
        return new Step(atLeast.plusNanos(wait), false);
    }

    private void housekeeping() throws IOException {
        store.checkpoint();
        long releasable = store.releasableUpTo();
        if (releasable > released) {
            journal.release(releasable);
            released = releasable;
        }
    }

    /** Waits as the step says; false once delivery is to end. */
    private boolean pause(Step step) {
        lock.lock();
        try {
            long left = step.pause().toNanos();
            while (left > 0 && !closing && !(step.untilCommit() && committed)) {
                left = woken.awaitNanos(left);
            }
            committed = false;
            return !closing;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private final class Waker implements Journal.CommitListener {
        @Override
        public void committed(long position) {
            lock.lock();
            try {
                committed = true;
                woken.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void failed(IOException cause) {
            committed(0);
        }
    }

    /** How it stands now. */
    public Status status() {
        long position = store.deliveredUpTo();
        long backlog = Math.max(0, journal.committed() - Math.max(position, journal.first()));
        return new Status(position, backlog, stored.sum(), altered.sum(), rejected.sum(), refused.sum(),
                undecodable.sum() + journal.statistics().damagedFrames(), rate.perSecond(clock.millis()), waiting,
                lastError);
    }

    /** Ends after the batch under way; what is not delivered is at the next start. Safe to repeat. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
        try {
            // Not interrupted: that would close the journal's files under its reader.
            if (thread.isAlive() && !thread.join(CLOSE)) {
                LOG.error("delivery did not end within {} s", CLOSE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
