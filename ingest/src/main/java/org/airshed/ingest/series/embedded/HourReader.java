package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.ingest.series.HourQuery;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredHour;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/** Hours of one datastream: from the hourly table, and counted on the spot where the tail holds something of them. */
final class HourReader {
    private HourReader() {}

    static void read(Connection connection, SeriesState series, HourQuery query, Consumer<StoredHour> sink)
            throws SQLException {
        long first = Math.ceilDiv(query.fromMillis(), StoredHour.MILLIS);
        long end = Math.ceilDiv(query.toMillis(), StoredHour.MILLIS);
        NavigableMap<Long, StoredHour> fresh = fresh(connection, series, first, end);
        try (PreparedStatement statement = connection.prepareStatement("SELECT hour, n, mean, min, max FROM hourly"
                + " WHERE series = ? AND hour >= ? AND hour < ? ORDER BY hour")) {
            statement.setInt(1, series.id);
            statement.setLong(2, first);
            statement.setLong(3, end);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long hour = rows.getLong(1);
                    // Fresh hours that come before, and the one that stands in for this row.
                    NavigableMap<Long, StoredHour> due = fresh.headMap(hour, true);
                    boolean replaced = due.containsKey(hour);
                    due.values().forEach(sink);
                    due.clear();
                    if (!replaced) {
                        sink.accept(new StoredHour(hour * StoredHour.MILLIS, rows.getInt(2), rows.getDouble(3),
                                rows.getDouble(4), rows.getDouble(5)));
                    }
                }
            }
        }
        fresh.values().forEach(sink);
    }

    private static NavigableMap<Long, StoredHour> fresh(Connection connection, SeriesState series, long first, long end)
            throws SQLException {
        List<Long> hours = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT DISTINCT " + Layout.HOUR_OF_T
                + " FROM tail WHERE t >= ? AND t < ? AND series = ?")) {
            statement.setLong(1, first * StoredHour.MILLIS);
            statement.setLong(2, end * StoredHour.MILLIS);
            statement.setInt(3, series.id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    hours.add(rows.getLong(1));
                }
            }
        }
        NavigableMap<Long, StoredHour> fresh = new TreeMap<>();
        for (long hour : hours) {
            Sum sum = new Sum();
            long from = hour * StoredHour.MILLIS;
            new MergedReader(connection, List.of(series), new ReadingQuery(null, null, null, Level.RAW, from,
                    from + StoredHour.MILLIS, Integer.MAX_VALUE, null), sum).run();
            fresh.put(hour, sum.hour(from));
        }
        return fresh;
    }

    private static final class Sum implements Consumer<StoredReading> {
        private int count;
        private double mean;
        private @Nullable Double min;
        private @Nullable Double max;

        @Override
        public void accept(StoredReading reading) {
            double value = reading.value();
            count++;
            mean += (value - mean) / count;
            min = min == null ? value : Math.min(min, value);
            max = max == null ? value : Math.max(max, value);
        }

        StoredHour hour(long hourMillis) {
            return new StoredHour(hourMillis, count, mean, min == null ? Double.NaN : min,
                    max == null ? Double.NaN : max);
        }
    }
}
