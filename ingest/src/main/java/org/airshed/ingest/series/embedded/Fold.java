package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Moves the oldest rows of the tail to the main table, one slice a transaction. */
final class Fold {
    private Fold() {}

    /** Rows moved, and whether the tail is empty now. */
    record Slice(int rows, boolean last) {}

    /** Moves about {@code rows} rows, all of one time together. */
    static Slice oldest(Connection connection, int rows) throws SQLException {
        Bound bound = bound(connection, rows);
        if (bound == null) {
            return new Slice(0, true);
        }
        run(connection,
                "INSERT INTO main(series, t, v, flag, why) SELECT series, t, v, flag, why FROM tail WHERE t < ?1"
                        + " ORDER BY series, t ON CONFLICT(series, t) DO UPDATE"
                        + " SET v = excluded.v, flag = excluded.flag, why = excluded.why",
                bound.before());
        return new Slice(run(connection, "DELETE FROM tail WHERE t < ?1", bound.before()), bound.last());
    }

    private record Bound(long before, boolean last) {}

    /** Null for a tail without rows. */
    private static @Nullable Bound bound(Connection connection, int rows) throws SQLException {
        long first;
        long last;
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT min(t), max(t) FROM tail")) {
            answer.next();
            first = answer.getLong(1);
            last = answer.getLong(2);
            if (answer.wasNull()) {
                return null;
            }
        }
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT t FROM tail ORDER BY t LIMIT 1 OFFSET ?")) {
            statement.setInt(1, rows);
            try (ResultSet answer = statement.executeQuery()) {
                if (!answer.next()) {
                    return new Bound(last + 1, true);
                }
                long reached = answer.getLong(1);
                return new Bound(reached > first ? reached : first + 1, false);
            }
        }
    }

    private static int run(Connection connection, String sql, long before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            return statement.executeUpdate();
        }
    }
}
