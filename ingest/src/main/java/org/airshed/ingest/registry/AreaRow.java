package org.airshed.ingest.registry;

import org.airshed.ingest.area.Area;
import org.jspecify.annotations.Nullable;

/**
 * An area as it was recorded, for the record.
 *
 * @param recordedMillis when it was added or took the place of the one before it, UTC
 * @param endedMillis when it was replaced or removed, null while it stands
 */
public record AreaRow(Area area, long recordedMillis, @Nullable Long endedMillis) {}
