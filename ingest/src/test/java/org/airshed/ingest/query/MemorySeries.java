package org.airshed.ingest.query;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Readings in a sorted set; counts how it was asked, and can be out of order on request. */
public final class MemorySeries implements SeriesStore {
    private final NavigableSet<StoredReading> readings = new ConcurrentSkipListSet<>(StoredReading.ORDER);
    private volatile @Nullable String trouble;
    private volatile int reads;

    @Override
    public WriteOutcome write(List<Reading> batch, long journalEnd) {
        for (Reading reading : batch) {
            put(new StoredReading(reading.station(), reading.sensor(), reading.property(), Level.RAW,
                    reading.phenomenonTimeMillis(), reading.value(), Flag.NOT_EVALUATED, 0));
        }
        return new WriteOutcome.Stored(0);
    }

    public void put(StoredReading reading) {
        readings.remove(reading);
        readings.add(reading);
    }

    /** From now on every read fails with this sentence; null mends it. */
    public void trouble(@Nullable String sentence) {
        trouble = sentence;
    }

    /** How often {@link #read} was called. */
    public int reads() {
        return reads;
    }

    @Override
    public void acknowledge(long journalEnd) {}

    @Override
    public long deliveredUpTo() {
        return 0;
    }

    @Override
    public long releasableUpTo() {
        return 0;
    }

    @Override
    public synchronized void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException {
        reads++;
        failWhereTroubled();
        NavigableSet<StoredReading> rest = query.after() == null ? readings : readings.tailSet(query.after(), false);
        rest.stream().filter(r -> query.station() == null || query.station().equals(r.station()))
                .filter(r -> query.sensor() == null || query.sensor().equals(r.sensor()))
                .filter(r -> query.property() == null || query.property().equals(r.property()))
                .filter(r -> query.level().equals(r.level()))
                .filter(r -> r.timeMillis() >= query.fromMillis() && r.timeMillis() < query.toMillis())
                .limit(query.limit()).forEach(sink);
    }

    @Override
    public List<StoredReading> latest(@Nullable StationId station) throws IOException {
        failWhereTroubled();
        Map<List<Object>, StoredReading> latest = new HashMap<>();
        for (StoredReading reading : readings) {
            if (reading.level().equals(Level.RAW) && (station == null || station.equals(reading.station()))) {
                latest.put(List.of(reading.station(), reading.sensor(), reading.property()), reading);
            }
        }
        return latest.values().stream().sorted(java.util.Comparator.comparing(StoredReading::station)
                .thenComparing(StoredReading::sensor).thenComparing(r -> r.property().id())).toList();
    }

    private void failWhereTroubled() throws IOException {
        String sentence = trouble;
        if (sentence != null) {
            throw new SeriesUnavailableException(sentence, null);
        }
    }

    @Override
    public void checkpoint() {}

    @Override
    public void close() {}
}
