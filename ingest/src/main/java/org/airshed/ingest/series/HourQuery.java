package org.airshed.ingest.series;

import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;

/**
 * The hours of one raw datastream that begin within {@code [fromMillis, toMillis)}.
 *
 * @param fromMillis rounded up to a full hour
 * @param toMillis first beginning that no longer belongs to it
 */
public record HourQuery(StationId station, SensorName sensor, ObservedProperty property, long fromMillis,
        long toMillis) {}
