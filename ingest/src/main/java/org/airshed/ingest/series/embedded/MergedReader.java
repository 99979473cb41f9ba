package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * Tail and main table as one answer in order, the tail winning where both hold a key. Memory is bounded by the number of
 * datastreams, not by the number of rows.
 */
final class MergedReader {
    private static final int ROWS_AT_A_TIME = 65_536;
    /**
     * Datastreams up to this number are named to SQLite, which passes over the tail's other rows several times as fast
     * as we do: a station that has long been silent has none there.
     */
    private static final int MOST_NAMED = 64;

    private final Connection connection;
    private final List<SeriesState> wanted;
    private final ReadingQuery query;
    private final Consumer<StoredReading> sink;
    private final long from;
    private int left;

    MergedReader(Connection connection, List<SeriesState> wanted, ReadingQuery query, Consumer<StoredReading> sink) {
        this.connection = connection;
        this.wanted = wanted;
        this.query = query;
        this.sink = sink;
        StoredReading after = query.after();
        this.from = after == null ? query.fromMillis() : Math.max(query.fromMillis(), after.timeMillis());
        this.left = query.limit();
    }

    void run() throws SQLException {
        if (wanted.isEmpty() || from >= query.toMillis()) {
            return;
        }
        try (PreparedStatement main = connection.prepareStatement(MainCursor.SQL);
                PreparedStatement tail = connection.prepareStatement(tailSql());
                Tail tailRows = new Tail(tail)) {
            PriorityQueue<MainCursor> cursors = new PriorityQueue<>(wanted.size(), MergedReader::compare);
            int atATime = Math.clamp(Math.min(ROWS_AT_A_TIME / wanted.size(), query.limit() + 1L), 16, 8192);
            for (int rank = 0; rank < wanted.size(); rank++) {
                MainCursor cursor = new MainCursor(main, wanted.get(rank), rank, from, query.toMillis(), atATime);
                if (cursor.hasRow()) {
                    cursors.add(cursor);
                }
            }
            merge(cursors, tailRows);
        }
    }

    private void merge(PriorityQueue<MainCursor> cursors, Tail tail) throws SQLException {
        while (left > 0) {
            MainCursor main = cursors.peek();
            TailRow newer = tail.peek();
            if (main == null && newer == null) {
                return;
            }
            int order = main == null
                    ? 1
                    : newer == null ? -1 : compare(main.time(), main.rank, newer.reading.timeMillis(), newer.rank);
            if (newer != null && order >= 0) {
                give(newer.reading);
                tail.advance();
            } else if (main != null) {
                give(main.reading());
            }
            if (main != null && order <= 0) {
                advance(cursors, main);
            }
        }
    }

    private static void advance(PriorityQueue<MainCursor> cursors, MainCursor main) throws SQLException {
        if (cursors.size() == 1) {
            // The queue is not asked while only one datastream is left, which is the common case.
            main.advance();
            if (!main.hasRow()) {
                cursors.clear();
            }
            return;
        }
        cursors.remove();
        main.advance();
        if (main.hasRow()) {
            cursors.add(main);
        }
    }

    private void give(StoredReading reading) {
        StoredReading after = query.after();
        if (after != null && reading.timeMillis() == after.timeMillis()
                && SeriesKey.of(reading).compareTo(SeriesKey.of(after)) <= 0) {
            return;
        }
        left--;
        sink.accept(reading);
    }

    private static int compare(MainCursor a, MainCursor b) {
        return compare(a.time(), a.rank, b.time(), b.rank);
    }

    private static int compare(long time, int rank, long otherTime, int otherRank) {
        int byTime = Long.compare(time, otherTime);
        return byTime != 0 ? byTime : Integer.compare(rank, otherRank);
    }

    private String tailSql() {
        String named = wanted.size() > MOST_NAMED
                ? ""
                : wanted.stream().map(series -> Integer.toString(series.id))
                        .collect(Collectors.joining(",", " AND series IN (", ")"));
        return "SELECT t, v, flag, why, series FROM tail WHERE t >= ? AND t < ?" + named + " ORDER BY t";
    }

    private record TailRow(StoredReading reading, int rank) {}

    /** Rows of the tail in the order of answers: by time as the table has them, sorted anew within one time. */
    private final class Tail implements AutoCloseable {
        private final ResultSet rows;
        private final Map<Integer, Integer> ranks = new HashMap<>();
        private final List<TailRow> sameTime = new ArrayList<>();
        private int next;
        private @Nullable TailRow ahead;

        Tail(PreparedStatement statement) throws SQLException {
            for (int rank = 0; rank < wanted.size(); rank++) {
                ranks.put(wanted.get(rank).id, rank);
            }
            statement.setLong(1, from);
            statement.setLong(2, query.toMillis());
            rows = statement.executeQuery();
            ahead = read();
        }

        @Nullable
        TailRow peek() throws SQLException {
            if (next == sameTime.size()) {
                sameTime.clear();
                next = 0;
                while (ahead != null
                        && (sameTime.isEmpty()
                                || sameTime.getFirst().reading.timeMillis() == ahead.reading.timeMillis())) {
                    sameTime.add(ahead);
                    ahead = read();
                }
                sameTime.sort((a, b) -> Integer.compare(a.rank, b.rank));
            }
            return next == sameTime.size() ? null : sameTime.get(next);
        }

        void advance() {
            next++;
        }

        private @Nullable TailRow read() throws SQLException {
            while (rows.next()) {
                Integer rank = ranks.get(rows.getInt(5));
                if (rank != null) {
                    return new TailRow(Rows.reading(wanted.get(rank).key, rows, 1), rank);
                }
            }
            return null;
        }

        @Override
        public void close() throws SQLException {
            rows.close();
        }
    }
}
