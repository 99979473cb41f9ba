package org.airshed.ingest.correction;

import org.airshed.contract.id.SensorName;
import org.airshed.ingest.correction.Outcome.Reason;
import org.airshed.ingest.correction.Outcome.Uncorrected;
import org.jspecify.annotations.Nullable;

/**
 * A correction that belongs to one sensor for a period: fitted beside a reference, or an offset that its keeper declared.
 *
 * @param sensor of the station whose fits are asked
 * @param validFromMillis first hour, UTC
 * @param validToMillis first hour that no longer belongs to it, null for none
 */
public record LocalFit(Correction correction, SensorName sensor, long validFromMillis, @Nullable Long validToMillis) {
    public LocalFit {
        if (validToMillis != null && validToMillis <= validFromMillis) {
            throw new IllegalArgumentException(correction.level() + " would be valid from " + validFromMillis + " to "
                    + validToMillis);
        }
    }

    /** Whether it was declared valid for the hour that begins then. */
    public boolean covers(long hourMillis) {
        return hourMillis >= validFromMillis && (validToMillis == null || hourMillis < validToMillis);
    }

    /** Corrects this sensor's hour, never a mean of several. */
    public Outcome apply(StationHour hour, RawMean mean) {
        if (!mean.sensor().equals(sensor)) {
            return new Uncorrected(Reason.OTHER_SENSOR,
                    correction.level() + " belongs to " + sensor + ", not to " + mean.sensor());
        }
        if (!covers(hour.hourMillis())) {
            return new Uncorrected(Reason.NOT_VALID_THEN, correction.level() + " is not valid in this hour");
        }
        return correction.apply(hour, Channels.of(mean));
    }
}
