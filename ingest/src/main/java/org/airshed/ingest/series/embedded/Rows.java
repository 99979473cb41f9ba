package org.airshed.ingest.series.embedded;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/** Columns as values: {@code t, v, flag, why} of tail and main as readings, numbers that may be missing as null. */
final class Rows {
    private Rows() {}

    /** @param first number of the column {@code t} */
    static StoredReading reading(SeriesKey key, ResultSet rows, int first) throws SQLException {
        int flag = rows.getInt(first + 2);
        return reading(key, rows.getLong(first), rows.getDouble(first + 1), flag,
                flag == 0 ? 0 : rows.getInt(first + 3));
    }

    /** @param flag 0 where quality control has not been there */
    static StoredReading reading(SeriesKey key, long timeMillis, double value, int flag, int reasons) {
        return new StoredReading(key.station(), key.sensor(), key.property(), key.level(), timeMillis, value,
                flag == 0 ? Flag.NOT_EVALUATED : Flag.of(flag), reasons);
    }

    static void bind(PreparedStatement statement, int column, @Nullable Double value) throws SQLException {
        if (value == null) {
            statement.setNull(column, Types.REAL);
        } else {
            statement.setDouble(column, value);
        }
    }

    static @Nullable Double nullable(ResultSet rows, int column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : value;
    }
}
