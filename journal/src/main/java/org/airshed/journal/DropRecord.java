package org.airshed.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.airshed.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many entries the size limit has cost since the folder was created, and up to where they are counted. Stored
 * before the segment goes, so that a cut between the two neither forgets an entry nor counts it twice.
 */
final class DropRecord {
    private static final Logger LOG = LoggerFactory.getLogger(DropRecord.class);

    private final DurableRecord record;
    private volatile long frames;
    private long upTo;

    private DropRecord(DurableRecord record, long frames, long upTo) {
        this.record = record;
        this.frames = frames;
        this.upTo = upTo;
    }

    /** A damaged count is put beside and begun anew: a station is not to stand still for it. */
    static DropRecord open(Path file, Disk disk) throws IOException {
        DurableRecord record = new DurableRecord(file, 2, disk);
        long[] numbers;
        try {
            numbers = record.load().orElse(new long[2]);
        } catch (DurableRecord.DamagedException e) {
            LOG.error("the count of dropped entries begins at 0 again, the damaged one is kept as {}.damaged", file, e);
            disk.rename(file, file.resolveSibling(file.getFileName() + ".damaged"));
            numbers = new long[2];
        }
        return new DropRecord(record, numbers[0], numbers[1]);
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
