package org.airshed.ingest.registry;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.database.Migration;
import org.jspecify.annotations.Nullable;

/**
 * The registry's tables and the SQL on them.
 *
 * <p>{@code generation} counts every change that a running ingest tier must take notice of, whoever made it: the
 * command line is another process. SQLite's own {@code data_version} would not do, because the embedded store writes
 * to the same file all the time.
 */
final class RegistryTables {
    static final String COMPONENT = "registry";

    static final List<Migration> STEPS = List.of(Migration.of(
            "CREATE TABLE network(id INTEGER PRIMARY KEY CHECK(id = 1), blur_key BLOB NOT NULL, generation INTEGER NOT NULL)",
            "CREATE TABLE station(id TEXT PRIMARY KEY, added INTEGER NOT NULL, origin TEXT NOT NULL, revoked INTEGER,"
                    + " visibility TEXT NOT NULL DEFAULT 'blurred', settings BLOB) WITHOUT ROWID",
            // AUTOINCREMENT: the number of a secret that is gone is never given to another one.
            "CREATE TABLE station_secret(id INTEGER PRIMARY KEY AUTOINCREMENT, station TEXT NOT NULL REFERENCES station(id),"
                    + " salt BLOB NOT NULL, hash BLOB NOT NULL, added INTEGER NOT NULL, expires INTEGER)",
            "CREATE INDEX station_secret_station ON station_secret(station)",
            // superseded: a row that a later correction replaced stays, for the record, and no longer counts.
            "CREATE TABLE deployment(id INTEGER PRIMARY KEY, station TEXT NOT NULL REFERENCES station(id),"
                    + " from_time INTEGER NOT NULL, to_time INTEGER, latitude REAL NOT NULL, longitude REAL NOT NULL,"
                    + " height REAL, elevation REAL, environment TEXT NOT NULL, site_type TEXT, source TEXT NOT NULL,"
                    + " recorded INTEGER NOT NULL, superseded INTEGER)",
            "CREATE INDEX deployment_station ON deployment(station, from_time)",
            "CREATE TABLE notice(station TEXT NOT NULL, kind TEXT NOT NULL, payload BLOB NOT NULL, received INTEGER NOT NULL,"
                    + " PRIMARY KEY(station, kind)) WITHOUT ROWID"),
            // Sensors in ambient air, with a space between them; nobody has said so of those from before.
            Migration.of("ALTER TABLE deployment ADD COLUMN ambient TEXT NOT NULL DEFAULT ''"));

    private RegistryTables() {}

    static void prepare(Connection connection, SecureRandom random) throws SQLException {
        byte[] key = new byte[32];
        random.nextBytes(key);
        update(connection, "INSERT OR IGNORE INTO network(id, blur_key, generation) VALUES(1, ?, 1)", key);
    }

    static void bump(Connection connection) throws SQLException {
        update(connection, "UPDATE network SET generation = generation + 1");
    }

