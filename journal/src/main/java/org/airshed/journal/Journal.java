package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log on disk, read in order by whoever holds a position.
 *
 * <p>Positions are byte offsets in the endless logical log, multiples of 8, growing for ever; they stay valid when old
 * segments go.
 *
 * <p>Threads: {@link #append} from any thread; a {@link JournalReader} belongs to one thread; listeners are called on
 * the journal's own commit thread and must not block. Durability: an entry survives power loss once
 * {@link #committed()} has reached the position its append returned. Full: by {@link JournalSettings.WhenFull}, the
 * oldest segment goes and {@link Statistics#droppedFrames()} grows, or append throws {@link JournalFullException} and
 * nothing is taken. Errors: a failed force is fatal for this journal; every later call throws.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends one entry without waiting for the disk.
     *
     * @param payload from its position to its limit; copied before return, its position is left unchanged
     * @return the position after the entry: it is safe once {@link #committed()} has reached it
     * @throws JournalFullException when the size limit is reached and the policy is to refuse
     * @throws JournalFailedException after a failed force or write
     */
    long append(ByteBuffer payload) throws IOException;

    /** Everything before this position is on disk. */
    long committed();

    /** Forces what was appended up to now and waits until it is on disk. */
    void commit() throws IOException;

    /** Position of the oldest entry that is still kept; {@link #committed()} where there is none. */
    long first();

    /**
     * A reader that starts at {@code position}, or at {@link #first()} where that is later. It sees committed entries
     * only.
     */
    JournalReader read(long position) throws IOException;

    /** Allows every segment that lies wholly before {@code position} to go. Safe to repeat. */
    void release(long position) throws IOException;

    /** Registers a listener for commits and for the failure; closing the registration ends it. */
    Registration listen(CommitListener listener);

    /** Counters since this journal was opened, and sizes now. */
    Statistics statistics();

    /** The failure that ended this journal, or null. */
    @Nullable
    IOException failure();

    /** Commits what was appended and closes the files. Safe to repeat. */
    @Override
    void close() throws IOException;

    /** Told of commits and of the end. */
    interface CommitListener {
        /** Everything before {@code position} is on disk. */
        void committed(long position);

        /** A force or write failed: what was not committed by now never will be. */
        void failed(IOException cause);
    }

    /** A registered listener. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Counters and sizes.
     *
     * @param appendedFrames appended since open
     * @param forces forces of a file since open
     * @param droppedFrames lost to the size limit since this folder was created; frames not yet released only
     * @param damagedFrames damaged places found by opening and reading, each counted once a reader passes it
     * @param damagedBytes bytes skipped over at those places
     * @param tornBytes cut off the tail at open: never committed
     * @param bytesOnDisk of all segments now
     * @param segments now
     */
    record Statistics(long appendedFrames, long forces, long droppedFrames, long damagedFrames, long damagedBytes,
            long tornBytes,
            long bytesOnDisk, int segments) {}
}
