package org.airshed.ingest.change;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.database.Work;
import org.airshed.ingest.delivery.Touched;
import org.jspecify.annotations.Nullable;

/**
 * The station-hours whose rollups and all that follows from them are to be computed again.
 *
 * <p>An hour is marked before its readings are written, so that no crash leaves readings without their mark, and is
 * handed out by {@link #take} only after the batch that marked it is written, so that no computation misses them. It is
 * due once it is over and was marked: the hour under way at its end, a late one at once.
 *
 * <p>Threads: any. Durability: as asked for when opened. Where readings go to this same database, a mark in a plain
 * transaction is enough: the readings' transaction is a later one and cannot survive a power cut that the mark did not.
 * Where they go elsewhere, the mark is on disk before they are sent.
 */
public final class DirtyHours implements Touched {
    /** A reading so soon after the full hour touches the hour before it too: what spans the turn looks that far back. */
    private static final long REACHES_BACK = 15 * 60_000L;
    /** Marks remembered; beyond, they are forgotten and the database is asked once more, which changes nothing. */
    private static final int REMEMBERED = 100_000;
    private static final String MARK = "INSERT INTO dirty_hour(station, hour, due, generation)";
    /** One that waits keeps its turn; one that is being worked on waits anew. */
    private static final String ONCE_MORE = " ON CONFLICT(station, hour) DO UPDATE SET"
            + " generation = excluded.generation, due = CASE WHEN taken THEN excluded.due ELSE min(due, excluded.due) END";

    private final Database database;
    private final boolean durably;
    private final InstantSource clock;
    /** In the database and not taken since. Guarded by this. */
    private final Set<StationHour> marked = new HashSet<>();
    /** Of the batch that is being written. Guarded by this. */
    private Set<StationHour> held = Set.of();

    private DirtyHours(Database database, boolean durably, InstantSource clock) {
        this.database = database;
        this.durably = durably;
        this.clock = clock;
    }

    /**
     * Opens the table in this database.
     *
     * @param durably true where readings are written to another database than this one
     */
    public static DirtyHours open(Database database, boolean durably, InstantSource clock) throws IOException {
        Layout.migrate(database);
        return new DirtyHours(database, durably, clock);
    }

    @Override
    public synchronized void before(List<Reading> readings) throws IOException {
        Set<StationHour> touched = hours(readings);
        held = touched; // also where marking fails: the same batch comes again
        List<StationHour> fresh = new ArrayList<>();
        for (StationHour hour : touched) {
            if (!marked.contains(hour)) {
                fresh.add(hour);
            }
        }
        if (!fresh.isEmpty()) {
            store(fresh);
            if (marked.size() + fresh.size() > REMEMBERED) {
                marked.clear();
            }
            marked.addAll(fresh);
        }
    }

    private static Set<StationHour> hours(List<Reading> readings) {
        Set<StationHour> hours = new HashSet<>();
        StationHour last = null;
        StationHour lastBefore = null;
        for (Reading reading : readings) {
            long time = reading.phenomenonTimeMillis();
            last = add(hours, last, reading.station(), StationHour.hourOf(time));
            lastBefore = add(hours, lastBefore, reading.station(), StationHour.hourOf(time - REACHES_BACK));
        }
        return hours;
    }

    private static StationHour add(Set<StationHour> hours, @Nullable StationHour last,
            StationId station, long hour) {
        if (last != null && last.hourMillis() == hour && last.station().equals(station)) {
            return last; // readings of one submission follow each other
        }
        StationHour next = new StationHour(station, hour);
        hours.add(next);
        return next;
    }

    @Override
    public synchronized void after() {
        held = Set.of();
    }

