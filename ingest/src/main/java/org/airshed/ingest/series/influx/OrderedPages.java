package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A long answer in pages. The database orders by time alone, so each page is cut back to whole times and ordered here.
 *
 * @param order of answers, times first
 * @param time of one item
 */
record OrderedPages<T>(Comparator<T> order, ToLongFunction<T> time) {
    /** Rows of one request; a row may hold several items. */
    private static final int ROWS = 10_000;

    /** One answer of the database. */
    static final class Page<T> {
        final List<T> items = new ArrayList<>();
        int rows;
        long lastTime;
    }

    /** Asks for rows of {@code [from, to)}, in order of time. */
    interface Source<T> {
        Page<T> page(long from, long to, int rows) throws IOException;
    }

    /**
     * Hands out items in order.
     *
     * @param after only what comes after it; null: all
     * @param limit most items
     * @param slices what is asked for at once
     */
    void read(Source<T> source, long fromMillis, long toMillis, @Nullable T after, int limit, TimeSlices slices,
            Consumer<T> sink) throws IOException {
        long from = after == null ? fromMillis : Math.max(fromMillis, time.applyAsLong(after));
        int left = limit;
        int rows = (int) Math.min(ROWS, limit + 16L);
        while (left > 0 && from < toMillis) {
            long to = slices.end(from);
            Page<T> page = source.page(from, to, rows);
            boolean last = page.rows < rows;
            long end = last ? Long.MAX_VALUE : page.lastTime;
            if (!last && page.lastTime == from
                    && page.items.stream().allMatch(one -> time.applyAsLong(one) == page.lastTime)) {
                rows = Math.multiplyExact(rows, 2); // one time alone fills the page: only whole times can be ordered
                continue;
            }
            page.items.sort(order);
            for (T item : page.items) {
                if (left > 0 && time.applyAsLong(item) < end && (after == null || order.compare(item, after) > 0)) {
                    sink.accept(item);
                    left--;
                }
            }
            if (last) {
                slices.exhausted();
                from = to;
            } else {
                slices.full();
                from = page.lastTime;
            }
        }
    }
}
