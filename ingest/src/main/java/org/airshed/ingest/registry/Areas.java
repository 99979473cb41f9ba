package org.airshed.ingest.registry;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.geojson.AreaFile;
import org.airshed.ingest.area.geojson.GeoJsonReader;
import org.airshed.ingest.area.geojson.GeoJsonWriter;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.database.Migration;
import org.jspecify.annotations.Nullable;

/**
 * The areas of the network. A row is never rewritten: an area that is replaced or removed stays with its end.
 *
 * <p>{@code generation} counts every change, as the registry's does: the command line is another process.
 *
 * <p>Threads: any. What the signatures show as plain answers comes from memory, as of the last {@link #refresh()} or
 * write of this process; what throws IOException asks the database. Durability: a change is on disk when its method
 * returns.
 */
public final class Areas {
    private static final String COMPONENT = "areas";

    private static final List<Migration> STEPS = List.of(Migration.of(
            "CREATE TABLE area(number INTEGER PRIMARY KEY, id TEXT NOT NULL, feature TEXT NOT NULL,"
                    + " recorded INTEGER NOT NULL, ended INTEGER)",
            "CREATE UNIQUE INDEX area_standing ON area(id) WHERE ended IS NULL",
            "CREATE TABLE area_state(id INTEGER PRIMARY KEY CHECK(id = 1), generation INTEGER NOT NULL)",
            "INSERT INTO area_state(id, generation) VALUES(1, 1)"));

    private static final String DEMO = "demo-areas.geojson";

    private record Standing(long generation, Map<AreaId, Area> areas) {}

    /** What {@link #put} did, by id in the order asked for. */
    public record Changes(List<AreaId> added, List<AreaId> replaced, List<AreaId> unchanged) {
        public Changes {
            added = List.copyOf(added);
            replaced = List.copyOf(replaced);
            unchanged = List.copyOf(unchanged);
        }
    }

    private final Database database;
    private final InstantSource clock;
    private volatile Standing standing;

    private Areas(Database database, InstantSource clock, Standing standing) {
        this.database = database;
        this.clock = clock;
        this.standing = standing;
    }

    /** Opens the areas in this database and creates their tables where they are missing. */
    public static Areas open(Database database, InstantSource clock) throws IOException {
        database.migrate(COMPONENT, STEPS);
        return new Areas(database, clock, database.<Standing>read(Areas::standing));
    }

    /** The areas the demo has by itself. */
    public static List<Area> demo() throws IOException {
        try (InputStream file = Areas.class.getResourceAsStream(DEMO)) {
            if (file == null) {
                throw new IllegalStateException(DEMO + " is missing beside " + Areas.class);
            }
            AreaFile read = GeoJsonReader.read(DEMO, file.readAllBytes());
            if (!read.problems().isEmpty()) {
                throw new IllegalStateException(String.join("; ", read.problems()));
            }
            return read.areas();
        }
    }

    /** Takes in what other processes changed. Returns whether anything did. */
    public boolean refresh() throws IOException {
        if (database.<Long>read(Areas::generation) == standing.generation()) {
            return false;
        }
        standing = database.<Standing>read(Areas::standing);
        return true;
    }

    /** The areas that stand, by id. */
    public List<Area> areas() {
        return List.copyOf(standing.areas().values());
    }

    public Optional<Area> area(AreaId id) {
        return Optional.ofNullable(standing.areas().get(id));
    }

    /**
     * Adds an area.
     *
     * @throws IOException with a sentence where one with this id stands
     */
    public void add(Area area) throws IOException {
        change(connection -> {
            if (feature(connection, area.id()) != null) {
                throw new IOException("area " + area.id() + " is there already; give another id, or remove it first:"
                        + " airshed area remove " + area.id());
            }
            insert(connection, area);
            return true;
        });
    }

    /** Adds areas, each in the place of the one with its id where one stands; all of them or none. */
    public Changes put(Collection<Area> areas) throws IOException {
        List<AreaId> added = new ArrayList<>();
        List<AreaId> replaced = new ArrayList<>();
        List<AreaId> unchanged = new ArrayList<>();
        change(connection -> {
            for (Area area : areas) {
                String before = feature(connection, area.id());
                if (before != null && GeoJsonReader.record(before).equals(area)) {
                    unchanged.add(area.id());
                    continue;
                }
                (before == null ? added : replaced).add(area.id());
                end(connection, area.id());
                insert(connection, area);
            }
            return !added.isEmpty() || !replaced.isEmpty();
        });
        return new Changes(added, replaced, unchanged);
    }

    /** Adds those of the areas whose id was never used here: one that somebody removed does not come back by itself. */
    public void addIfAbsent(Collection<Area> areas) throws IOException {
        change(connection -> {
            boolean changed = false;
            for (Area area : areas) {
                Long rows = RegistryTables.number(connection, "SELECT count(*) FROM area WHERE id = ?",
                        area.id().text());
                if (rows == null || rows == 0) {
                    insert(connection, area);
                    changed = true;
                }
            }
            return changed;
        });
    }

    /**
     * Ends an area; its row stays.
     *
     * @throws IOException with a sentence where none with this id stands
     */
    public void remove(AreaId id) throws IOException {
        change(connection -> {
            if (end(connection, id) == 0) {
                throw new IOException("there is no area " + id + "; 'airshed area list' shows those there are");
            }
            return true;
        });
    }

    private interface Change {
        /** Returns whether anything changed. */
        boolean run(Connection connection) throws SQLException, IOException;
    }

    private void change(Change change) throws IOException {
        database.writeDurably(connection -> {
            if (change.run(connection)) {
                RegistryTables.update(connection, "UPDATE area_state SET generation = generation + 1");
            }
            return true;
        });
        refresh();
    }

    private void insert(Connection connection, Area area) throws SQLException {
        RegistryTables.update(connection, "INSERT INTO area(id, feature, recorded) VALUES(?, ?, ?)",
                area.id().text(), GeoJsonWriter.record(area), clock.millis());
    }

    private int end(Connection connection, AreaId id) throws SQLException {
        return RegistryTables.update(connection, "UPDATE area SET ended = ? WHERE id = ? AND ended IS NULL",
                clock.millis(), id.text());
    }

    private static @Nullable String feature(Connection connection, AreaId id) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT feature FROM area WHERE id = ? AND ended IS NULL")) {
            statement.setString(1, id.text());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static long generation(Connection connection) throws SQLException {
        Long generation = RegistryTables.number(connection, "SELECT generation FROM area_state");
        return generation == null ? 0 : generation;
    }

    private static Standing standing(Connection connection) throws SQLException, IOException {
        long generation = generation(connection);
        Map<AreaId, Area> areas = new TreeMap<>();
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT feature FROM area WHERE ended IS NULL");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Area area = GeoJsonReader.record(rows.getString(1));
                areas.put(area.id(), area);
            }
        }
        return new Standing(generation, Collections.unmodifiableMap(areas));
    }
}
