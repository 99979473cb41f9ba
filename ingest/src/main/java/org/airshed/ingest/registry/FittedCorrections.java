package org.airshed.ingest.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.correction.LocalFit;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.database.Migration;
import org.jspecify.annotations.Nullable;

/**
 * The corrections that keepers made for their sensors. A row is never changed and never deleted: what proved wrong is
 * revoked, with a date and a name, and counts for no hour from then on; values it made before keep its name.
 *
 * <p>Threads: any; every question asks the database, so another process's change is seen at once. Durability: a change
 * is on disk when its method returns.
 */
public final class FittedCorrections {
    private static final String COMPONENT = "fitted-correction";
    private static final ObjectMapper JSON = new ObjectMapper();

    // Numbers are texts, so that a coefficient is read back to the last digit.
    private static final List<Migration> STEPS = List.of(Migration.of(
            "CREATE TABLE fitted_correction(level TEXT PRIMARY KEY, station TEXT NOT NULL, sensor TEXT NOT NULL,"
                    + " input TEXT NOT NULL, output TEXT NOT NULL, method TEXT NOT NULL, coefficients TEXT NOT NULL,"
                    + " air TEXT, humidity_sensor TEXT, ranges TEXT NOT NULL, n INTEGER NOT NULL, metrics TEXT NOT NULL,"
                    + " reference TEXT NOT NULL, averaging TEXT NOT NULL, collocated_from INTEGER NOT NULL,"
                    + " collocated_to INTEGER NOT NULL, valid_from INTEGER NOT NULL, valid_to INTEGER,"
                    + " author TEXT NOT NULL, recorded INTEGER NOT NULL, revoked INTEGER, revoked_by TEXT,"
                    + " revoked_why TEXT) WITHOUT ROWID",
            "CREATE INDEX fitted_correction_station ON fitted_correction(station, valid_from)"),
            Migration.of(
                    "CREATE TRIGGER fitted_correction_no_delete BEFORE DELETE ON fitted_correction"
                            + " BEGIN SELECT RAISE(ABORT, 'a correction is revoked, never deleted'); END",
                    "CREATE TRIGGER fitted_correction_no_second_word BEFORE UPDATE ON fitted_correction"
                            + " WHEN OLD.revoked IS NOT NULL OR NEW.revoked IS NULL"
                            + " BEGIN SELECT RAISE(ABORT, 'a correction is revoked once, and never changed'); END"));

    private final Database database;
    private final InstantSource clock;

