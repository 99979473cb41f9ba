package org.airshed.ingest.series.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The store that needs nothing installed: SQLite, in the registry's file. The delivery position is a row of the same
 * transaction as the readings, so neither is ever there without the other.
 *
 * <p>Threads: as {@link SeriesStore}. Durability: a killed process loses nothing that was answered; after a power cut
 * the position may stand further back, never beyond what is stored, and the journal still holds the rest because it is
 * released only after a synced checkpoint.
 */
public final class EmbeddedStore implements SeriesStore {
    private final Database database;
    private final EmbeddedSettings settings;
    private final InstantSource clock;
    private final Dictionary dictionary;

    private volatile long delivered;
    private volatile long releasable;

    // Delivery thread only
    private @Nullable TailWriter writer;
    private long tailRows;
    private boolean folding;
    private Instant lastFold;
    private Instant lastSync;

    private EmbeddedStore(Database database, EmbeddedSettings settings, InstantSource clock, Opened opened) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.dictionary = opened.dictionary;
        this.delivered = opened.position;
        this.tailRows = opened.tailRows;
        this.lastFold = clock.instant();
        this.lastSync = Instant.MIN;
    }

    private record Opened(Dictionary dictionary, long position, long tailRows) {}

    /** Opens the store in this database, which stays the caller's to close, after the store. */
    public static EmbeddedStore open(Database database, EmbeddedSettings settings, InstantSource clock)
            throws IOException {
        database.migrate(Layout.COMPONENT, Layout.STEPS);
        Opened opened = database.read(connection -> new Opened(Dictionary.load(connection),
                number(connection, "SELECT journal_position FROM delivery"),
                number(connection, "SELECT count(*) FROM tail")));
        return new EmbeddedStore(database, settings, clock, opened);
    }

    /** Flags, rollups and indicators in the same file. */
    public DerivedStore derived() {
        return new EmbeddedDerived(database, dictionary);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public WriteOutcome write(List<Reading> readings, long journalEnd) throws IOException {
        TailWriter used;
        try {
            used = dictionary.write(database, connection -> {
                TailWriter tail = writer;
                if (tail == null) {
                    tail = new TailWriter(connection); // the writer's connection stays the same for good
                    writer = tail;
                }
                tail.write(connection, dictionary, readings);
                move(connection, journalEnd);
                return tail;
            });
        } catch (IOException e) {
            return new WriteOutcome.TryLater(Duration.ofSeconds(1), sentence(e));
        }
        tailRows += used.inserted();
        delivered = journalEnd;
        for (Reading reading : readings) {
            SeriesKey key = new SeriesKey(reading.station(), reading.sensor(), reading.property(), Level.RAW);
            dictionary.find(key).ifPresent(series -> series
                    .stored(Dictionary.unflagged(key, reading.phenomenonTimeMillis(), reading.value())));
        }
        return new WriteOutcome.Stored(used.altered());
    }

    private String sentence(IOException cause) {
        return cause.getMessage() + "; check free space and permissions of " + database.file().getParent()
                + " (readings wait in the journal)";
    }

    @Override
    public void acknowledge(long journalEnd) throws IOException {
        database.write(connection -> {
            move(connection, journalEnd);
            return true;
        });
        delivered = journalEnd;
    }

    private static void move(Connection connection, long journalEnd) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE delivery SET journal_position = ?")) {
            statement.setLong(1, journalEnd);
            statement.executeUpdate();
        }
    }

    @Override
    public long deliveredUpTo() {
        return delivered;
    }

    @Override
    public long releasableUpTo() {
        return releasable;
    }

    @Override
    public void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException {
        List<SeriesState> wanted = dictionary.matching(query.station(), key -> key.matches(query));
        database.read(connection -> {
            new MergedReader(connection, wanted, query, sink).run();
            return true;
        });
    }

    @Override
    public List<StoredReading> latest(@Nullable StationId station) {
        List<StoredReading> latest = new ArrayList<>();
        for (SeriesState series : dictionary.all()) {
            StoredReading reading = series.latest();
            if (reading != null && (station == null || station.equals(series.key.station()))) {
                latest.add(reading);
            }
        }
        latest.sort(Comparator.<StoredReading, SeriesKey>comparing(SeriesKey::of));
        return latest;
    }

    /** Folds one slice where folding is due, so that delivery never waits for a whole fold; syncs where that is due. */
    @Override
    public void checkpoint() throws IOException {
        Instant now = clock.instant();
        if (!folding && (tailRows >= settings.foldAtRows()
                || (tailRows > 0 && !now.isBefore(lastFold.plus(settings.foldAfter()))))) {
            folding = true;
        }
        if (folding) {
            foldSlice();
            if (!folding) {
                lastFold = now;
            }
        }
        if (releasable < delivered
                && (lastSync.equals(Instant.MIN) || !now.isBefore(lastSync.plus(settings.syncEvery())))) {
            lastSync = now;
            sync();
        }
    }

    private void foldSlice() throws IOException {
        Map<SeriesState, Long> reached = new HashMap<>();
        Fold.Slice slice = database.write(connection -> {
            Fold.Slice moved = Fold.oldest(connection, settings.sliceRows());
            readFoldedUpTo(connection, reached);
            return moved;
        });
        reached.forEach((series, time) -> series.foldedUpTo = time);
        tailRows -= slice.rows();
        folding = !slice.last();
    }

    private void readFoldedUpTo(Connection connection, Map<SeriesState, Long> reached) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT max(t) FROM main WHERE series = ?")) {
            for (SeriesState series : dictionary.all()) {
                statement.setInt(1, series.id);
                try (ResultSet rows = statement.executeQuery()) {
                    long time = rows.next() ? rows.getLong(1) : 0;
                    if (!rows.wasNull()) {
                        reached.put(series, time);
                    }
                }
            }
        }
    }

    private void sync() throws IOException {
        long upTo = delivered; // read before: what is written meanwhile is not covered
        if (database.checkpoint()) {
            releasable = upTo;
        }
    }

    /** Syncs, so that the next start finds the journal released as far as it can be. */
    @Override
    public void close() throws IOException {
        if (releasable < delivered) {
            sync();
        }
        TailWriter open = writer;
        writer = null;
        if (open != null) {
            database.write(connection -> {
                open.close();
                return true;
            });
        }
    }
}
