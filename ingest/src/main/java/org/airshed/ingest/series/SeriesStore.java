package org.airshed.ingest.series;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Where readings live, and how far of the journal is in it.
 *
 * <p>Station, sensor, property, level and time are the key; what is written last wins, so writing the same journal
 * frames again in their order changes nothing. A store may be wrapped (a test that lets the position run ahead of the
 * answer does so), hence nothing but this interface stands between delivery and a store.
 *
 * <p>Threads: {@link #write}, {@link #acknowledge} and {@link #checkpoint} from the delivery thread only; everything
 * else from any. Durability: everything before {@link #releasableUpTo()} survives a power cut without the journal.
 */
public interface SeriesStore extends AutoCloseable {
    /**
     * Stores readings, in this order.
     *
     * @param journalEnd position after the last journal frame they come from: where delivery goes on after a restart
     */
    WriteOutcome write(List<Reading> readings, long journalEnd) throws IOException;

    /** Moves the position past a batch whose {@link WriteOutcome.Rejected rejected} readings are kept elsewhere. */
    void acknowledge(long journalEnd) throws IOException;

    /** The journal position that delivery goes on from; 0 for a new store. */
    long deliveredUpTo();

    /** The journal may drop what lies before this position. Never beyond {@link #deliveredUpTo()}. */
    long releasableUpTo();

    /**
     * Hands out readings in the order {@link StoredReading#ORDER}, up to the query's limit.
     *
     * @param sink must be quick: a store may hold a snapshot while it is called. What goes to a slow client is read in
     *     pages, each after the last reading of the one before
     * @throws SeriesUnavailableException with a sentence for the operator when the database cannot answer
     */
    void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException;

    /**
     * The latest raw reading of every datastream, or of one station's, in the order station, sensor, property.
     *
     * @throws SeriesUnavailableException with a sentence for the operator when the database cannot answer
     */
    List<StoredReading> latest(@Nullable StationId station) throws IOException;

    /** Does what is due: folds, syncs, so that {@link #releasableUpTo()} can move. Cheap when nothing is due. */
    void checkpoint() throws IOException;

    @Override
    void close() throws IOException;
}
