package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.RawSink;

/**
 * Raw readings datastream by datastream: the main table as it comes, with what the tail holds of the period put in its
 * place; the tail wins where both hold a time. Memory is that of the tail's rows in the period, 28 bytes each.
 */
final class RawReader {
    /** Flag and reasons as one number, because each column of each row costs a call; 0 where there is no flag. */
    static final String MARK = "coalesce(flag | (coalesce(why, 0) << 4), 0)";
    private static final int NOT_EVALUATED = 2;

    private final RawSink sink;
    private final TailRows tail;
    private SeriesState current;
    private boolean told;

    private RawReader(RawSink sink, TailRows tail, SeriesState first) {
        this.sink = sink;
        this.tail = tail;
        this.current = first;
    }

    /** @param wanted in the order of answers */
    static void read(Connection connection, List<SeriesState> wanted, RawQuery query, RawSink sink)
            throws SQLException {
        if (wanted.isEmpty() || query.fromMillis() >= query.toMillis()) {
            return;
        }
        TailRows tail = TailRows.read(connection, wanted, query.fromMillis(), query.toMillis());
        RawReader reader = new RawReader(sink, tail, wanted.getFirst());
        try (PreparedStatement main = connection.prepareStatement(
                "SELECT t, v, " + MARK + " FROM main WHERE series = ? AND t >= ? AND t < ? ORDER BY t")) {
            main.setLong(2, query.fromMillis());
            main.setLong(3, query.toMillis());
            for (int rank = 0; rank < wanted.size(); rank++) {
                reader.current = wanted.get(rank);
                reader.told = false;
                main.setInt(1, reader.current.id);
                try (ResultSet rows = main.executeQuery()) {
                    reader.merge(rows, tail.first(rank), tail.first(rank + 1));
                }
            }
        }
    }

    private void merge(ResultSet main, int firstOfTail, int endOfTail) throws SQLException {
        int next = firstOfTail;
        while (main.next()) {
            long time = main.getLong(1);
            while (next < endOfTail && tail.time(next) < time) {
                give(tail.time(next), tail.value(next), tail.mark(next));
                next++;
            }
            if (next == endOfTail || tail.time(next) != time) {
                give(time, main.getDouble(2), main.getLong(3));
            }
        }
        for (; next < endOfTail; next++) {
            give(tail.time(next), tail.value(next), tail.mark(next));
        }
    }

    private void give(long time, double value, long mark) {
        if (!told) {
            told = true;
            sink.datastream(current.key.station(), current.key.sensor(), current.key.property());
        }
        if (mark == 0) {
            sink.value(time, value, NOT_EVALUATED, 0);
        } else {
            sink.value(time, value, (int) (mark & 15), (int) (mark >> 4));
        }
    }
}
