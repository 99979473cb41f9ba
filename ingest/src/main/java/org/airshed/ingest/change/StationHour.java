package org.airshed.ingest.change;

import org.airshed.contract.id.StationId;

/** One station's hour {@code [hourMillis, hourMillis + 1 h)}, UTC. */
record StationHour(StationId station, long hourMillis) {
    static final long MILLIS = 3_600_000;

    /** Beginning of the hour that holds this instant. */
    static long hourOf(long millis) {
        return millis - Math.floorMod(millis, MILLIS);
    }
}
