package org.airshed.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads through the segments of a source. Holds one file open, its own, so that an interrupt harms nobody else. */
final class SegmentReader implements JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);

    private final SegmentSource source;
    private long position;
    private @Nullable Segment segment;
    private @Nullable SegmentScanner scanner;
    private long segmentEnd;
    private long seenEnd = -1;

    SegmentReader(SegmentSource source, long position) {
        this.source = source;
        this.position = position;
    }

    @Override
    public @Nullable Frame next() throws IOException {
        while (true) {
            long end = source.end();
            long first = source.first();
            if (position < first) {
                position = first; // what stood here was released or dropped
                leaveSegment();
            }
            if (position >= end) {
                return null;
            }
            SegmentScanner open = scannerFor(end);
            if (open == null) {
                continue;
            }
            open.moveTo(position);
            switch (open.next(Math.min(end, segmentEnd))) {
                case FRAME -> {
                    position = open.end();
                    return new Frame(open.at(), open.end(), open.payload());
                }
                case DAMAGE -> {
                    // A segment that was reused under this reader looks damaged too: then first() has moved already.
                    if (position >= source.first()) {
                        source.damaged(open.at(), open.end(), open);
                        position = open.end();
                    }
                }
                case LIMIT -> throw new IllegalStateException("nothing between " + position + " and " + end);
            }
        }
    }

    /** The open scanner of the segment that holds the position; null where that segment has just gone. */
    private @Nullable SegmentScanner scannerFor(long end) throws IOException {
        if (segment != null && end != seenEnd) {
            segmentEnd = source.endOf(segment);
            seenEnd = end;
        }
        if (segment != null && scanner != null && position >= segment.base && position < segmentEnd) {
            return scanner;
        }
        leaveSegment();
        Segment holding = source.holding(position);
        if (holding == null) {
            return null;
        }
        try {
            scanner = source.open(holding);
        } catch (NoSuchFileException e) {
            if (position < source.first()) {
                return null;
            }
            throw e;
        }
        segment = holding;
        segmentEnd = source.endOf(holding);
        seenEnd = end;
        return scanner;
    }

    private void leaveSegment() {
        SegmentScanner open = scanner;
        scanner = null;
        segment = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("a segment that was read could not be closed", e); // nothing was written through it
            }
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        leaveSegment();
    }
}
