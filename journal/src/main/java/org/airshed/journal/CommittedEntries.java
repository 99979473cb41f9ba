package org.airshed.journal;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What readers of an open journal see: its segments, as far as they are committed. Threads: any. */
record CommittedEntries(SegmentStore store, LongSupplier committed) implements SegmentSource {
    @Override
    public long first() {
        return store.first();
    }

    @Override
    public long end() {
        return committed.getAsLong();
    }

    @Override
    public @Nullable Segment holding(long position) {
        return store.holding(position);
    }

    @Override
    public long endOf(Segment segment) {
        return store.endOf(segment);
    }

    @Override
    public SegmentScanner open(Segment segment) throws IOException {
        return store.scan(segment);
    }

    @Override
    public void damaged(long from, long to, SegmentScanner scanner) {
        store.shelf().found(from, to, scanner);
    }
}
