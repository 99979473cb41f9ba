package org.airshed.ingest.change;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.airshed.ingest.database.Database;

/**
 * Numbers under which derived values are stored, each with the rules that were in force.
 *
 * <p>Threads: any. Durability: a number is on disk before anything is stored under it, so it is never given twice.
 */
public final class Revisions {
    private final Database database;
    private final InstantSource clock;

    /**
     * One computation.
     *
     * @param ruleSet text that names the rules and their versions
     */
    public record Revision(long number, String ruleSet, Instant at) {}

    private Revisions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public static Revisions open(Database database, InstantSource clock) throws IOException {
        Layout.migrate(database);
        return new Revisions(database, clock);
    }

    /** Begins one and gives its number, higher than all before. */
    public long begin(String ruleSet) throws IOException {
        return database.<Long>writeDurably(connection -> {
            try (PreparedStatement statement = connection
                    .prepareStatement("INSERT INTO revision(rule_set, at) VALUES(?, ?) RETURNING number")) {
                statement.setString(1, ruleSet);
                statement.setLong(2, clock.millis());
                try (ResultSet rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw new IOException("no number was given to a revision");
                    }
                    return rows.getLong(1);
                }
            }
        });
    }

    /** What this number stands for; empty where it was never given. */
    public Optional<Revision> find(long number) throws IOException {
        return database.<Optional<Revision>>read(connection -> {
            try (PreparedStatement statement = connection
                    .prepareStatement("SELECT rule_set, at FROM revision WHERE number = ?")) {
                statement.setLong(1, number);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional
                                    .of(new Revision(number, rows.getString(1), Instant.ofEpochMilli(rows.getLong(2))))
                            : Optional.empty();
                }
            }
        });
    }
}
