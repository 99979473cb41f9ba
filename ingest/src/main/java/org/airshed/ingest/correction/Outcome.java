package org.airshed.ingest.correction;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/** What a correction made of an hour. */
public sealed interface Outcome {
    /**
     * A corrected value, beside the raw ones it came from. It is no {@link RawMean} and no correction takes it.
     *
     * @param value in {@code property.unit()}, not rounded
     * @param level the correction as {@code id@version}
     * @param inputs every raw mean that went in: the corrected channels first, then humidity or pressure
     * @param flag GOOD, SUSPECT, or FAIL where the value is kept for the record and must not be shown as air quality
     * @param why a sentence for a flag other than GOOD, else empty
     */
    record Corrected(ObservedProperty property, BigDecimal value, Level level, List<RawMean> inputs, Flag flag,
            String why) implements Outcome {
        public Corrected {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * The correction has no answer for this hour.
     *
     * @param detail a sentence in English that names the correction
     */
    record Uncorrected(Reason reason, String detail) implements Outcome {}

    /** Why there is no corrected value. */
    enum Reason {
        /** It takes another property: a correction for CF=1 is never fed the atmospheric channel, nor the reverse. */
        OTHER_INPUT,
        /** Fitted for other chips, or for another sensor. */
        OTHER_SENSOR,
        /** Fitted outdoors and the station stands indoors, or the reverse, or nobody said where it stands. */
        OTHER_AIR,
        /** Humidity or pressure is missing; nothing is assumed in its place. */
        NO_COMPANION,
        /** The value, humidity or pressure lies outside the range of the fit. */
        OUT_OF_RANGE,
        /** The hour lies outside the period for which the fit was declared valid. */
        NOT_VALID_THEN
    }
}
