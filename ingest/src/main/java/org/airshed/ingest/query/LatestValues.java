package org.airshed.ingest.query;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * "What did each sensor say last?", in the order station, sensor, property; and as nobody has looked at most of that yet,
 * what quality control said last of the same sensor.
 *
 * <p>Threads: any thread that may block.
 */
public final class LatestValues {
    private final SeriesStore series;
    private final StationDirectory directory;
    private final LiveReadings live;

    public LatestValues(SeriesStore series, StationDirectory directory, LiveReadings live) {
        this.series = series;
        this.directory = directory;
        this.live = live;
    }

    /** @param judged what quality control said last of this datastream; null where it said nothing lately */
    public record Latest(StoredReading reading, LiveReadings.@Nullable Judgement judged) {}

    /** The newest reading of each datastream of one station; empty where the public knows no such station. */
    public Optional<List<Latest>> of(StationId station) throws IOException {
        if (directory.station(station).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(series.latest(station).stream().map(this::latest).toList());
    }

    /** The newest reading of each datastream of every station the public may see. */
    public List<Latest> ofAll() throws IOException {
        Set<StationId> visible = directory.ids();
        return series.latest(null).stream().filter(reading -> visible.contains(reading.station()))
                .map(this::latest).toList();
    }

    private Latest latest(StoredReading reading) {
        return new Latest(reading,
                live.judgement(reading.station(), reading.sensor(), reading.property()).orElse(null));
    }
}
