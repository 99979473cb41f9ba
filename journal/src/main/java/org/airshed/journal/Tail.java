package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.airshed.journal.disk.Disk;

/**
 * Where a journal's last segment ends, found by reading it whole.
 *
 * <p>The end lies after the last whole frame, wherever that stands: a hole before a whole frame may be a damaged entry
 * that was committed once, so nothing after it is given up. Only what no whole frame follows is a torn tail. Segments
 * before the last need no such reading, for they were forced before the next was begun, and its name says where they
 * end.
 *
 * @param end after the last whole frame
 * @param tornBytes of a frame that was begun after the end; 0 where there is the end mark or nothing
 */
record Tail(long end, long tornBytes) {
    private static final int BUFFER_BYTES = 1 << 18;

    static Tail of(Segment segment, Disk disk, DamageShelf shelf) throws IOException {
        Disk.File file = disk.openToRead(segment.path);
        try (SegmentScanner scanner = new SegmentScanner(file, segment.base, BUFFER_BYTES)) {
            long limit = segment.base + file.size();
            while (true) {
                switch (scanner.next(limit)) {
                    case FRAME -> {
                        // whole: on to the next
                    }
                    case DAMAGE -> {
                        if (scanner.end() >= limit) {
                            return new Tail(scanner.at(), tornBytes(scanner, scanner.at(), limit));
                        }
                        shelf.found(scanner.at(), scanner.end(), scanner);
                    }
                    case LIMIT -> {
                        return new Tail(scanner.at(), 0);
                    }
                }
            }
        }
    }

    /**
     * What was begun after the end: up to the next eight zero bytes. In a reused segment what lies further on was never
     * this journal's tail, and what lies before them may not have been either: an upper bound there.
     */
    private static long tornBytes(SegmentScanner scanner, long end, long limit) throws IOException {
        if (scanner.staleFrameAt(end, limit)) {
            return 0; // a reused segment into which nothing was written yet
        }
        long at = end;
        while (at < limit) {
            ByteBuffer bytes = scanner.raw(at, (int) Math.min(BUFFER_BYTES, limit - at));
            while (bytes.remaining() >= FrameFormat.END_MARK_BYTES) {
                if (bytes.getLong() == 0) {
                    return at - end;
                }
                at += FrameFormat.END_MARK_BYTES;
            }
            if (bytes.hasRemaining()) {
                break; // a tail that is not even a whole word
            }
        }
        boolean zeros = true;
        ByteBuffer rest = scanner.raw(at, (int) (limit - at));
        while (rest.hasRemaining()) {
            zeros &= rest.get() == 0;
        }
        return zeros ? at - end : limit - end;
    }
}
