package org.airshed.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.airshed.journal.disk.Disk;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a folder as they were at one moment, for another process that only looks. Takes no lock and writes
 * nothing. What the owner releases meanwhile is passed over.
 */
final class ReadOnlyFolder implements SegmentSource {
    private static final int READ_AHEAD_BYTES = 1 << 18;

    private final Path folder;
    private final Disk disk;
    private NavigableMap<Long, Segment> segments = new TreeMap<>();
    private final long end;

    ReadOnlyFolder(Path folder, Disk disk) throws IOException {
        this.folder = folder;
        this.disk = disk;
        list();
        if (segments.isEmpty()) {
            end = 0;
            return;
        }
        Segment last = segments.lastEntry().getValue();
        long found = last.base;
        try (SegmentScanner scanner = open(last)) {
            long limit = last.base + sizeOf(last);
            SegmentScanner.Found what;
            while ((what = scanner.next(limit)) != SegmentScanner.Found.LIMIT) {
                if (what == SegmentScanner.Found.FRAME) {
                    found = scanner.end();
                }
            }
        }
        end = found;
    }

    private void list() throws IOException {
        segments = new TreeMap<>();
        for (Segment segment : SegmentStore.segmentsIn(folder, disk.list(folder))) {
            segments.put(segment.base, segment);
        }
    }

    private long sizeOf(Segment segment) throws IOException {
        try (Disk.File file = disk.openToRead(segment.path)) {
            return file.size();
        }
    }

    @Override
    public long first() {
        return segments.isEmpty() ? end : Math.min(end, segments.firstKey());
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public @Nullable Segment holding(long position) {
        return segments.isEmpty() ? null : segments.floorEntry(position).getValue();
    }

    @Override
    public long endOf(Segment segment) {
        Long next = segments.higherKey(segment.base);
        return next == null ? Long.MAX_VALUE : next;
    }

    @Override
    public SegmentScanner open(Segment segment) throws IOException {
        try {
            return new SegmentScanner(disk.openToRead(segment.path), segment.base, READ_AHEAD_BYTES);
        } catch (NoSuchFileException e) {
            list(); // its owner has let it go: the reader goes on at the oldest that is left
            throw e;
        }
    }

    @Override
    public void damaged(long from, long to, SegmentScanner scanner) {
        // the owner counts it and keeps it aside when it reads here itself
    }
}
