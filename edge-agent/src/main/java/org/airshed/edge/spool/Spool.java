package org.airshed.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.airshed.journal.CursorFile;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalReader;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.Disk;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that are on disk and not yet acknowledged by the ingest tier, oldest first.
 *
 * <p>Threads: {@link #append} and {@link #commit} from any; {@link #next}, {@link #rewind} and {@link #release} from the
 * uplink thread only.
 * Durability: an entry survives a power cut once {@link #committed()} has reached the position that {@link #append} gave.
 * What was released is written down at most once a minute and on close, so after a cut some entries are given out once
 * more: sending twice is harmless, writing often wears flash.
 * Full: the oldest entries go and {@link #dropped()} grows; append never waits for the uplink.
 */
public final class Spool implements AutoCloseable {
    private static final long CURSOR_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Journal journal;
    private final CursorFile cursor;
    private final LongSupplier nanos;
    private volatile long appendedTo;
    private volatile long releasedTo;
    private volatile long lastSequence;
    private final Set<String> boots;
    private final AtomicLong pendingEntries = new AtomicLong();

    // uplink thread only
    private @Nullable JournalReader reader;
    private long readTo;
    private long cursorMoved;
    private long cursorStored;
    private long cursorStoredAtNanos;

    private Spool(Journal journal, CursorFile cursor, String boot, LongSupplier nanos) throws IOException {
        this.journal = journal;
        this.cursor = cursor;
        this.nanos = nanos;
        this.cursorStored = cursor.position();
        this.cursorMoved = cursorStored;
        this.cursorStoredAtNanos = nanos.getAsLong();
        this.boots = new HashSet<>();
        this.appendedTo = journal.committed();
        recover(boot);
        this.readTo = releasedTo;
        journal.release(cursorStored);
    }

    /**
     * Opens or creates a spool.
     *
     * @param boot id of the running boot, to go on with its sequence numbers; any text for a spool of dated entries
     */
    public static Spool open(SpoolSettings settings, Disk disk, String boot) throws IOException {
        return open(settings, disk, boot, System::nanoTime);
    }

    static Spool open(SpoolSettings settings, Disk disk, String boot, LongSupplier nanos) throws IOException {
        Path folder = settings.folder();
        disk.createFolders(folder);
        CursorFile cursor = CursorFile.open(folder.resolve("cursor"), disk);
        Journal journal = SegmentJournal.open(settings.journal(), disk, cursor.position());
        try {
            return new Spool(journal, cursor, boot, nanos);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Appends one entry without waiting for the disk; it is safe once {@link #committed()} has reached the result. */
    public synchronized long append(SpoolEntry entry) throws IOException {
        long end = journal.append(SpoolEntryCodec.encode(entry));
        appendedTo = end;
        pendingEntries.incrementAndGet();
        if (entry instanceof SpoolEntry.Sampled sampled) {
            lastSequence = sampled.sequence();
        }
        return end;
    }

    /** Everything up to this position is on disk. */
    public long committed() {
        return journal.committed();
    }

    /** Forces what was appended and waits for it. */
    public void commit() throws IOException {
        journal.commit();
    }

    /** The next committed entry that was not given out since opening or {@link #rewind}; null where there is none yet. */
    public @Nullable Stored next() throws IOException {
        JournalReader from = reader;
        if (from == null) {
            from = journal.read(readTo);
            reader = from;
        }
        JournalReader.Frame frame = from.next();
        if (frame == null) {
            if (readTo == releasedTo) {
                // Damaged entries at the end leave nothing to acknowledge; the journal has counted them.
                readTo = from.position();
                releasedTo = readTo;
            }
            return null;
        }
        readTo = frame.end();
        return new Stored(frame.position(), frame.end(), SpoolEntryCodec.decode(frame.payload()));
    }

    /** Begins again at the oldest entry that is not released. */
    public void rewind() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        readTo = releasedTo;
    }

    /**
     * Forgets this entry and all before it. Safe to repeat.
     *
     * @param entries how many they are
     */
    public void release(Stored upTo, int entries) throws IOException {
        if (upTo.end() <= releasedTo) {
            return;
        }
        releasedTo = upTo.end();
        pendingEntries.addAndGet(-entries);
        // The last released entry is kept: it tells the next start which sequence number was the last.
        cursorMoved = upTo.begin();
        long now = nanos.getAsLong();
        if (now - cursorStoredAtNanos >= CURSOR_EVERY_NANOS) {
            storeCursor(now);
        }
    }

    /** Whether everything that was appended has been released. */
    public boolean isEmpty() {
        return releasedTo >= appendedTo;
    }

    /** Entries that wait for their acknowledgement; too many where the size limit or damage took some of them. */
    public long pendingEntries() {
        return isEmpty() ? 0 : Math.max(1, pendingEntries.get());
    }

    /** Bytes on disk that wait for their acknowledgement. */
    public long pendingBytes() {
        return Math.max(0, appendedTo - Math.max(releasedTo, journal.first()));
    }

    /** The sequence number of the last entry of the running boot, 0 where it wrote none yet. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Boots whose entries were waiting when the spool was opened. */
    public Set<String> bootsAtOpening() {
        return Set.copyOf(boots);
    }

    /** Entries lost to the size limit since this folder was created. */
    public long dropped() {
        return journal.statistics().droppedFrames();
    }

    /** Counters and sizes of the journal below. */
    public Journal.Statistics statistics() {
        return journal.statistics();
    }

    /** Calls back after every commit, from the journal's thread: be quick. */
    public Journal.Registration listen(Journal.CommitListener listener) {
        return journal.listen(listener);
    }

    /** Commits what was appended and writes down what was released. The uplink must have ended. */
    @Override
    public void close() throws IOException {
        try (cursor; journal) {
            if (reader != null) {
                reader.close();
            }
            journal.commit();
            storeCursor(nanos.getAsLong());
        }
    }

    private void storeCursor(long now) throws IOException {
        if (cursorMoved > cursorStored) {
            cursor.store(cursorMoved);
            cursorStored = cursorMoved;
            journal.release(cursorStored);
        }
        cursorStoredAtNanos = now;
    }

    /** Reads what is waiting once: which boots it is from, and the running boot's last sequence number. */
    private void recover(String boot) throws IOException {
        long from = Math.max(cursorStored, journal.first());
        releasedTo = from;
        try (JournalReader waiting = journal.read(from)) {
            for (JournalReader.Frame frame = waiting.next(); frame != null; frame = waiting.next()) {
                boolean wasReleased = cursorStored > 0 && frame.position() == cursorStored;
                if (wasReleased) {
                    releasedTo = frame.end();
                } else {
                    pendingEntries.incrementAndGet();
                }
                if (SpoolEntryCodec.decode(frame.payload()) instanceof SpoolEntry.Sampled sampled) {
                    if (!wasReleased) {
                        boots.add(sampled.boot());
                    }
                    if (sampled.boot().equals(boot)) {
                        lastSequence = sampled.sequence();
                    }
                }
            }
        }
    }

    /**
     * An entry and its place.
     *
     * @param begin position of its first byte
     * @param end position after it
     */
    public record Stored(long begin, long end, SpoolEntry entry) {}
}
