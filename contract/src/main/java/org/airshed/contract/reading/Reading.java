package org.airshed.contract.reading;

import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;

/**
 * One raw value at one phenomenon time.
 *
 * <p>Station, sensor, property, level (here always raw) and time are its key: sending it twice is harmless.
 *
 * @param property carries the unit of {@code value}
 * @param phenomenonTimeMillis start of the averaging window, UTC, milliseconds since 1970
 * @param value in {@code property.unit()}, finite
 */
public record Reading(StationId station, SensorName sensor, ObservedProperty property, long phenomenonTimeMillis,
        double value) {
    public Reading {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "value of " + station + " " + sensor + "/" + property.id() + " is " + value);
        }
    }
}