    /**
     * Marks all hours of a station that hold something of {@code [fromMillis, toMillis)}. On disk when it returns; may be
     * called in another process than the one that computes.
     */
    public void markPeriod(StationId station, long fromMillis, long toMillis) throws IOException {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("a period from " + fromMillis + " to " + toMillis + " is none");
        }
        List<StationHour> hours = new ArrayList<>();
        for (long hour = StationHour.hourOf(fromMillis); hour < toMillis; hour += StationHour.MILLIS) {
            hours.add(new StationHour(station, hour));
        }
        database.writeDurably(connection -> mark(connection, hours));
    }

    /**
     * Marks those hours of a station that hold something of {@code [fromMillis, toMillis)} and were ever computed or wait
     * for it: where a station never sent anything, there is nothing to compute anew, however long the period. As durable
     * as {@link #markPeriod}, and as free to be called in another process.
     *
     * @return how many
     */
    public int markKnown(StationId station, long fromMillis, long toMillis) throws IOException {
        return database.<Integer>writeDurably(connection -> {
            nextGeneration(connection);
            try (PreparedStatement mark = connection.prepareStatement(MARK + " SELECT ?1, hour,"
                    + " max(?4, hour + ?5), last FROM dirty_generation, (SELECT hour FROM change_entry"
                    + " WHERE kind = ?6 AND subject = ?1 AND hour >= ?2 AND hour < ?3 UNION SELECT hour"
                    + " FROM dirty_hour WHERE station = ?1 AND hour >= ?2 AND hour < ?3) WHERE true" + ONCE_MORE)) {
                mark.setString(1, station.text());
                mark.setLong(2, StationHour.hourOf(fromMillis));
                mark.setLong(3, toMillis);
                mark.setLong(4, clock.millis());
                mark.setLong(5, StationHour.MILLIS);
                mark.setString(6, ChangeLog.Kind.STATION.name());
                return mark.executeUpdate();
            }
        });
    }

    private void store(List<StationHour> hours) throws IOException {
        write(connection -> mark(connection, hours));
    }

    private <T> T write(Work<T> work) throws IOException {
        return durably ? database.<T>writeDurably(work) : database.<T>write(work);
    }

    /** Marks hours as part of the transaction that is open on this connection. */
    boolean mark(Connection connection, List<StationHour> hours) throws SQLException {
        long now = clock.millis();
        nextGeneration(connection);
        try (PreparedStatement mark = connection
                .prepareStatement(MARK + " SELECT ?1, ?2, ?3, last FROM dirty_generation WHERE true" + ONCE_MORE)) {
            for (StationHour hour : hours) {
                mark.setString(1, hour.station().text());
                mark.setLong(2, hour.hourMillis());
                mark.setLong(3, Math.max(now, hour.hourMillis() + StationHour.MILLIS));
                mark.addBatch();
            }
            mark.executeBatch();
        }
        return true;
    }

    private static void nextGeneration(Connection connection) throws SQLException {
        try (Statement next = connection.createStatement()) {
            next.executeUpdate("UPDATE dirty_generation SET last = last + 1");
        }
    }

    /**
     * Hands out hours that have been due since before a time, those due longest first. They stay marked until
     * {@link #done}: after a crash, or where the work fails, they are handed out again.
     *
     * @param dueBeforeMillis now, or a while ago, so that a backlog that is still coming in is computed once
     */
    public synchronized List<DirtyHour> take(long dueBeforeMillis, int max) throws IOException {
        List<DirtyHour> taken = database.<List<DirtyHour>>read(connection -> due(connection, dueBeforeMillis, max));
        if (!taken.isEmpty()) {
            write(connection -> {
                try (PreparedStatement statement = connection
                        .prepareStatement("UPDATE dirty_hour SET taken = 1 WHERE station = ? AND hour = ?")) {
                    batch(statement, taken, false);
                }
                return true;
            });
            for (DirtyHour hour : taken) {
                marked.remove(new StationHour(hour.station(), hour.hourMillis()));
            }
        }
        return taken;
    }

    private List<DirtyHour> due(Connection connection, long dueBeforeMillis, int max) throws SQLException {
        List<DirtyHour> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT station, hour, generation, taken"
                + " FROM dirty_hour WHERE due < ? ORDER BY due, station, hour")) {
            statement.setLong(1, dueBeforeMillis);
            try (ResultSet rows = statement.executeQuery()) {
                while (due.size() < max && rows.next()) {
                    StationHour hour = new StationHour(new StationId(rows.getString(1)), rows.getLong(2));
                    if (!held.contains(hour)) {
                        due.add(new DirtyHour(hour.station(), hour.hourMillis(), rows.getLong(3),
                                rows.getBoolean(4)));
                    }
                }
            }
        }
        return due;
    }

    /** Forgets hours that were taken and are computed, save those that were marked again meanwhile. */
    public void done(List<DirtyHour> hours) throws IOException {
        database.write(connection -> {
            try (PreparedStatement remove = connection.prepareStatement(
                    "DELETE FROM dirty_hour WHERE station = ? AND hour = ? AND generation = ?");
                    PreparedStatement finish = connection.prepareStatement(
                            "UPDATE dirty_hour SET taken = 0 WHERE station = ? AND hour = ?")) {
                batch(remove, hours, true);
                batch(finish, hours, false);
            }
            return true;
        });
    }

    private static void batch(PreparedStatement statement, List<DirtyHour> hours, boolean withGeneration)
            throws SQLException {
        for (DirtyHour hour : hours) {
            statement.setString(1, hour.station().text());
            statement.setLong(2, hour.hourMillis());
            if (withGeneration) {
                statement.setLong(3, hour.generation());
            }
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /** How many hours are marked, due or not. */
    public long pending() throws IOException {
        return database.<Long>read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM dirty_hour")) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }
}
