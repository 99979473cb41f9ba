package org.airshed.ingest.correction;

import java.math.BigDecimal;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.ChannelAgreement;
import org.jspecify.annotations.Nullable;

/**
 * What one sensor measured in one hour, before any correction: the only thing a correction takes. A corrected value has
 * another level and is refused here, so that corrections never stand on top of each other.
 *
 * @param level always {@link Level#RAW}; asked for so that nobody has to guess
 * @param value mean of the hour in {@code property.unit()}; null where the sensor belongs to the station in this hour
 *     and has no valid mean
 * @param exposure which air a humidity sensor measures, null where nobody said
 */
public record RawMean(SensorName sensor, ObservedProperty property, Level level, @Nullable BigDecimal value,
        @Nullable Exposure exposure) {
    public RawMean {
        if (!level.equals(Level.RAW)) {
            throw new IllegalArgumentException(sensor + "/" + property + " is of level " + level
                    + ": a corrected value is not corrected again");
        }
    }

    /**
     * The chip as the sensor's name gives it: {@code pms5003} of {@code pms5003-ttyama0}. A name without a hyphen is a
     * chip by itself.
     */
    public String chip() {
        return chip(sensor);
    }

    /** The chip as a sensor's name gives it: what stands before the first hyphen. */
    public static String chip(SensorName sensor) {
        return ChannelAgreement.family(sensor);
    }
}
