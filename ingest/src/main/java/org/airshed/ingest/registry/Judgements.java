package org.airshed.ingest.registry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.database.Migration;
import org.airshed.ingest.quality.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * What people said of the readings of a period: each with its reason, its author and its date. A judgement is never
 * changed and never deleted, and the tables refuse both; who changes their mind revokes it and records another one.
 *
 * <p>Threads: any; every answer comes from the database. Durability: what was recorded is on disk when the method
 * returns.
 */
public final class Judgements {
    /** Longest reason in characters. */
    public static final int MAX_REASON = 500;

    /** Longest name of an author in characters. */
    public static final int MAX_BY = 100;

    private static final String COMPONENT = "judgements";

    private static final List<Migration> STEPS = List.of(Migration.of(
            "CREATE TABLE judgement(id INTEGER PRIMARY KEY AUTOINCREMENT, station TEXT NOT NULL,"
                    + " property TEXT NOT NULL, sensor TEXT, from_time INTEGER NOT NULL, to_time INTEGER NOT NULL,"
                    + " flag INTEGER NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL, recorded INTEGER NOT NULL)",
            "CREATE INDEX judgement_station ON judgement(station, from_time)",
            "CREATE TABLE judgement_revocation(judgement INTEGER PRIMARY KEY REFERENCES judgement(id),"
                    + " author TEXT NOT NULL, recorded INTEGER NOT NULL)",
            never("judgement", "UPDATE"), never("judgement", "DELETE"),
            never("judgement_revocation", "UPDATE"), never("judgement_revocation", "DELETE")));

    private static final String ROWS = "SELECT j.id, j.station, j.property, j.sensor, j.from_time, j.to_time, j.flag,"
            + " j.reason, j.author, j.recorded, r.recorded FROM judgement j"
            + " LEFT JOIN judgement_revocation r ON r.judgement = j.id";

    /** Who took a judgement back, and when (UTC). */
    public record Revocation(String by, long recordedMillis) {}

    private final Database database;
    private final InstantSource clock;

    private Judgements(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Opens the judgements in this database, in which a {@link Registry} has been opened before. */
    public static Judgements open(Database database, InstantSource clock) throws IOException {
        database.migrate(COMPONENT, STEPS);
        return new Judgements(database, clock);
    }

    private static String never(String table, String what) {
        return "CREATE TRIGGER " + table + "_no_" + what.toLowerCase(Locale.ROOT) + " BEFORE " + what
                + " ON " + table + " BEGIN SELECT RAISE(ABORT, 'a judgement is revoked, never changed'); END";
    }

    /**
     * Records a judgement over {@code [fromMillis, toMillis)}.
     *
     * @param sensor null: every sensor of the station that observes the property
     * @throws UnknownStationException where the registry has no such station
     * @throws IllegalArgumentException with a sentence for what cannot be a judgement
     */
    public Judgement add(StationId station, ObservedProperty property, @Nullable SensorName sensor, long fromMillis,
            long toMillis, Flag flag, String reason, String by) throws IOException {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("the period ends before it begins, or is empty");
        }
        if (flag == Flag.MISSING) {
            throw new IllegalArgumentException(
                    "a reading that is there cannot be judged missing; 'fail' keeps it out of every mean");
        }
        String why = said("a reason", reason, MAX_REASON);
        String author = said("the name of who says so", by, MAX_BY);
        return database.<Judgement>writeDurably(connection -> {
            Registry.requireKnown(connection, station);
            long now = clock.millis();
            RegistryTables.update(connection, "INSERT INTO judgement(station, property, sensor, from_time, to_time,"
                    + " flag, reason, author, recorded) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", station.text(),
                    property.id(), sensor == null ? null : sensor.text(), fromMillis, toMillis, (long) flag.code(),
                    why, author, now);
            Long id = RegistryTables.number(connection, "SELECT last_insert_rowid()");
            if (id == null) {
                throw new SQLException("the judgement got no number");
            }
            return new Judgement(id, station, property, sensor, fromMillis, toMillis, flag, why, author, now, null);
        });
    }

    /** What a person wrote, without the spaces around it. */
    static String said(String what, String text, int most) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > most || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must be 1 to " + most + " printable characters");
        }
        return stripped;
    }

    /**
     * Takes a judgement back; it stays on record.
     *
     * @return it, revoked
     * @throws IOException with a sentence where there is none with this number, or it is revoked already
     */
    public Judgement revoke(long id, String by) throws IOException {
        String author = said("the name of who says so", by, MAX_BY);
        return database.<Judgement>writeDurably(connection -> {
            List<Judgement> found = rows(connection, ROWS + " WHERE j.id = ?", id);
            if (found.isEmpty()) {
                throw new IOException("there is no judgement " + id + "; 'airshed flag list' shows those there are");
            }
            if (found.getFirst().revokedMillis() != null) {
                throw new IOException("judgement " + id + " is revoked already");
            }
            RegistryTables.update(connection,
                    "INSERT INTO judgement_revocation(judgement, author, recorded) VALUES(?, ?, ?)", id, author,
                    clock.millis());
            return rows(connection, ROWS + " WHERE j.id = ?", id).getFirst();
        });
    }

    /** The stations about which anything was ever said: about all others nobody need ask. */
    public Set<StationId> stations() throws IOException {
        return database.<Set<StationId>>read(
                connection -> RegistryTables.stations(connection, "SELECT DISTINCT station FROM judgement"));
    }

    /** Who revoked it and when; empty while it stands. */
    public Optional<Revocation> revocation(long id) throws IOException {
        return database.<Optional<Revocation>>read(connection -> {
            try (PreparedStatement statement = connection
                    .prepareStatement("SELECT author, recorded FROM judgement_revocation WHERE judgement = ?")) {
                statement.setLong(1, id);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Revocation(rows.getString(1), rows.getLong(2)))
                            : Optional.empty();
                }
            }
        });
    }

    /** All judgements, the revoked ones included, in the order they were recorded. */
    public List<Judgement> list() throws IOException {
        return database.<List<Judgement>>read(connection -> rows(connection, ROWS + " ORDER BY j.id"));
    }

    /** Those of one station, the revoked ones included, in the order they were recorded. */
    public List<Judgement> list(StationId station) throws IOException {
        return database.<List<Judgement>>read(
                connection -> rows(connection, ROWS + " WHERE j.station = ? ORDER BY j.id", station.text()));
    }

    /**
     * Those that stand and touch {@code [fromMillis, toMillis)}, in the order they were recorded: where two speak of the
     * same reading, the later word is the last in the list.
     */
    public List<Judgement> covering(StationId station, long fromMillis, long toMillis) throws IOException {
        return database.<List<Judgement>>read(connection -> rows(connection, ROWS + " WHERE j.station = ?"
                + " AND j.from_time < ? AND j.to_time > ? AND r.judgement IS NULL ORDER BY j.id", station.text(),
                toMillis, fromMillis));
    }

    private static List<Judgement> rows(Connection connection, String sql, Object... arguments) throws SQLException {
        List<Judgement> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String sensor = rows.getString(4);
                    long revoked = rows.getLong(11);
                    Long revokedMillis = rows.wasNull() ? null : (Long) revoked;
                    all.add(new Judgement(rows.getLong(1), new StationId(rows.getString(2)),
                            ObservedProperties.of(rows.getString(3)), sensor == null ? null : new SensorName(sensor),
                            rows.getLong(5), rows.getLong(6), Flag.of(rows.getInt(7)), rows.getString(8),
                            rows.getString(9), rows.getLong(10), revokedMillis));
                }
            }
        }
        return all;
    }
}
