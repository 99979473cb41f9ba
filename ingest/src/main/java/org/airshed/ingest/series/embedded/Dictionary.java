package org.airshed.ingest.series.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.database.Work;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * The datastreams and their numbers, all in memory.
 *
 * <p>Threads: any; what writes takes turns in {@link #write}. What a transaction adds is seen by others once it is
 * committed.
 */
final class Dictionary {
    private final ConcurrentHashMap<SeriesKey, SeriesState> known = new ConcurrentHashMap<>();
    private final Map<SeriesKey, SeriesState> added = new HashMap<>(); // within the transaction under way
    private final ReentrantLock turns = new ReentrantLock(true);
    /** All of {@link #known} in the order of answers; made anew where datastreams are added, which they seldom are. */
    private volatile SeriesState[] inOrder = {};
    private int lastId;

    private Dictionary() {}

    /** Reads datastreams, how far each is folded, and its latest reading. */
    static Dictionary load(Connection connection) throws SQLException {
        Dictionary dictionary = new Dictionary();
        Map<Integer, SeriesState> byId = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, station, sensor, property, level FROM series")) {
            while (rows.next()) {
                int id = rows.getInt(1);
                dictionary.lastId = Math.max(dictionary.lastId, id);
                // A property that the contract no longer knows stays in the file and out of every answer.
                Optional<ObservedProperty> property = ObservedProperties.find(rows.getString(4));
                if (property.isPresent()) {
                    SeriesKey key = new SeriesKey(new StationId(rows.getString(2)), new SensorName(rows.getString(3)),
                            property.get(), new Level(rows.getString(5)));
                    byId.put(id, new SeriesState(id, key));
                }
            }
        }
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT t, v, flag, why FROM main WHERE series = ? ORDER BY t DESC LIMIT 1")) {
            for (SeriesState series : byId.values()) {
                statement.setInt(1, series.id);
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next()) {
                        series.foldedUpTo = rows.getLong(1);
                        series.stored(Rows.reading(series.key, rows, 1));
                    }
                }
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        // With max() SQLite takes the other columns from the row that holds it.
                        "SELECT max(t), v, flag, why, series FROM tail GROUP BY series")) {
            while (rows.next()) {
                SeriesState series = byId.get(rows.getInt(5));
                if (series != null) {
                    series.stored(Rows.reading(series.key, rows, 1));
                }
            }
        }
        byId.values().forEach(series -> dictionary.known.put(series.key, series));
        dictionary.order();
        return dictionary;
    }

    /** The datastream to write to; numbered within this transaction where it is new. Within {@link #write} only. */
    SeriesState forWriting(Connection connection, SeriesKey key) throws SQLException {
        SeriesState series = known.get(key);
        if (series == null) {
            series = added.get(key);
        }
        if (series == null) {
            series = new SeriesState(++lastId, key);
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO series(id, station, sensor, property, level) VALUES(?, ?, ?, ?, ?)")) {
                statement.setInt(1, series.id);
                statement.setString(2, key.station().text());
                statement.setString(3, key.sensor().text());
                statement.setString(4, key.property().id());
                statement.setString(5, key.level().text());
                statement.executeUpdate();
            }
            added.put(key, series);
        }
        return series;
    }

    /** Runs a write transaction that may number new datastreams with {@link #forWriting}. */
    <T> T write(Database database, Work<T> work) throws IOException {
        turns.lock();
        try {
            T answer = database.<T>write(work);
            if (!added.isEmpty()) {
                known.putAll(added);
                order();
            }
            return answer;
        } finally {
            added.clear(); // where it failed, the numbers given are not used again; a gap does no harm
            turns.unlock();
        }
    }

    private void order() {
        SeriesState[] all = known.values().toArray(SeriesState[]::new);
        Arrays.sort(all, (a, b) -> a.key.compareTo(b.key));
        inOrder = all;
    }

    /** Datastreams of one station, or of all, that match, in the order of answers. */
    List<SeriesState> matching(@Nullable StationId station, Predicate<SeriesKey> wanted) {
        SeriesState[] all = inOrder;
        List<SeriesState> matching = new ArrayList<>();
        for (int i = station == null ? 0 : first(all, station); i < all.length; i++) {
            if (station != null && !all[i].key.station().equals(station)) {
                break;
            }
            if (wanted.test(all[i].key)) {
                matching.add(all[i]);
            }
        }
        return matching;
    }

    private static int first(SeriesState[] all, StationId station) {
        int low = 0;
        int high = all.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all[middle].key.station().compareTo(station) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Iterable<SeriesState> all() {
        return known.values();
    }

    Optional<SeriesState> find(SeriesKey key) {
        return Optional.ofNullable(known.get(key));
    }

    /** A reading as it stands right after it was written. */
    static StoredReading unflagged(SeriesKey key, long timeMillis, double value) {
        return new StoredReading(key.station(), key.sensor(), key.property(), key.level(), timeMillis, value,
                Flag.NOT_EVALUATED, 0);
    }
}
