package org.airshed.ingest.series.embedded;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.StoredReading;

/** Columns {@code t, v, flag, why} of tail and main as readings. */
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
}
