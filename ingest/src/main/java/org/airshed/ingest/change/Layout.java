package org.airshed.ingest.change;

import java.io.IOException;
import java.util.List;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.database.Migration;

/**
 * Tables of this package. Numbers that others remember (revisions, entries of the log) are AUTOINCREMENT: a number is
 * never given twice, even after its row is gone.
 */
final class Layout {
    private static final String COMPONENT = "change";

    private static final List<Migration> STEPS = List.of(Migration.of("""
            CREATE TABLE dirty_hour(
              station TEXT NOT NULL, hour INTEGER NOT NULL, due INTEGER NOT NULL, generation INTEGER NOT NULL,
              taken INTEGER NOT NULL DEFAULT 0,
              PRIMARY KEY(station, hour)) WITHOUT ROWID""",
            "CREATE INDEX dirty_hour_due ON dirty_hour(due, station, hour)", """
                    CREATE TABLE dirty_generation(
                      one INTEGER PRIMARY KEY CHECK(one = 1), last INTEGER NOT NULL)""",
            "INSERT INTO dirty_generation(one, last) VALUES(1, 0)", """
                    CREATE TABLE revision(
                      number INTEGER PRIMARY KEY AUTOINCREMENT, rule_set TEXT NOT NULL, at INTEGER NOT NULL)""", """
                    CREATE TABLE change_entry(
                      number INTEGER PRIMARY KEY AUTOINCREMENT,
                      kind TEXT NOT NULL, subject TEXT NOT NULL, hour INTEGER NOT NULL, revision INTEGER NOT NULL,
                              UNIQUE(kind, subject, hour))""", """
                    CREATE TABLE followed(one INTEGER PRIMARY KEY CHECK(one = 1), hour INTEGER NOT NULL)""", """
                    CREATE TABLE area_computed(area TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID"""),
            // received: when the last of them came, where they came late; null where they came from the future.
            Migration.of("""
                    CREATE TABLE clock_hour(
                      station TEXT NOT NULL, hour INTEGER NOT NULL, received INTEGER,
                      PRIMARY KEY(station, hour)) WITHOUT ROWID""", """
                    CREATE TABLE clock_station(station TEXT PRIMARY KEY, punctual INTEGER NOT NULL) WITHOUT ROWID"""));

    private Layout() {}

    static void migrate(Database database) throws IOException {
        database.migrate(COMPONENT, STEPS);
    }
}
