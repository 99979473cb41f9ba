package org.airshed.ingest.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.DirtyHours;
import org.airshed.ingest.database.Database;

/** What a data folder knows of hours, without a tier that computes them. */
final class Computed {
    static final long HOUR = 3_600_000;

    private Computed() {}

    /** As if these hours of a station had been computed, the first at {@code fromMillis}. */
    static void hours(Path data, String station, long fromMillis, int count) throws IOException {
        try (Database database = Database.open(data)) {
            List<ChangeLog.Change> told = new ArrayList<>();
            for (int hour = 0; hour < count; hour++) {
                told.add(new ChangeLog.Change(ChangeLog.Kind.STATION, station, fromMillis + hour * HOUR, 1));
            }
            ChangeLog.open(database).append(told);
        }
    }

    /** How many hours are to be computed anew. */
    static long marked(Path data) throws IOException {
        try (Database database = Database.open(data)) {
            return DirtyHours.open(database, true, InstantSource.system()).pending();
        }
    }

    /** From now on no hour can be marked: what is to happen together with the mark fails. */
    static void forbidMarks(Path data) throws IOException {
        try (Database database = Database.open(data)) {
            DirtyHours.open(database, true, InstantSource.system());
            database.writeDurably(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute("CREATE TRIGGER no_room BEFORE INSERT ON dirty_hour"
                            + " BEGIN SELECT RAISE(ABORT, 'no room'); END");
                }
            });
        }
    }
}
