package org.airshed.ingest.series;

import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/**
 * What quality control thinks of one raw reading.
 *
 * @param value that was judged: a reading that has another value by now is not meant
 * @param reasons mask of named reasons, 0 where none
 */
public record FlaggedReading(StationId station, SensorName sensor, ObservedProperty property, long timeMillis,
        double value, Flag flag, int reasons) {}
