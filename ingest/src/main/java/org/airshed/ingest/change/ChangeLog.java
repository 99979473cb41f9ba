package org.airshed.ingest.change;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.database.Database;

/**
 * Which hours of what have changed, numbered upward. A later change of the same hour takes the place of the earlier one
 * under a new number: the log holds each hour once, and whoever asks for what comes after the last number it has seen
 * misses nothing.
 *
 * <p>Threads: any. Durability: an entry is on disk before anybody can read its number, because a number given twice would
 * hide a change from whoever has seen the first.
 */
public final class ChangeLog {
    private final Database database;

    /** What an entry is about. */
    public enum Kind {
        STATION, AREA
    }

    /**
     * A change.
     *
     * @param subject id of the station or area
     * @param hourMillis beginning of the hour, UTC
     * @param revision under which its values are stored now
     */
    public record Change(Kind kind, String subject, long hourMillis, long revision) {}

    /** A change with its number. */
    public record Entry(long number, Change change) {}

    private ChangeLog(Database database) {
        this.database = database;
    }

    public static ChangeLog open(Database database) throws IOException {
        Layout.migrate(database);
        return new ChangeLog(database);
    }

    /** Appends changes in this order, all or none. */
    public void append(List<Change> changes) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        database.writeDurably(connection -> {
            // REPLACE removes the earlier entry; AUTOINCREMENT gives the new one a number above all that ever were.
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR REPLACE INTO change_entry(kind, subject, hour, revision) VALUES(?, ?, ?, ?)")) {
                for (Change change : changes) {
                    statement.setString(1, change.kind().name());
                    statement.setString(2, change.subject());
                    statement.setLong(3, change.hourMillis());
                    statement.setLong(4, change.revision());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            return true;
        });
    }

    /** Up to {@code limit} entries after this number, in order; 0 for all. */
    public List<Entry> read(long after, int limit) throws IOException {
        return database.<List<Entry>>read(connection -> {
            List<Entry> entries = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT number, kind, subject, hour,"
                    + " revision FROM change_entry WHERE number > ? ORDER BY number LIMIT ?")) {
                statement.setLong(1, after);
                statement.setInt(2, limit);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Entry(rows.getLong(1), new Change(Kind.valueOf(rows.getString(2)),
                                rows.getString(3), rows.getLong(4), rows.getLong(5))));
                    }
                }
            }
            return entries;
        });
    }
}
