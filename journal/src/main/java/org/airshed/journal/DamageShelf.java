package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.airshed.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts damaged places of a journal and keeps their bytes in its folder {@code damaged/}, one file a place, named by
 * where it began and ended in the log.
 *
 * <p>Threads: any. Durability: a kept file is forced before the place counts as passed. Full: once the folder holds
 * {@code boundBytes}, further places are counted and logged only; an operator who has looked at the files deletes them.
 */
final class DamageShelf {
    private static final Logger LOG = LoggerFactory.getLogger(DamageShelf.class);
    private static final int CHUNK_BYTES = 1 << 16;

    private final Path folder;
    private final Disk disk;
    private final long boundBytes;
    private final Set<Long> places = ConcurrentHashMap.newKeySet();
    private final AtomicLong damagedBytes = new AtomicLong();

    DamageShelf(Path folder, Disk disk, long boundBytes) {
        this.folder = folder;
        this.disk = disk;
        this.boundBytes = boundBytes;
    }

    long places() {
        return places.size();
    }

    long bytes() {
        return damagedBytes.get();
    }

    /** Takes note of a place that is no frame; the same place again, met by another reader, changes nothing. */
    void found(long from, long to, SegmentScanner scanner) {
        if (!places.add(from)) {
            return;
        }
        damagedBytes.addAndGet(to - from);
        LOG.error("journal={} damaged from position {} to {}: {} bytes skipped", folder.getParent(), from, to,
                to - from);
        try {
            keep(from, to, scanner);
        } catch (IOException e) {
            // The place is counted; reading goes on with what is whole even where no copy of the rest can be kept.
            LOG.error("journal={} could not keep the damaged bytes from {} to {} aside", folder.getParent(), from, to,
                    e);
        }
    }

    private synchronized void keep(long from, long to, SegmentScanner scanner) throws IOException {
        Path file = folder.resolve(from + "-" + to + ".bin");
        disk.createFolders(folder);
        long held = 0;
        for (String name : disk.list(folder)) {
            if (name.equals(String.valueOf(file.getFileName()))) {
                return; // kept when it was met before the last restart
            }
            try (Disk.File other = disk.openToRead(folder.resolve(name))) {
                held += other.size();
            }
        }
        if (held + (to - from) > boundBytes) {
            LOG.warn("{} holds {} bytes, which is enough: damaged bytes from {} to {} are not kept", folder, held, from,
                    to);
            return;
        }
        try (Disk.File aside = disk.open(file, true)) {
            long at = from;
            while (at < to) {
                ByteBuffer bytes = scanner.raw(at, (int) Math.min(CHUNK_BYTES, to - at));
                int length = bytes.remaining();
                if (length == 0) {
                    break; // the file is shorter than the log says: these bytes are gone
                }
                aside.write(bytes, at - from);
                at += length;
            }
            aside.force();
        }
        disk.forceDirectory(folder);
    }
}
