package org.airshed.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.airshed.journal.disk.Disk;

/**
 * How many entries the size limit has cost since the folder was created, and up to where they are counted. Stored
 * before the segment goes, so that a cut between the two neither forgets an entry nor counts it twice.
 */
final class DropRecord {
    private final DurableRecord record;
    private volatile long frames;
    private long upTo;

    private DropRecord(DurableRecord record, long frames, long upTo) {
        this.record = record;
        this.frames = frames;
        this.upTo = upTo;
    }

    static DropRecord open(Path file, Disk disk) throws IOException {
        DurableRecord record = new DurableRecord(file, 2, disk);
        return record.load().map(numbers -> new DropRecord(record, numbers[0], numbers[1]))
                .orElseGet(() -> new DropRecord(record, 0, 0));
    }

    long frames() {
        return frames;
    }

    /** Every segment that ends by here is given up, whether its file is still there or not. */
    long upTo() {
        return upTo;
    }

    void add(long droppedFrames, long newUpTo) throws IOException {
        if (newUpTo <= upTo) {
            return;
        }
        long total = frames + droppedFrames;
        record.store(total, newUpTo);
        frames = total; // one writer, the commit thread
        upTo = newUpTo;
    }
}
