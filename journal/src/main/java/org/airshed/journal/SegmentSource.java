package org.airshed.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The segments a reader goes through. Threads: any. */
interface SegmentSource {
    /** Position of the oldest entry that may be read. */
    long first();

    /** Nothing from here on may be read yet. */
    long end();

    /** The segment that holds a position from {@link #first()} to {@link #end()}; null where it has just gone. */
    @Nullable
    Segment holding(long position);

    /** Where a segment's last frame ends; {@link Long#MAX_VALUE} while it is the last segment. */
    long endOf(Segment segment);

    /** Opens a segment's file for one reader. */
    SegmentScanner open(Segment segment) throws IOException;

    /** Told of a damaged place that was passed over. */
    void damaged(long from, long to, SegmentScanner scanner);
}
