package org.airshed.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.airshed.journal.disk.Disk;

/**
 * How far a reader of a journal has got, in a file of its own.
 *
 * <p>Threads: any, one at a time. Durability: once {@link #store} has returned, the position survives power loss; a cut
 * in the middle leaves the position before or the new one. Errors: {@link #store} leaves the position as it was and may
 * be tried again.
 */
public final class CursorFile implements AutoCloseable {
    private final Path file;
    private final DurableRecord record;
    private long position;

    private CursorFile(Path file, DurableRecord record, long position) {
        this.file = file;
        this.record = record;
        this.position = position;
    }

    /**
     * Reads the cursor; where there is no such file yet it stands at 0.
     *
     * @throws IOException also where the file is damaged: the sentence says what to do
     */
    public static CursorFile open(Path file, Disk disk) throws IOException {
        DurableRecord record = new DurableRecord(file, 1, disk);
        return new CursorFile(file, record, record.load().map(numbers -> numbers[0]).orElse(0L));
    }

    /** The position stored last, or 0. */
    public synchronized long position() {
        return position;
    }

    /**
     * Puts a position on disk.
     *
     * @throws IllegalArgumentException where it lies before the one stored: a cursor never goes back
     */
    public synchronized void store(long newPosition) throws IOException {
        if (newPosition < position) {
            throw new IllegalArgumentException(
                    "the cursor " + file + " stands at " + position + " and cannot go back to " + newPosition);
        }
        if (newPosition == position) {
            return;
        }
        record.store(newPosition);
        position = newPosition;
    }

    /** Nothing is held open; here so that an owner can treat it like the journal beside it. */
    @Override
    public void close() {
        // every store opens and closes the file
    }
}
