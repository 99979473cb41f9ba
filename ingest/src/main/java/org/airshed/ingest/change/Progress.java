package org.airshed.ingest.change;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.airshed.ingest.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * How far the clock has been followed, and as what each area was last computed as a whole.
 *
 * <p>Threads: any. Durability: as {@link Database#write}; what a power cut takes back is done once more, which changes
 * nothing.
 */
public final class Progress {
    private final Database database;

    private Progress(Database database) {
        this.database = database;
    }

    public static Progress open(Database database) throws IOException {
        Layout.migrate(database);
        return new Progress(database);
    }

    /** Beginning of the first hour whose end nobody has followed yet, UTC; null for a new database. */
    public @Nullable Long followedUntil() throws IOException {
        return database.<@Nullable Long>read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT hour FROM followed");
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? (Long) rows.getLong(1) : null;
            }
        });
    }

    /** Every hour before this one has been followed. */
    public void followedUntil(long hourMillis) throws IOException {
        database.write(connection -> {
            try (PreparedStatement statement = connection
                    .prepareStatement("INSERT OR REPLACE INTO followed(one, hour) VALUES(1, ?)")) {
                statement.setLong(1, hourMillis);
                return statement.executeUpdate() > 0;
            }
        });
    }

    /** As what an area was last computed; null where it never was. */
    public @Nullable String computedAs(String area) throws IOException {
        return database.<@Nullable String>read(connection -> {
            try (PreparedStatement statement = connection
                    .prepareStatement("SELECT fingerprint FROM area_computed WHERE area = ?")) {
                statement.setString(1, area);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? rows.getString(1) : null;
                }
            }
        });
    }

    /** Forgets the areas that no longer stand: one that is drawn again later has a past that nobody followed. */
    public void forgetAllBut(Set<String> standing) throws IOException {
        List<String> gone = database.<List<String>>read(connection -> {
            List<String> others = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT area FROM area_computed");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!standing.contains(rows.getString(1))) {
                        others.add(rows.getString(1));
                    }
                }
            }
            return others;
        });
        if (!gone.isEmpty()) {
            database.write(connection -> {
                try (PreparedStatement statement = connection
                        .prepareStatement("DELETE FROM area_computed WHERE area = ?")) {
                    for (String area : gone) {
                        statement.setString(1, area);
                        statement.addBatch();
                    }
                    return statement.executeBatch().length > 0;
                }
            });
        }
    }

    /** The area is computed, all of its past, as what the fingerprint stands for. */
    public void computedAs(String area, String fingerprint) throws IOException {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR REPLACE INTO area_computed(area, fingerprint) VALUES(?, ?)")) {
                statement.setString(1, area);
                statement.setString(2, fingerprint);
                return statement.executeUpdate() > 0;
            }
        });
    }
}
