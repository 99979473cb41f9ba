package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.RowSink;
import org.jspecify.annotations.Nullable;

/** Indicators, current and replaced, within a transaction. */
final class IndicatorTable {
    private static final String VALUES = "value, lower, upper, stations, coverage, category, missing";
    private static final String ONE = " FROM indicator WHERE series = ?1 AND start = ?2";

    private IndicatorTable() {}

    /** Stores what differs; what it replaces is kept in the same transaction. */
    static List<IndicatorValue> revise(Connection connection, List<IndicatorValue> values, long revision)
            throws SQLException {
        List<IndicatorValue> changed = new ArrayList<>();
        Map<IndicatorKey, Integer> ids = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement("SELECT start, revision, " + VALUES + ONE);
                PreparedStatement keep = connection.prepareStatement("INSERT OR REPLACE INTO indicator_rev(series,"
                        + " start, revision, " + VALUES + ", replaced_by) SELECT series, start, revision, " + VALUES
                        + ", ?3" + ONE);
                PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO indicator(series, start,"
                        + " revision, " + VALUES + ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (IndicatorValue value : values) {
                IndicatorKey key = IndicatorKey.of(value);
                Integer known = ids.get(key);
                int series = known == null ? key.number(connection) : known;
                ids.put(key, series);
                IndicatorValue before = find(find, key, series, value.startMillis());
                if (value.equals(before)) {
                    continue;
                }
                if (before != null) {
                    keep.setInt(1, series);
                    keep.setLong(2, value.startMillis());
                    keep.setLong(3, revision);
                    keep.executeUpdate();
                }
                put.setInt(1, series);
                put.setLong(2, value.startMillis());
                put.setLong(3, revision);
                bindValues(put, value);
                put.executeUpdate();
                changed.add(value);
            }
        }
        return changed;
    }

    private static @Nullable IndicatorValue find(PreparedStatement find, IndicatorKey key, int series, long start)
            throws SQLException {
        find.setInt(1, series);
        find.setLong(2, start);
        try (ResultSet rows = find.executeQuery()) {
            return rows.next() ? value(key, rows) : null;
        }
    }

    private static void bindValues(PreparedStatement put, IndicatorValue value) throws SQLException {
        Rows.bind(put, 4, value.value());
        Rows.bind(put, 5, value.lower());
        Rows.bind(put, 6, value.upper());
        put.setInt(7, value.stations());
        put.setDouble(8, value.coverage());
        put.setString(9, value.category());
        put.setString(10, value.missing());
    }

    static void read(Connection connection, IndicatorQuery query, RowSink<IndicatorValue> sink) throws SQLException {
        read(connection, query, query.after(), Long.MAX_VALUE, "SELECT start, revision, " + VALUES
                + " FROM indicator WHERE series = ?1 AND start > ?2 AND start < ?4 AND ?3 IS NOT NULL"
                + " ORDER BY start LIMIT ?5", IndicatorTable::value, row -> sink.row(row.row(), row.revision()));
    }

    static void readReplaced(Connection connection, IndicatorQuery query, @Nullable Replaced<IndicatorValue> after,
            Consumer<Replaced<IndicatorValue>> sink) throws SQLException {
        read(connection, query, after == null ? null : after.row(), after == null ? 0 : after.revision(),
                "SELECT start, revision, " + VALUES + ", replaced_by FROM indicator_rev WHERE series = ?1"
                        + " AND (start, revision) > (?2, ?3) AND start < ?4 ORDER BY start, revision LIMIT ?5",
                (key, rows) -> new Replaced<>(value(key, rows), rows.getLong(2), rows.getLong(10)),
                row -> sink.accept(row.row()));
    }

    private interface Reader<T> {
        T row(IndicatorKey key, ResultSet rows) throws SQLException;
    }

    /** @param sql parameters: series, start and revision to go on after, first start beyond, limit */
    private static <T> void read(Connection connection, IndicatorQuery query, @Nullable IndicatorValue after,
            long afterRevision, String sql, Reader<T> reader, Consumer<SeriesMerge.Row<T>> sink) throws SQLException {
        List<IndicatorKey.Numbered> wanted = IndicatorKey.matching(connection, query);
        IndicatorKey last = after == null ? null : IndicatorKey.of(after);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(4, query.toMillis());
            SeriesMerge<T> merge = new SeriesMerge<>((rank, place, limit) -> {
                IndicatorKey.Numbered series = wanted.get(rank);
                statement.setInt(1, series.id());
                statement.setLong(2, place.start());
                statement.setLong(3, place.revision());
                statement.setInt(5, limit);
                List<SeriesMerge.Row<T>> page = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        page.add(new SeriesMerge.Row<>(rows.getLong(1), rows.getLong(2),
                                reader.row(series.key(), rows)));
                    }
                }
                return page;
            }, wanted.size(), query.limit());
            for (int rank = 0; rank < wanted.size(); rank++) {
                int order = last == null ? 1 : wanted.get(rank).key().compareTo(last);
                merge.add(rank, SeriesMerge.Place.from(query.fromMillis(), after == null ? null : after.startMillis(),
                        order, afterRevision));
            }
            merge.read(query.limit(), sink);
        }
    }

    /** @param rows columns {@code start, revision}, then those of {@link #VALUES} */
    private static IndicatorValue value(IndicatorKey key, ResultSet rows) throws SQLException {
        return new IndicatorValue(key.area(), key.index(), key.property(), key.period(), key.environment(),
                rows.getLong(1), Rows.nullable(rows, 3), Rows.nullable(rows, 4), Rows.nullable(rows, 5),
                rows.getInt(6), rows.getDouble(7), rows.getString(8), rows.getString(9));
    }
}