    static long generation(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT generation FROM network");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    static Snapshot snapshot(Connection connection) throws SQLException {
        long generation;
        byte[] key;
        try (PreparedStatement statement = connection.prepareStatement("SELECT generation, blur_key FROM network");
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the registry has no network row");
            }
            generation = rows.getLong(1);
            key = rows.getBytes(2);
        }
        Map<StationId, List<StationSecret>> secrets = secrets(connection);
        Map<StationId, List<Deployment>> deployments = deployments(connection);
        Map<StationId, Snapshot.Entry> entries = new TreeMap<>();
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT id, added, origin, revoked, visibility FROM station");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                StationId id = new StationId(rows.getString(1));
                List<StationSecret> own = secrets.getOrDefault(id, List.of());
                Station station = new Station(id, rows.getLong(2),
                        rows.getString(3).equals("added") ? Station.Origin.ADDED : Station.Origin.SEEN,
                        whole(rows, 4), Visibility.of(rows.getString(5)).orElse(Visibility.PRIVATE), !own.isEmpty());
                entries.put(id, new Snapshot.Entry(station, own, deployments.getOrDefault(id, List.of())));
            }
        }
        return new Snapshot(generation, entries, new BlurGrid(key));
    }

    private static Map<StationId, List<StationSecret>> secrets(Connection connection) throws SQLException {
        Map<StationId, List<StationSecret>> secrets = new TreeMap<>();
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT station, id, salt, hash, expires FROM station_secret ORDER BY id");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                secrets.computeIfAbsent(new StationId(rows.getString(1)), _ -> new ArrayList<>())
                        .add(new StationSecret(rows.getLong(2),
                                new StationSecret.Digest(rows.getBytes(3), rows.getBytes(4)), whole(rows, 5)));
            }
        }
        return secrets;
    }

    private static Map<StationId, List<Deployment>> deployments(Connection connection) throws SQLException {
        Map<StationId, List<Deployment>> deployments = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(DEPLOYMENT_COLUMNS
                + " FROM deployment WHERE superseded IS NULL ORDER BY station, from_time");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Deployment deployment = deployment(rows);
                deployments.computeIfAbsent(deployment.station(), _ -> new ArrayList<>()).add(deployment);
            }
        }
        return deployments;
    }

    private static final String DEPLOYMENT_COLUMNS = "SELECT station, from_time, to_time, latitude, longitude, height,"
            + " elevation, environment, site_type, ambient";

    private static Deployment deployment(ResultSet rows) throws SQLException {
        return new Deployment(new StationId(rows.getString(1)), rows.getLong(2), whole(rows, 3), rows.getDouble(4),
                rows.getDouble(5), real(rows, 6), real(rows, 7),
                Environment.of(rows.getString(8)).orElse(Environment.INDOOR), rows.getString(9),
                sensors(rows.getString(10)));
    }

    private static Set<SensorName> sensors(String text) {
        Set<SensorName> sensors = new TreeSet<>();
        for (String name : text.split(" ", -1)) {
            if (!name.isEmpty()) {
                sensors.add(new SensorName(name));
            }
        }
        return sensors;
    }

    /** Places a station from {@code fromMillis} on, until the next row that stands already. */
    static void place(Connection connection, StationId station, Placement place, long fromMillis, String source,
            long nowMillis) throws SQLException {
        place(connection, station, place, Set.of(), fromMillis, source, nowMillis);
    }

    /** Says of the sensors at a place from {@code fromMillis} on which are in ambient air; the place stays as it was. */
    static void ambient(Connection connection, Deployment at, Set<SensorName> ambient, long fromMillis, long nowMillis)
            throws SQLException {
        place(connection, at.station(), at.placement(), ambient, fromMillis, source(connection, at), nowMillis);
    }

    private static String source(Connection connection, Deployment at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT source FROM deployment"
                + " WHERE station = ? AND from_time = ? AND superseded IS NULL")) {
            statement.setString(1, at.station().text());
            statement.setLong(2, at.fromMillis());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "keeper";
            }
        }
    }

    /** The deployment that covers an instant, or null. */
    static @Nullable Deployment at(Connection connection, StationId station, long atMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DEPLOYMENT_COLUMNS
                + " FROM deployment WHERE station = ? AND from_time <= ? AND (to_time IS NULL OR to_time > ?)"
                + " AND superseded IS NULL")) {
            statement.setString(1, station.text());
            statement.setLong(2, atMillis);
            statement.setLong(3, atMillis);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? deployment(rows) : null;
            }
        }
    }

    private static void place(Connection connection, StationId station, Placement place, Set<SensorName> ambient,
            long fromMillis, String source, long nowMillis) throws SQLException {
        Long next = number(connection, "SELECT min(from_time) FROM deployment WHERE station = ? AND from_time > ?"
                + " AND superseded IS NULL", station.text(), fromMillis);
        update(connection, "UPDATE deployment SET superseded = ? WHERE station = ? AND from_time = ?"
                + " AND superseded IS NULL", nowMillis, station.text(), fromMillis);
        update(connection, "UPDATE deployment SET to_time = ? WHERE station = ? AND from_time < ?"
                + " AND (to_time IS NULL OR to_time > ?) AND superseded IS NULL", fromMillis, station.text(),
                fromMillis, fromMillis);
        update(connection, "INSERT INTO deployment(station, from_time, to_time, latitude, longitude, height, elevation,"
                + " environment, site_type, source, recorded, ambient) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                station.text(),
                fromMillis, next, place.latitude(), place.longitude(), place.heightAboveGroundMetres(),
                place.elevationMetres(), place.environment().text(), place.siteType(), source, nowMillis,
                String.join(" ", ambient.stream().map(SensorName::text).sorted().toList()));
    }

    /** Whether a keeper has ever placed this station: then proposals only propose. */
    static boolean placedByKeeper(Connection connection, StationId station) throws SQLException {
        Long rows = number(connection, "SELECT count(*) FROM deployment WHERE station = ? AND source = 'keeper'"
                + " AND superseded IS NULL", station.text());
        return rows != null && rows > 0;
    }

    /** The deployment that has not ended, or null. */
    static @Nullable Deployment open(Connection connection, StationId station) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DEPLOYMENT_COLUMNS
                + " FROM deployment WHERE station = ? AND to_time IS NULL AND superseded IS NULL")) {
            statement.setString(1, station.text());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? deployment(rows) : null;
            }
        }
    }

    /** Stations in the first column of a query. */
    static Set<StationId> stations(Connection connection, String sql) throws SQLException {
        Set<StationId> stations = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                stations.add(new StationId(rows.getString(1)));
            }
        }
        return stations;
    }

    static @Nullable Long number(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? whole(rows, 1) : null;
            }
        }
    }

    /** @return how many rows changed */
    static int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Long whole -> statement.setLong(i + 1, whole);
                case Double real -> statement.setDouble(i + 1, real);
                case String text -> statement.setString(i + 1, text);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Object other -> throw new IllegalArgumentException("cannot bind a " + other.getClass());
            }
        }
    }

    private static @Nullable Long whole(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : (Long) value;
    }

    private static @Nullable Double real(ResultSet rows, int column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : (Double) value;
    }
}
