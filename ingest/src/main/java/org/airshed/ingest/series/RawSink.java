package org.airshed.ingest.series;

import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/**
 * Takes raw readings one datastream after the other. Plain numbers, because an hour of a town is half a million of
 * them.
 *
 * <p>Must be quick, and must not write to the store that calls it: a snapshot may be held meanwhile.
 */
public interface RawSink {
    /** The values that follow are of this datastream. Called only where at least one follows. */
    void datastream(StationId station, SensorName sensor, ObservedProperty property);

    /**
     * One value; times ascend within a datastream.
     *
     * @param flagCode {@link Flag#code()}; 2 where quality control has not been there
     * @param reasons mask of quality control's named reasons, 0 where none
     */
    void value(long timeMillis, double value, int flagCode, int reasons);
}
