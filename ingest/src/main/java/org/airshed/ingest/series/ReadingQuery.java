package org.airshed.ingest.series;

import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which readings, in the order {@link StoredReading#ORDER}.
 *
 * @param station null: of every station; likewise sensor and property
 * @param fromMillis first phenomenon time
 * @param toMillis first phenomenon time that no longer belongs to it
 * @param limit most readings, at least 1
 * @param after where the page before ended: only what comes after it in the order; null for the first page
 */
public record ReadingQuery(@Nullable StationId station, @Nullable SensorName sensor,
        @Nullable ObservedProperty property,
        Level level, long fromMillis, long toMillis, int limit, @Nullable StoredReading after) {
    public ReadingQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit);
        }
    }

    /** The page after the one that ended with {@code last}. */
    public ReadingQuery after(StoredReading last) {
        return new ReadingQuery(station, sensor, property, level, fromMillis, toMillis, limit, last);
    }
}
