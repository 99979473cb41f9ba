package org.airshed.system.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.journal.CursorFile;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;

/**
 * A planted fault: the delivery position moves, and is written down, before the store below has answered. The ledger must
 * catch it.
 */
final class HastyStore implements SeriesStore {
    private final SeriesStore store;
    private final CursorFile cursor;
    private final LinkedBlockingQueue<Batch> unanswered = new LinkedBlockingQueue<>();

    private record Batch(List<Reading> readings, long journalEnd) {}

    HastyStore(SeriesStore store, Path folder) throws IOException {
        this.store = store;
        this.cursor = CursorFile.open(folder.resolve("hasty-cursor"), new FileDisk());
        Thread.ofPlatform().name("hasty-store").daemon().start(this::writeBehind);
    }

    private void writeBehind() {
        try {
            while (true) {
                Batch batch = unanswered.take();
                while (!(store.write(batch.readings, batch.journalEnd) instanceof WriteOutcome.Stored)) {
                    Thread.sleep(100);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("the store below failed", e);
        }
    }

    @Override
    public WriteOutcome write(List<Reading> readings, long journalEnd) throws IOException {
        unanswered.add(new Batch(List.copyOf(readings), journalEnd));
        cursor.store(journalEnd);
        return new WriteOutcome.Stored(0);
    }

    @Override
    public void acknowledge(long journalEnd) throws IOException {
        cursor.store(journalEnd);
    }

    @Override
    public long deliveredUpTo() {
        return cursor.position();
    }

    @Override
    public long releasableUpTo() {
        return cursor.position();
    }

    @Override
    public void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException {
        store.read(query, sink);
    }

    @Override
    public List<StoredReading> latest(@Nullable StationId station) throws IOException {
        return store.latest(station);
    }

    @Override
    public void checkpoint() throws IOException {
        store.checkpoint();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
