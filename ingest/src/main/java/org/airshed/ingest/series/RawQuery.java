package org.airshed.ingest.series;

import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * Which raw readings, datastream by datastream.
 *
 * @param station null: of every station
 * @param fromMillis first phenomenon time
 * @param toMillis first phenomenon time that no longer belongs to it
 */
public record RawQuery(@Nullable StationId station, long fromMillis, long toMillis) {}
