package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;

/** What a series of indicator values is called, and its number in the tables. Ordered as answers are. */
record IndicatorKey(String area, String index, String property, Span period, String environment)
        implements
            Comparable<IndicatorKey> {
    private static final Comparator<IndicatorKey> ORDER = Comparator.comparing(IndicatorKey::area)
            .thenComparing(IndicatorKey::index).thenComparing(IndicatorKey::property)
            .thenComparing(IndicatorKey::period).thenComparing(IndicatorKey::environment);

    record Numbered(int id, IndicatorKey key) {}

    static IndicatorKey of(IndicatorValue value) {
        return new IndicatorKey(value.area(), value.index(), value.property(), value.period(), value.environment());
    }

    /** Its number; given within this transaction where it is new. */
    int number(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO indicator_series(area, \"index\","
                + " property, period, environment) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
                PreparedStatement find = connection.prepareStatement("SELECT id FROM indicator_series WHERE area = ?"
                        + " AND \"index\" = ? AND property = ? AND period = ? AND environment = ?")) {
            bind(insert);
            insert.executeUpdate();
            bind(find);
            try (ResultSet rows = find.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no number was given to " + this);
                }
                return rows.getInt(1);
            }
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, area);
        statement.setString(2, index);
        statement.setString(3, property);
        statement.setString(4, period.text());
        statement.setString(5, environment);
    }

    /** The series that a query asks for, in the order of answers. */
    static List<Numbered> matching(Connection connection, IndicatorQuery query) throws SQLException {
        List<Numbered> matching = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT id, area, \"index\", property, period,"
                + " environment FROM indicator_series WHERE area = ?")) {
            statement.setString(1, query.area());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    IndicatorKey key = new IndicatorKey(rows.getString(2), rows.getString(3), rows.getString(4),
                            Span.find(rows.getString(5)).orElseThrow(), rows.getString(6));
                    if (key.matches(query)) {
                        matching.add(new Numbered(rows.getInt(1), key));
                    }
                }
            }
        }
        matching.sort(Comparator.comparing(Numbered::key));
        return matching;
    }

    private boolean matches(IndicatorQuery query) {
        return (query.index() == null || query.index().equals(index))
                && (query.property() == null || query.property().equals(property))
                && (query.period() == null || query.period() == period)
                && (query.environment() == null || query.environment().equals(environment));
    }

    @Override
    public int compareTo(IndicatorKey other) {
        return ORDER.compare(this, other);
    }
}
