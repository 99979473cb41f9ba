package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.RowSink;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/** Rollups, current and replaced, within a transaction. */
final class RollupTable {
    private static final String VALUES = "mean, min, max, n, coverage, flag, why";
    private static final String ONE = " FROM rollup WHERE span = ?1 AND series = ?2 AND start = ?3";

    private RollupTable() {}

    /** Stores what differs; what it replaces is kept in the same transaction. */
    static List<Rollup> revise(Connection connection, Dictionary dictionary, List<Rollup> rollups, long revision)
            throws SQLException {
        List<Rollup> changed = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement("SELECT start, revision, " + VALUES + ONE);
                PreparedStatement keep = connection.prepareStatement("INSERT OR REPLACE INTO rollup_rev(span, series,"
                        + " start, revision, " + VALUES + ", replaced_by) SELECT span, series, start, revision, "
                        + VALUES + ", ?4" + ONE);
                PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO rollup(span, series, start,"
                        + " revision, " + VALUES + ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Rollup rollup : rollups) {
                SeriesState series = dictionary.forWriting(connection, SeriesKey.of(rollup));
                Rollup before = find(find, series, rollup);
                if (rollup.equals(before)) {
                    continue;
                }
                if (before != null) {
                    bindKey(keep, series, rollup);
                    keep.setLong(4, revision);
                    keep.executeUpdate();
                }
                bindKey(put, series, rollup);
                put.setLong(4, revision);
                bindValues(put, rollup);
                put.executeUpdate();
                changed.add(rollup);
            }
        }
        return changed;
    }

    private static @Nullable Rollup find(PreparedStatement find, SeriesState series, Rollup rollup)
            throws SQLException {
        bindKey(find, series, rollup);
        try (ResultSet rows = find.executeQuery()) {
            return rows.next() ? rollup(series.key, rollup.span(), rows) : null;
        }
    }

    private static void bindKey(PreparedStatement statement, SeriesState series, Rollup rollup) throws SQLException {
        statement.setInt(1, Layout.number(rollup.span()));
        statement.setInt(2, series.id);
        statement.setLong(3, rollup.startMillis());
    }

    private static void bindValues(PreparedStatement put, Rollup rollup) throws SQLException {
        Rows.bind(put, 5, rollup.mean());
        Rows.bind(put, 6, rollup.min());
        Rows.bind(put, 7, rollup.max());
        put.setInt(8, rollup.count());
        put.setDouble(9, rollup.coverage());
        put.setInt(10, rollup.flag().code());
        put.setInt(11, rollup.reasons());
    }

    static void read(Connection connection, Dictionary dictionary, RollupQuery query, RowSink<Rollup> sink)
            throws SQLException {
        Rollup after = query.after();
        read(connection, dictionary, query, after, Long.MAX_VALUE, "SELECT start, revision, " + VALUES
                + " FROM rollup WHERE span = ?1 AND series = ?2 AND start > ?3 AND start < ?5 AND ?4 IS NOT NULL"
                + " ORDER BY start LIMIT ?6", (key, rows) -> rollup(key, query.span(), rows),
                row -> sink.row(row.row(), row.revision()));
    }

    static void readReplaced(Connection connection, Dictionary dictionary, RollupQuery query,
            @Nullable Replaced<Rollup> after, Consumer<Replaced<Rollup>> sink) throws SQLException {
        read(connection, dictionary, query, after == null ? null : after.row(), after == null ? 0 : after.revision(),
                "SELECT start, revision, " + VALUES + ", replaced_by FROM rollup_rev WHERE span = ?1 AND series = ?2"
                        + " AND (start, revision) > (?3, ?4) AND start < ?5 ORDER BY start, revision LIMIT ?6",
                (key, rows) -> new Replaced<>(rollup(key, query.span(), rows), rows.getLong(2), rows.getLong(10)),
                row -> sink.accept(row.row()));
    }

    private interface Reader<T> {
        T row(SeriesKey key, ResultSet rows) throws SQLException;
    }

    /** @param sql parameters: span, series, start and revision to go on after, first start beyond, limit */
    private static <T> void read(Connection connection, Dictionary dictionary, RollupQuery query,
            @Nullable Rollup after, long afterRevision, String sql, Reader<T> reader,
            Consumer<SeriesMerge.Row<T>> sink) throws SQLException {
        List<SeriesState> wanted = dictionary.matching(query.station(), key -> key.matches(query));
        SeriesKey last = after == null ? null : SeriesKey.of(after);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, Layout.number(query.span()));
            statement.setLong(5, query.toMillis());
            SeriesMerge<T> merge = new SeriesMerge<>((rank, place, limit) -> {
                SeriesState series = wanted.get(rank);
                statement.setInt(2, series.id);
                statement.setLong(3, place.start());
                statement.setLong(4, place.revision());
                statement.setInt(6, limit);
                List<SeriesMerge.Row<T>> page = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        page.add(new SeriesMerge.Row<>(rows.getLong(1), rows.getLong(2),
                                reader.row(series.key, rows)));
                    }
                }
                return page;
            }, wanted.size(), query.limit());
            for (int rank = 0; rank < wanted.size(); rank++) {
                int order = last == null ? 1 : wanted.get(rank).key.compareTo(last);
                merge.add(rank, SeriesMerge.Place.from(query.fromMillis(), after == null ? null : after.startMillis(),
                        order, afterRevision));
            }
            merge.read(query.limit(), sink);
        }
    }

    /** @param rows columns {@code start, revision}, then those of {@link #VALUES} */
    private static Rollup rollup(SeriesKey key, Span span, ResultSet rows) throws SQLException {
        return new Rollup(key.station(), key.sensor(), key.property(), key.level(), span, rows.getLong(1),
                Rows.nullable(rows, 3), Rows.nullable(rows, 4), Rows.nullable(rows, 5), rows.getInt(6),
                rows.getDouble(7), Flag.of(rows.getInt(8)), rows.getInt(9));
    }
}
