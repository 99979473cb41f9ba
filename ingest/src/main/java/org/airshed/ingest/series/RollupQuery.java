package org.airshed.ingest.series;

import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which rollups, in the order {@link Rollup#ORDER}.
 *
 * @param station null: of every station; likewise sensor, property and level
 * @param fromMillis first beginning
 * @param toMillis first beginning that no longer belongs to it
 * @param limit most rows, at least 1
 * @param after where the page before ended: only what comes after it in the order; null for the first page
 */
public record RollupQuery(@Nullable StationId station, @Nullable SensorName sensor,
        @Nullable ObservedProperty property, @Nullable Level level, Span span, long fromMillis, long toMillis,
        int limit, @Nullable Rollup after) {
    public RollupQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit);
        }
    }

    /** The page after the one that ended with {@code last}. */
    public RollupQuery after(Rollup last) {
        return new RollupQuery(station, sensor, property, level, span, fromMillis, toMillis, limit, last);
    }
}
