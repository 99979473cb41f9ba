package org.airshed.ingest.change;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.ingest.admission.Admitted;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.delivery.Touched;
import org.airshed.ingest.quality.MetadataChecks;
import org.airshed.ingest.quality.MetadataSettings;
import org.airshed.ingest.quality.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Whose clock is off: the station-hours whose readings came with times that cannot be right, told from when they arrived.
 *
 * <p>A reading from the future speaks for itself. One that is late may have waited in its station for days; a clock is
 * behind where not even the freshest of all that a station sent within 24 hours of receiving came within the bound. So
 * hours are noted while nothing punctual has come for a day, and those of the last day are taken back once something
 * does. The time from one reading to the next is taken off, as a reading bears the time at which its average began. Who
 * vouches for its clock ({@code clk=synced}) is not looked at.
 *
 * <p>Threads: {@link #arrived} delivery; {@link #untimely} any. Durability: as asked for when opened, before the readings.
 * What a batch says is taken in once it is stored: one that could not be is looked at again as if for the first time.
 */
public final class StationClocks implements Touched {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** When a station was last on time is written so often at most. */
    private static final long COARSE_MILLIS = Duration.ofMinutes(30).toMillis();

    private final Database database;
    private final boolean durably;
    private final MetadataSettings settings;
    private final DirtyHours dirty;
    private final Map<StationId, Known> known = new HashMap<>();

    private StationClocks(Database database, boolean durably, MetadataSettings settings, DirtyHours dirty) {
        this.database = database;
        this.durably = durably;
        this.settings = settings;
        this.dirty = dirty;
    }

    /**
     * Opens the tables in this database.
     *
     * @param durably true where readings are written to another database than this one
     * @param dirty of the same database; hours that are taken back are marked in it
     */
    public static StationClocks open(Database database, boolean durably, MetadataSettings settings, DirtyHours dirty)
            throws IOException {
        Layout.migrate(database);
        return new StationClocks(database, durably, settings, dirty);
    }

    /** Of one station: since when it may be expected to be on time, and the time of its newest reading. */
    private static final class Known {
        /** Receive time of the last punctual reading; at first of the first reading of all. */
        private long punctual;
        private long stored;
        private @Nullable Long newest;
        private boolean noted;

        Known(long punctual, boolean noted) {
            this.punctual = punctual;
            this.stored = punctual;
            this.noted = noted;
        }

        Known(Known other) {
            this(other.punctual, other.noted);
            this.stored = other.stored;
            this.newest = other.newest;
        }
    }

    /** What a batch of submissions adds to the tables, and what is known of its stations after it. */
    private static final class Findings {
        private final Map<StationId, Known> known = new HashMap<>();
        private final Map<StationId, Set<Long>> future = new HashMap<>();
        private final Map<StationId, Map<Long, Long>> late = new HashMap<>();
        private final Map<StationId, Long> punctual = new HashMap<>();
        private final Map<StationId, Long> takenBack = new HashMap<>();

        boolean isEmpty() {
            return future.isEmpty() && late.isEmpty() && punctual.isEmpty() && takenBack.isEmpty();
        }
    }

    @Override
    public void arrived(List<Admitted> submissions) throws IOException {
        Findings findings = new Findings();
        for (Admitted submission : submissions) {
            if (submission.header().clock() == SubmissionHeader.Clock.UNSTATED) {
                look(submission, findings);
            }
        }
        if (!findings.isEmpty()) {
            if (durably) {
                database.writeDurably(connection -> store(connection, findings));
            } else {
                database.write(connection -> store(connection, findings));
            }
        }
        known.putAll(findings.known);
    }

    private void look(Admitted submission, Findings findings) throws IOException {
        StationId station = submission.station();
        long received = submission.receivedMillis();
        for (Reading reading : submission.readings()) {
            long time = reading.phenomenonTimeMillis();
            if (isOff(MetadataChecks.fastClock(time, received, settings))) {
                findings.future.computeIfAbsent(station, _ -> new TreeSet<>()).add(StationHour.hourOf(time));
                continue;
            }
            Known of = known(station, received, findings);
            Long before = of.newest;
            if (before == null || time > before) {
                of.newest = time;
            }
            if (before == null || time <= before) {
                continue; // nothing to tell the averaging time by
            }
            long lag = received - time - (time - before);
            if (!isOff(MetadataChecks.slowClock(lag, settings))) {
                of.punctual = Math.max(of.punctual, received);
                if (of.noted) {
                    of.noted = false;
                    // Those of the last day only: before it, the station was late for longer.
                    findings.late.getOrDefault(station, new HashMap<>())
                            .values().removeIf(noted -> noted >= received - DAY_MILLIS);
                    findings.takenBack.put(station, received - DAY_MILLIS);
                }
                if (of.punctual - of.stored >= COARSE_MILLIS) {
                    of.stored = of.punctual;
                    findings.punctual.put(station, of.punctual);
                }
            } else if (received - of.punctual >= DAY_MILLIS) {
                of.noted = true;
                findings.late.computeIfAbsent(station, _ -> new HashMap<>()).merge(StationHour.hourOf(time), received,
                        Math::max);
            }
        }
    }

    private static boolean isOff(Verdict verdict) {
        return verdict.flag() == Flag.SUSPECT;
    }

    private Known known(StationId station, long received, Findings findings) throws IOException {
        Known there = findings.known.get(station);
        if (there == null) {
            Known before = known.get(station);
            there = before == null ? read(station, received, findings) : new Known(before);
            findings.known.put(station, there);
        }
        return there;
    }

    private Known read(StationId station, long received, Findings findings) throws IOException {
        Known read = database.<@Nullable Known>read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT punctual, EXISTS(SELECT 1 FROM"
                    + " clock_hour WHERE station = ?1 AND received IS NOT NULL) FROM clock_station"
                    + " WHERE station = ?1")) {
                statement.setString(1, station.text());
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? new Known(rows.getLong(1), rows.getBoolean(2)) : null;
                }
            }
        });
        if (read == null) {
            findings.punctual.put(station, received);
            return new Known(received, false);
        }
        return read;
    }

    private boolean store(Connection connection, Findings findings) throws SQLException {
        List<StationHour> again = new ArrayList<>();
        try (PreparedStatement hour = connection.prepareStatement("INSERT INTO clock_hour(station, hour, received)"
                + " VALUES(?, ?, ?) ON CONFLICT(station, hour) DO UPDATE SET received = CASE WHEN received IS NULL"
                + " OR excluded.received IS NULL THEN NULL ELSE max(received, excluded.received) END");
                PreparedStatement punctual = connection
                        .prepareStatement("INSERT OR REPLACE INTO clock_station(station, punctual) VALUES(?, ?)");
                PreparedStatement back = connection.prepareStatement("DELETE FROM clock_hour WHERE station = ?"
                        + " AND received >= ? RETURNING hour")) {
            for (Map.Entry<StationId, Long> station : findings.takenBack.entrySet()) {
                back.setString(1, station.getKey().text());
                back.setLong(2, station.getValue());
                try (ResultSet rows = back.executeQuery()) {
                    while (rows.next()) {
                        again.add(new StationHour(station.getKey(), rows.getLong(1)));
                    }
                }
            }
            for (Map.Entry<StationId, Set<Long>> station : findings.future.entrySet()) {
                for (long future : station.getValue()) {
                    note(hour, station.getKey(), future, null);
                }
            }
            for (Map.Entry<StationId, Map<Long, Long>> station : findings.late.entrySet()) {
                for (Map.Entry<Long, Long> late : station.getValue().entrySet()) {
                    note(hour, station.getKey(), late.getKey(), late.getValue());
                }
            }
            for (Map.Entry<StationId, Long> station : findings.punctual.entrySet()) {
                punctual.setString(1, station.getKey().text());
                punctual.setLong(2, station.getValue());
                punctual.executeUpdate();
            }
        }
        if (!again.isEmpty()) {
            dirty.mark(connection, again);
        }
        return true;
    }

    private static void note(PreparedStatement statement, StationId station, long hour, @Nullable Long received)
            throws SQLException {
        statement.setString(1, station.text());
        statement.setLong(2, hour);
        statement.setObject(3, received);
        statement.executeUpdate();
    }

    /** The stations of which any hour is noted: all others were always on time. */
    public Set<StationId> stations() throws IOException {
        return database.<Set<StationId>>read(connection -> {
            Set<StationId> stations = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT DISTINCT station FROM clock_hour");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stations.add(new StationId(rows.getString(1)));
                }
            }
            return stations;
        });
    }

    /** The hours of {@code [fromMillis, toMillis)} whose times are not to be trusted, by their beginning, UTC. */
    public Set<Long> untimely(StationId station, long fromMillis, long toMillis) throws IOException {
        return database.<Set<Long>>read(connection -> {
            Set<Long> hours = new HashSet<>();
            try (PreparedStatement statement = connection
                    .prepareStatement("SELECT hour FROM clock_hour WHERE station = ? AND hour >= ? AND hour < ?")) {
                statement.setString(1, station.text());
                statement.setLong(2, fromMillis);
                statement.setLong(3, toMillis);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        hours.add(rows.getLong(1));
                    }
                }
            }
            return hours;
        });
    }

    @Override
    public void before(List<Reading> readings) {}

    @Override
    public void after() {}
}
