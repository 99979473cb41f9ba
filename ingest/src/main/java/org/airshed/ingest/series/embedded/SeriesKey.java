package org.airshed.ingest.series.embedded;

import java.util.Comparator;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/** What a datastream is called. Ordered as answers are. */
record SeriesKey(StationId station, SensorName sensor, ObservedProperty property, Level level)
        implements
            Comparable<SeriesKey> {
    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::station)
            .thenComparing(SeriesKey::sensor).thenComparing(key -> key.property().id()).thenComparing(SeriesKey::level);

    static SeriesKey of(StoredReading reading) {
        return new SeriesKey(reading.station(), reading.sensor(), reading.property(), reading.level());
    }

    static SeriesKey of(Rollup rollup) {
        return new SeriesKey(rollup.station(), rollup.sensor(), rollup.property(), rollup.level());
    }

    boolean matches(RawQuery query) {
        return level.equals(Level.RAW) && (query.station() == null || query.station().equals(station));
    }

    boolean matches(RollupQuery query) {
        return (query.station() == null || query.station().equals(station))
                && (query.sensor() == null || query.sensor().equals(sensor))
                && (query.property() == null || query.property().equals(property))
                && (query.level() == null || query.level().equals(level));
    }

    boolean matches(ReadingQuery query) {
        return (query.station() == null || query.station().equals(station))
                && (query.sensor() == null || query.sensor().equals(sensor))
                && (query.property() == null || query.property().equals(property)) && query.level().equals(level);
    }

    /** A property is known by its id; the rest of its record would be hashed for every reading. */
    @Override
    public int hashCode() {
        return 31 * (31 * station.hashCode() + sensor.hashCode()) + property.id().hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesKey key && station.equals(key.station) && sensor.equals(key.sensor)
                && property.id().equals(key.property.id()) && level.equals(key.level);
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}
