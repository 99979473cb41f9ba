package org.airshed.ingest.series.embedded;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.airshed.ingest.series.StoredReading;

/** The rows of one datastream in the main table, in order of time, fetched some at a time. */
final class MainCursor {
    /** Parameters: series, from, to, rows. */
    static final String SQL = "SELECT t, v, flag, why FROM main WHERE series = ? AND t >= ? AND t < ? ORDER BY t LIMIT ?";

    final SeriesState series;
    /** Place of the datastream in the order of answers. */
    final int rank;

    private final PreparedStatement statement;
    private final long[] times;
    private final double[] values;
    private final byte[] flags;
    private final int[] reasons;
    private final long to;
    private long from;
    private int count;
    private int next;
    private boolean exhausted;

    MainCursor(PreparedStatement statement, SeriesState series, int rank, long from, long to, int atATime)
            throws SQLException {
        this.statement = statement;
        this.series = series;
        this.rank = rank;
        this.from = from;
        this.to = to;
        times = new long[atATime];
        values = new double[atATime];
        flags = new byte[atATime];
        reasons = new int[atATime];
        fetch();
    }

    boolean hasRow() {
        return next < count;
    }

    long time() {
        return times[next];
    }

    StoredReading reading() {
        return Rows.reading(series.key, times[next], values[next], flags[next], reasons[next]);
    }

    void advance() throws SQLException {
        next++;
        if (next == count && !exhausted) {
            fetch();
        }
    }

    private void fetch() throws SQLException {
        next = 0;
        count = 0;
        statement.setInt(1, series.id);
        statement.setLong(2, from);
        statement.setLong(3, to);
        statement.setInt(4, times.length);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                times[count] = rows.getLong(1);
                values[count] = rows.getDouble(2);
                flags[count] = rows.getByte(3);
                reasons[count] = flags[count] == 0 ? 0 : rows.getInt(4);
                count++;
            }
        }
        exhausted = count < times.length;
        if (count > 0) {
            from = times[count - 1] + 1;
        }
    }
}
