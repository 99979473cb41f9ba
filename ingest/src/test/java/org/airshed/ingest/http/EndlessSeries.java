package org.airshed.ingest.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Makes up as many readings as it is asked for, one a second, and holds none; can fail after a number of them. */
final class EndlessSeries implements SeriesStore {
    private static final long FIRST = 1_000_000_000_000L;
    private static final StationId STATION = new StationId("gracia-roof");
    private static final SensorName SENSOR = new SensorName("scd41-62");
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");

    private final int rows;
    private final int failAfter;
    private final AtomicLong handedOut = new AtomicLong();

    EndlessSeries(int rows, int failAfter) {
        this.rows = rows;
        this.failAfter = failAfter;
    }

    long handedOut() {
        return handedOut.get();
    }

    @Override
    public void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException {
        StoredReading after = query.after();
        long row = after == null ? 0 : (after.timeMillis() - FIRST) / 1_000 + 1;
        for (int i = 0; i < query.limit() && row < rows; i++, row++) {
            if (row >= failAfter) {
                throw new SeriesUnavailableException("planted", null);
            }
            sink.accept(new StoredReading(STATION, SENSOR, CO2, Level.RAW, FIRST + row * 1_000, row, Flag.NOT_EVALUATED,
                    0));
            handedOut.incrementAndGet();
        }
    }

    @Override
    public WriteOutcome write(List<Reading> readings, long journalEnd) {
        throw new UnsupportedOperationException("only read");
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
    public List<StoredReading> latest(@Nullable StationId station) {
        return List.of();
    }

    @Override
    public void checkpoint() {}

    @Override
    public void close() {}
}
