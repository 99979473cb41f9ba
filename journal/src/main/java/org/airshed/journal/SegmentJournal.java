package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.DiskFullException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in segment files, with one commit thread that writes and forces for all who append.
 *
 * <p>{@link #append} copies into memory and does no I/O. It waits only while the memory for uncommitted entries is used
 * up (a quarter of a segment, at most 8 MiB, at least one entry), that is when entries come faster than the disk takes
 * them; a caller that must not wait keeps fewer bytes than that between its appends and {@link #committed()}.
 *
 * <p>Full disk: nothing is lost and nothing fails. Where the policy drops the oldest, segments are dropped (and
 * counted) to make room; else, or where none is left, append and commit throw {@link JournalFullException} while the
 * commit thread tries again twice a second with what it already has. Other write errors, and any error of a force, are
 * fatal.
 *
 * <p>Threads: see {@link Journal}; one platform thread {@code journal-<folder>} does all writing.
 */
public final class SegmentJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentJournal.class);
    private static final int BATCH_BYTES = 8 << 20;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final JournalSettings settings;
    private final SegmentStore store;
    private final Thread thread;
    private final CommitListeners listeners;

    private final ReentrantLock lock = new ReentrantLock();
    /** The commit thread waits here for something to do. */
    private final Condition work = lock.newCondition();
    /** Those who wait for room in memory, for a commit, or for the end. */
    private final Condition progress = lock.newCondition();

    // guarded by lock
    private Batch pending;
    private Batch writing;
    private final SegmentPlan plan;
    private long end;
    private long pendingSince;
    private boolean hurry;
    private long releasesAsked;
    private long releasesDone;
    private boolean closing;
    private boolean diskFull;
    private long passes;
    private long appendedFrames;

    private volatile long committed;
    private volatile @Nullable JournalFailedException failure;

    /** Opens or creates the journal in {@code settings.folder()}, which it locks. */
    public static SegmentJournal open(JournalSettings settings, Disk disk) throws IOException {
        return open(settings, disk, 0);
    }

    /**
     * Opens or creates the journal.
     *
     * @param atLeast a position that a reader's cursor holds: a journal that ends before it (its folder was emptied, or
     *        an older copy was put back) goes on there, so that new entries are never taken for ones already read
     */
    public static SegmentJournal open(JournalSettings settings, Disk disk, long atLeast) throws IOException {
        SegmentStore store = SegmentStore.open(settings, disk, atLeast);
        SegmentJournal journal = new SegmentJournal(settings, store);
        if (store.tornBytes() > 0) {
            LOG.info("journal={} cut {} bytes off its end that were never committed", settings.folder(),
                    store.tornBytes());
        }
        journal.thread.start();
        return journal;
    }

    /**
     * Reads a journal's folder without its owner's leave, from {@code position} or the oldest entry to the last whole
     * one that is there now. Entries at the very end may not be committed yet.
     */
    public static JournalReader readOnly(Path folder, Disk disk, long position) throws IOException {
        return new SegmentReader(new ReadOnlyFolder(folder, disk), position);
    }

    private SegmentJournal(JournalSettings settings, SegmentStore store) {
        this.settings = settings;
        this.store = store;
        this.listeners = new CommitListeners(settings.folder());
        long frame = (long) FrameFormat.frameBytes(settings.maxEntryBytes()) + FrameFormat.END_MARK_BYTES;
        int bound = (int) Math.max(frame, Math.min(BATCH_BYTES, settings.segmentBytes() / 4));
        this.pending = new Batch(bound);
        this.writing = new Batch(bound);
        this.end = store.openedEnd();
        this.committed = end;
        this.plan = new SegmentPlan(settings, store.maxSegments(), store.bases());
        this.thread = Thread.ofPlatform().name("journal-" + settings.folder().getFileName()).daemon(true)
                .unstarted(this::run);
    }

    // ---- for any thread

    @Override
    public long append(ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        if (length > settings.maxEntryBytes()) {
            throw new IllegalArgumentException(
                    "an entry of " + length + " bytes is larger than the " + settings.maxEntryBytes()
                            + " that the journal " + settings.folder() + " takes");
        }
        int frameBytes = FrameFormat.frameBytes(length);
        lock.lock();
        try {
            requireTaking();
            while (!pending.fits(frameBytes)) {
                hurry = true;
                work.signal();
                progress.awaitUninterruptibly();
                requireTaking();
            }
            if (!plan.fits(end, frameBytes)) {
                plan.begin(end);
                pending.beginSegment(end);
            }
            if (pending.isEmpty()) {
                pendingSince = System.nanoTime();
                work.signal();
            } else if (!hurry && pending.isHalfFull()) {
                hurry = true;
                work.signal();
            }
            pending.add(end, payload);
            end += frameBytes;
            appendedFrames++;
            return end;
        } finally {
            lock.unlock();
        }
    }

    private void requireTaking() throws IOException {
        requireOpen();
        if (diskFull) {
            throw noRoom();
        }
    }

    private void requireOpen() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw new JournalFailedException(String.valueOf(failed.getMessage()), failed);
        }
        if (closing) {
            throw new IOException("The journal " + settings.folder() + " is closed");
        }
    }

    private JournalFullException noRoom() {
        return new JournalFullException("There is no room left on the disk for the journal " + settings.folder());
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public void commit() throws IOException {
        lock.lock();
        try {
            requireOpen();
            long wanted = end;
            long releases = releasesAsked;
            long passesThen = passes;
            while (committed < wanted || releasesDone < releases) {
                if (diskFull && passes > passesThen) {
                    throw noRoom();
                }
                hurry = true;
                work.signal();
                progress.awaitUninterruptibly();
                if (committed < wanted) {
                    requireOpen();
                } else if (failure != null || closing) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long first() {
        return store.first();
    }

    @Override
    public JournalReader read(long position) throws IOException {
        if (position > committed) {
            throw new IOException("A reader wants to go on at " + position + ", but the journal " + settings.folder()
                    + " ends at " + committed
                    + ": files of it were removed or an older copy was put back. Open it with that position, and it goes on there");
        }
        return new SegmentReader(new CommittedEntries(store, this::committed), position);
    }

    @Override
    public void release(long position) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (store.release(Math.min(position, committed))) {
                releasesAsked++;
                work.signal();
            }
            plan.released(store.first());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration listen(CommitListener listener) {
        return listeners.add(listener);
    }

    @Override
    public Statistics statistics() {
        lock.lock();
        try {
            return new Statistics(appendedFrames, store.forces(), store.droppedFrames(), store.shelf().places(),
                    store.shelf().bytes(),
                    store.tornBytes(), store.bytesOnDisk(), store.count());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        boolean failedBefore = failure != null;
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // what was appended is worth the wait for one commit
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException failed = failure;
        if (failed != null && !failedBefore) {
            throw failed;
        }
    }

    // ---- the commit thread

    private void run() {
        try {
            while (awaitWork()) {
                pass();
            }
            store.close();
        } catch (Throwable e) { // whatever it is, nobody may go on believing that entries reach the disk
            fail(e);
        }
    }

    /** Waits until there is something to do; false once the journal is closed and all is done. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (releasesAsked > releasesDone || (hurry && !pending.isEmpty())) {
                    return true;
                }
                hurry = false;
                if (closing) {
                    return !pending.isEmpty();
                }
                if (pending.isEmpty()) {
                    work.await();
                    continue;
                }
                long wait = settings.commitInterval().toNanos() - (System.nanoTime() - pendingSince);
                if (wait <= 0 || work.awaitNanos(wait) <= 0) {
                    return true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** One group commit: takes what waits, writes and forces it, tells those who wait for it. */
    private void pass() throws IOException, InterruptedException {
        Batch batch;
        long releases;
        lock.lock();
        try {
            batch = pending;
            pending = writing;
            writing = batch;
            hurry = false;
            releases = releasesAsked;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            write(batch);
            store.force();
            committed = batch.end();
            batch.clear();
            wakeWaiters();
            listeners.committed(committed); // before old segments go: acknowledgements wait for this
        }
        store.removeReleased();
        lock.lock();
        try {
            passes++;
            releasesDone = releases;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeWaiters() {
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void write(Batch batch) throws IOException, InterruptedException {
        long at = batch.start();
        while (at < batch.end()) {
            try {
                at = store.write(batch, at);
                setDiskFull(false);
            } catch (DiskFullException e) {
                boolean dropped = settings.whenFull() == JournalSettings.WhenFull.DROP_OLDEST && store.dropOldest();
                if (!dropped) {
                    awaitRoom(e);
                }
            }
        }
    }

    /** A write that found no room has harmed nothing and is repeated at the same place. */
    private void awaitRoom(DiskFullException e) throws IOException, InterruptedException {
        setDiskFull(true);
        long releases;
        lock.lock();
        try {
            if (closing) {
                throw e;
            }
            passes++;
            hurry = false;
            progress.signalAll();
            long left = RETRY_NANOS;
            while (left > 0 && !hurry && !closing && releasesAsked == releasesDone) {
                left = work.awaitNanos(left);
            }
            releases = releasesAsked;
        } finally {
            lock.unlock();
        }
        store.removeReleased(); // which may be what makes room
        lock.lock();
        try {
            releasesDone = releases;
        } finally {
            lock.unlock();
        }
    }

    private void setDiskFull(boolean full) {
        lock.lock();
        try {
            if (full != diskFull) {
                LOG.warn(full
                        ? "journal={} found no room on the disk; it tries again and takes nothing meanwhile"
                        : "journal={} has room on the disk again", settings.folder());
            }
            diskFull = full;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        JournalFailedException failed = new JournalFailedException(
                "The journal " + settings.folder()
                        + " could not write to its disk and takes nothing more until it is opened again",
                cause);
        LOG.error("journal={} failed; committed up to {}", settings.folder(), committed, cause);
        store.markFailed();
        failure = failed;
        wakeWaiters();
        listeners.failed(failed);
        try {
            store.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
