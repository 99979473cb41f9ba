package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.airshed.ingest.series.StationPlace;
import org.airshed.ingest.series.StationPlaces;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.ingest.series.line.Escape;
import org.airshed.journal.CursorFile;
import org.airshed.journal.disk.Disk;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB 1.8, 2.x or 3.x as the store; proved against 2.7.
 *
 * <p>The position moves after the database's answer. It is put on disk once a second at most: after a crash the last
 * second is written again, which changes nothing. Repeats that differ are not counted: the database does not tell.
 *
 * <p>Threads: as {@link SeriesStore}. Durability: InfluxDB 1.x and 2.x force their log before they answer; for what
 * answers earlier, {@link InfluxSettings#settle} keeps the journal a while longer.
 */
public final class InfluxStore implements SeriesStore, StationPlaces {
    /** Measurement that tells dashboards where stations are. */
    static final String PLACES = "station_info";

    private static final Duration CURSOR = Duration.ofSeconds(1);

    private final InfluxSettings settings;
    private final InstantSource clock;
    private final CursorFile cursor;
    private final InfluxWriter writer;
    private final InfluxWriter placeWriter;
    private final InfluxWriter derivedWriter;
    private final InfluxQueries queries;
    private final InfluxReader reader;
    private final InfluxDerived derived;
    private final Settling settling;
    private volatile long delivered;
    private volatile long releasable;
    private Instant cursorStored; // delivery thread only

    private InfluxStore(InfluxSettings settings, CursorFile cursor, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.cursor = cursor;
        writer = new InfluxWriter(settings);
        placeWriter = new InfluxWriter(settings); // its own, as it is used from another thread
        derivedWriter = new InfluxWriter(settings); // likewise
        queries = new InfluxQueries(settings);
        reader = new InfluxReader(queries, clock);
        derived = new InfluxDerived(queries, derivedWriter::write, settings.batchLines());
        settling = new Settling(settings.settle());
        delivered = cursor.position();
        cursorStored = clock.instant();
        settling.answered(cursorStored, delivered);
    }

    /**
     * Opens the store; the database need not be there yet.
     *
     * @param cursorFile keeps the delivery position
     */
    public static InfluxStore open(InfluxSettings settings, Path cursorFile, Disk disk, InstantSource clock)
            throws IOException {
        return new InfluxStore(settings, CursorFile.open(cursorFile, disk), clock);
    }

    /** Flags, rollups and indicators in the same bucket. */
    public DerivedStore derived() {
        return derived;
    }

    @Override
    public WriteOutcome write(List<Reading> readings, long journalEnd) {
        WriteOutcome outcome = readings.isEmpty()
                ? new WriteOutcome.Stored(0)
                : new BatchWriter(writer::write, settings.batchLines()).write(readings);
        if (outcome instanceof WriteOutcome.Stored) {
            moved(journalEnd);
        }
        return outcome;
    }

    @Override
    public void acknowledge(long journalEnd) {
        moved(journalEnd);
    }

    private void moved(long journalEnd) {
        delivered = journalEnd;
        settling.answered(clock.instant(), journalEnd);
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
        reader.read(query, sink);
    }

    @Override
    public List<StoredReading> latest(@Nullable StationId station) throws IOException {
        return reader.latest(station);
    }

    @Override
    public synchronized void publish(List<StationPlace> places, long atMillis) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (StationPlace place : places) {
            lines.append(
                    String.format(Locale.ROOT, "%s,station=%s latitude=%s,longitude=%s,environment=\"%s\" %d\n", PLACES,
                            Escape.key(place.station().text()), place.latitude(), place.longitude(),
                            Escape.field(place.environment()), atMillis));
        }
        InfluxWriter.Answer answer = places.isEmpty()
                ? new InfluxWriter.Answer.Stored()
                : placeWriter.write(lines.toString());
        switch (answer) {
            case InfluxWriter.Answer.Stored _ -> {
                // all is well
            }
            case InfluxWriter.Answer.Later later -> throw new SeriesUnavailableException(later.reason(), null);
            case InfluxWriter.Answer.Refused refused -> throw new SeriesUnavailableException(refused.reason(), null);
            case InfluxWriter.Answer.TooLarge large -> throw new SeriesUnavailableException(large.reason(), null);
        }
    }

    @Override
    public void checkpoint() throws IOException {
        Instant now = clock.instant();
        if (delivered > cursor.position() && !now.isBefore(cursorStored.plus(CURSOR))) {
            storeCursor(now);
        }
        releasable = Math.min(cursor.position(), settling.settled(now));
    }

    private void storeCursor(Instant now) throws IOException {
        cursor.store(delivered);
        cursorStored = now;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        closePlaceWriter();
        synchronized (derived) {
            derivedWriter.close();
        }
        queries.close();
        if (delivered > cursor.position()) {
            storeCursor(clock.instant());
        }
        cursor.close();
    }

    private synchronized void closePlaceWriter() {
        placeWriter.close();
    }
}
