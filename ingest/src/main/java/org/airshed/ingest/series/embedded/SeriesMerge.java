package org.airshed.ingest.series.embedded;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several series, each in order of start and revision, as one answer in the order start, series, revision.
 * Memory is bounded by a number of rows shared among the series.
 */
final class SeriesMerge<T> {
    private static final int ROWS_AT_A_TIME = 32_768;

    private final Source<T> source;
    private final int atATime;
    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>((a, b) -> a.compareTo(b));

    /** Where a series is read on: after this row, whether it is there or not. */
    record Place(long start, long revision) {
        /**
         * Where a series is read from.
         *
         * @param afterStart start of the last row handed out before; null for a first page
         * @param order of the series against that row's: before it (negative), the same (0), after it
         * @param afterRevision revision of that row, for further ones of the same series and start
         */
        static Place from(long fromMillis, @Nullable Long afterStart, int order, long afterRevision) {
            if (afterStart == null || afterStart < fromMillis) {
                return new Place(fromMillis - 1, Long.MAX_VALUE);
            }
            return order > 0
                    ? new Place(afterStart - 1, Long.MAX_VALUE)
                    : new Place(afterStart, order == 0 ? afterRevision : Long.MAX_VALUE);
        }
    }

    /** One row, and where it stands within its series. */
    record Row<T>(long start, long revision, T row) {}

    /** The tables underneath. */
    interface Source<T> {
        /** Up to {@code limit} rows of the series with this rank that come after a place. */
        List<Row<T>> rows(int rank, Place after, int limit) throws SQLException;
    }

    /** @param limit most rows that will be asked for */
    SeriesMerge(Source<T> source, int series, int limit) {
        this.source = source;
        this.atATime = Math.clamp(Math.min(ROWS_AT_A_TIME / Math.max(1, series), limit), 16, 4_096);
    }

    /** Adds a series; its rank is its place in the order of answers. */
    void add(int rank, Place after) throws SQLException {
        Cursor cursor = new Cursor(rank, after);
        if (cursor.row() != null) {
            cursors.add(cursor);
        }
    }

    void read(int limit, Consumer<Row<T>> sink) throws SQLException {
        int left = limit;
        for (Cursor cursor = cursors.poll(); cursor != null && left > 0; cursor = cursors.poll()) {
            Row<T> row = cursor.row();
            if (row != null) {
                sink.accept(row);
                left--;
                cursor.next++;
                if (cursor.row() != null) {
                    cursors.add(cursor);
                }
            }
        }
    }

    private final class Cursor {
        private final int rank;
        private List<Row<T>> rows = new ArrayList<>();
        private Place after;
        private boolean exhausted;
        private int next;

        Cursor(int rank, Place after) {
            this.rank = rank;
            this.after = after;
        }

        @Nullable
        Row<T> row() throws SQLException {
            if (next == rows.size() && !exhausted) {
                rows = source.rows(rank, after, atATime);
                exhausted = rows.size() < atATime;
                next = 0;
                if (!rows.isEmpty()) {
                    after = new Place(rows.getLast().start, rows.getLast().revision);
                }
            }
            return next == rows.size() ? null : rows.get(next);
        }

        int compareTo(Cursor other) {
            int byStart = Long.compare(rows.get(next).start, other.rows.get(other.next).start);
            return byStart != 0 ? byStart : Integer.compare(rank, other.rank);
        }
    }
}