    private FittedCorrections(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A row.
     *
     * @param recordedMillis when it was added, UTC
     * @param revoked null while it counts
     */
    public record Entry(FittedCorrection correction, long recordedMillis, @Nullable Revocation revoked) {}

    /** That a correction was taken back. */
    public record Revocation(long atMillis, String by, String why) {}

    /** Opens the table in this database and creates it where it is missing. */
    public static FittedCorrections open(Database database, InstantSource clock) throws IOException {
        database.migrate(COMPONENT, STEPS);
        return new FittedCorrections(database, clock);
    }

    /** All of them, the revoked ones included, by station, first hour and level. */
    public List<Entry> list() throws IOException {
        return database.<List<Entry>>read(connection -> entries(connection, ""));
    }

    /** Those of one station, the revoked ones included, by first hour and level. */
    public List<Entry> list(StationId station) throws IOException {
        return database.<List<Entry>>read(connection -> entries(connection, " WHERE station = ?", station.text()));
    }

    /** Those of one station that count, whenever they are valid. */
    public List<LocalFit> of(StationId station) throws IOException {
        return list(station).stream().filter(entry -> entry.revoked() == null)
                .map(entry -> entry.correction().localFit()).toList();
    }

    /** The stations that have one or ever had. */
    public Set<StationId> stations() throws IOException {
        return database.<Set<StationId>>read(connection -> RegistryTables.stations(connection,
                "SELECT DISTINCT station FROM fitted_correction"));
    }

    /**
     * Adds one.
     *
     * @throws IOException with a sentence where its level was given before, revoked or not, or is that of a published
     *     correction
     * @throws IllegalArgumentException with a sentence where its author cannot be a name
     */
    public void add(FittedCorrection fit) throws IOException {
        Judgements.said("the name of who says so", fit.author(), Judgements.MAX_BY);
        String id = id(fit.level());
        if (Catalogue.ids().contains(id)) {
            throw new IOException("'" + id + "' is the name of a published correction; choose another");
        }
        database.writeDurably(connection -> {
            if (!entries(connection, " WHERE level = ?", fit.level().text()).isEmpty()) {
                throw new IOException("there is a correction " + fit.level()
                        + " already; a level is given once, so choose another version, or none for the next");
            }
            insert(connection, fit, clock.millis());
            return true;
        });
    }

    /** The level of the next version of this id: 1 where there is none, else one above the highest. */
    public Level next(String id) throws IOException {
        long highest = 0;
        for (Entry entry : list()) {
            Level level = entry.correction().level();
            String version = level.text().substring(level.text().indexOf('@') + 1);
            if (id(level).equals(id) && version.matches("[0-9]{1,9}")) {
                highest = Math.max(highest, Long.parseLong(version));
            }
        }
        return new Level(id + "@" + (highest + 1));
    }

    /**
     * Takes a correction back for all hours; it stays on record.
     *
     * @return it
     * @throws IOException with a sentence where there is none of this level or it was revoked before
     * @throws IllegalArgumentException with a sentence where name or reason cannot be one
     */
    public FittedCorrection revoke(Level level, String by, String why) throws IOException {
        String author = Judgements.said("the name of who says so", by, Judgements.MAX_BY);
        String reason = Judgements.said("a reason", why, Judgements.MAX_REASON);
        return database.<FittedCorrection>writeDurably(connection -> {
            List<Entry> found = entries(connection, " WHERE level = ?", level.text());
            if (found.isEmpty()) {
                throw new IOException("there is no fitted correction " + level
                        + "; 'airshed correction list' shows those there are");
            }
            Revocation before = found.getFirst().revoked();
            if (before != null) {
                throw new IOException("the correction " + level + " was revoked by " + before.by() + " on "
                        + Instant.ofEpochMilli(before.atMillis()) + " already");
            }
            RegistryTables.update(connection,
                    "UPDATE fitted_correction SET revoked = ?, revoked_by = ?, revoked_why = ? WHERE level = ?",
                    clock.millis(), author, reason, level.text());
            return found.getFirst().correction();
        });
    }

    private static String id(Level level) {
        return level.text().substring(0, level.text().indexOf('@'));
    }

    private static void insert(Connection connection, FittedCorrection fit, long nowMillis)
            throws SQLException, IOException {
        Air air = fit.air();
        SensorName humidity = fit.humiditySensor();
        List<Map<String, Object>> ranges = new ArrayList<>();
        for (Range range : fit.ranges()) {
            ranges.add(new TreeMap<>(Map.of("property", range.property().id(), "from", range.from().toString(), "to",
                    range.to().toString(), "included", range.toIncluded())));
        }
        RegistryTables.update(connection, "INSERT INTO fitted_correction(level, station, sensor, input, output, method,"
                + " coefficients, air, humidity_sensor, ranges, n, metrics, reference, averaging, collocated_from,"
                + " collocated_to, valid_from, valid_to, author, recorded)"
                + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fit.level().text(),
                fit.station().text(), fit.sensor().text(), fit.input().id(), fit.output().id(), fit.method().name(),
                texts(fit.coefficients()), air == null ? null : air.name(),
                humidity == null ? null : humidity.text(), JSON.writeValueAsString(ranges), (long) fit.n(),
                texts(fit.metrics()), fit.reference(), fit.averaging().name(), fit.collocatedFromMillis(),
                fit.collocatedToMillis(), fit.validFromMillis(), fit.validToMillis(), fit.author(), nowMillis);
    }

    private static String texts(Map<String, BigDecimal> numbers) throws IOException {
        TreeMap<String, String> texts = new TreeMap<>();
        numbers.forEach((name, number) -> texts.put(name, number.toString()));
        return JSON.writeValueAsString(texts);
    }

    private static Map<String, BigDecimal> numbers(String text) throws IOException {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        JSON.readValue(text, new TypeReference<Map<String, String>>() {})
                .forEach((name, number) -> numbers.put(name, new BigDecimal(number)));
        return numbers;
    }

    private static List<Entry> entries(Connection connection, String where, String... arguments)
            throws SQLException, IOException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT * FROM fitted_correction" + where + " ORDER BY station, valid_from, level")) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
        }
        return entries;
    }

    private static Entry entry(ResultSet row) throws SQLException, IOException {
        String air = row.getString("air");
        String humidity = row.getString("humidity_sensor");
        List<Range> ranges = new ArrayList<>();
        for (Map<String, Object> range : JSON.readValue(row.getString("ranges"),
                new TypeReference<List<Map<String, Object>>>() {})) {
            ranges.add(new Range(ObservedProperties.of(String.valueOf(range.get("property"))),
                    new BigDecimal(String.valueOf(range.get("from"))), new BigDecimal(String.valueOf(range.get("to"))),
                    Boolean.TRUE.equals(range.get("included"))));
        }
        FittedCorrection fit = new FittedCorrection(new Level(row.getString("level")),
                new StationId(row.getString("station")), new SensorName(row.getString("sensor")),
                ObservedProperties.of(row.getString("input")), ObservedProperties.of(row.getString("output")),
                FittedCorrection.Method.valueOf(row.getString("method")), numbers(row.getString("coefficients")),
                air == null ? null : Air.valueOf(air), humidity == null ? null : new SensorName(humidity), ranges,
                row.getInt("n"), numbers(row.getString("metrics")), row.getString("reference"),
                Averaging.valueOf(row.getString("averaging")), row.getLong("collocated_from"),
                row.getLong("collocated_to"), row.getLong("valid_from"), whole(row, "valid_to"),
                row.getString("author"));
        Long revoked = whole(row, "revoked");
        return new Entry(fit, row.getLong("recorded"), revoked == null
                ? null
                : new Revocation(revoked, row.getString("revoked_by"), row.getString("revoked_why")));
    }

    private static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
