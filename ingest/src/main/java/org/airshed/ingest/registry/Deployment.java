package org.airshed.ingest.registry;

import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * A station at a place for the period {@code [fromMillis, toMillis)}.
 *
 * @param fromMillis first instant, UTC
 * @param toMillis end of the period, null while the station still stands there
 * @param latitude degrees north, WGS 84, as precise as the keeper knows it: never for the public
 * @param longitude degrees east, WGS 84, likewise
 * @param ambient sensors whose humidity is that of the free air and not of the warmer box, as the keeper said for this
 *     place; of the others nobody said
 */
public record Deployment(StationId station, long fromMillis, @Nullable Long toMillis, double latitude,
        double longitude, @Nullable Double heightAboveGroundMetres, @Nullable Double elevationMetres,
        Environment environment, @Nullable String siteType, Set<SensorName> ambient) {
    public Deployment {
        ambient = Set.copyOf(ambient);
    }

    /** Whether the station stood here at that instant. */
    public boolean covers(long atMillis) {
        return atMillis >= fromMillis && (toMillis == null || atMillis < toMillis);
    }

    Placement placement() {
        return new Placement(latitude, longitude, heightAboveGroundMetres, elevationMetres, environment, siteType);
    }
}
