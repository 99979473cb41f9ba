package org.airshed.ingest.query;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;

/**
 * "What did each sensor say last?", in the order station, sensor, property.
 *
 * <p>Threads: any thread that may block.
 */
public final class LatestValues {
    private final SeriesStore series;
    private final StationDirectory directory;

    public LatestValues(SeriesStore series, StationDirectory directory) {
        this.series = series;
        this.directory = directory;
    }

    /** The newest reading of each datastream of one station; empty where the public knows no such station. */
    public Optional<List<StoredReading>> of(StationId station) throws IOException {
        if (directory.station(station).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(series.latest(station));
    }

    /** The newest reading of each datastream of every station the public may see. */
    public List<StoredReading> ofAll() throws IOException {
        Set<StationId> visible = directory.ids();
        return series.latest(null).stream().filter(reading -> visible.contains(reading.station())).toList();
    }
}
