package org.airshed.ingest.series;

import java.util.Comparator;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/**
 * One value as a store holds it.
 *
 * @param timeMillis phenomenon time, start of the averaging window, UTC
 * @param value in {@code property.unit()}
 * @param reasons mask of quality control's named reasons, 0 where none
 */
public record StoredReading(StationId station, SensorName sensor, ObservedProperty property, Level level,
        long timeMillis, double value, Flag flag, int reasons) {
    /** The order of every answer: time, station, sensor, property, level. */
    public static final Comparator<StoredReading> ORDER = Comparator.comparingLong(StoredReading::timeMillis)
            .thenComparing(StoredReading::station).thenComparing(StoredReading::sensor)
            .thenComparing(reading -> reading.property().id()).thenComparing(StoredReading::level);
}
