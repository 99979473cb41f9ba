package org.airshed.ingest.quality;

import java.util.Collection;
import java.util.Optional;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;

/**
 * A person's flag for the period {@code [fromMillis, toMillis)}. It stands above every test: no test changes it, only a
 * later judgement or its own revocation does.
 *
 * <p>Threads: any; immutable.
 *
 * @param id number of the record; of two recorded in the same millisecond the higher one is the later
 * @param sensor the one sensor meant, null for every sensor of the station that observes the property
 * @param fromMillis first instant, UTC
 * @param toMillis end of the period, UTC, later than {@code fromMillis}
 * @param flag {@code GOOD}, {@code SUSPECT} or {@code FAIL}; taking a judgement back is a revocation, not a flag
 * @param reason why, in the person's own words, not blank
 * @param by who judged, not blank
 * @param recordedMillis when it was recorded, UTC
 * @param revokedMillis when it was taken back, UTC; null while it stands
 */
public record Judgement(long id, StationId station, ObservedProperty property, @Nullable SensorName sensor,
        long fromMillis, long toMillis, Flag flag, String reason, String by, long recordedMillis,
        @Nullable Long revokedMillis) {
    public Judgement {
        if (toMillis <= fromMillis) {
            throw new IllegalArgumentException(
                    "the judged period ends at " + toMillis + ", not after its beginning " + fromMillis);
        }
        if (flag == Flag.MISSING || flag == Flag.NOT_EVALUATED) {
            throw new IllegalArgumentException("a person judges GOOD, SUSPECT or FAIL, not " + flag);
        }
        if (reason.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("a judgement names its reason and who judged");
        }
    }

    /** Whether it speaks of this value: same station, property and sensor, within the period, not revoked. */
    public boolean concerns(StationId ofStation, SensorName ofSensor, ObservedProperty ofProperty, long atMillis) {
        return concernsDatastream(ofStation, ofSensor, ofProperty) && atMillis >= fromMillis && atMillis < toMillis;
    }

    /** Whether it speaks of the whole of {@code [beginMillis, endMillis)}: only then does it decide about an hour. */
    public boolean covers(StationId ofStation, SensorName ofSensor, ObservedProperty ofProperty, long beginMillis,
            long endMillis) {
        return concernsDatastream(ofStation, ofSensor, ofProperty) && beginMillis >= fromMillis
                && endMillis <= toMillis;
    }

    private boolean concernsDatastream(StationId ofStation, SensorName ofSensor, ObservedProperty ofProperty) {
        return revokedMillis == null && station.equals(ofStation) && property.equals(ofProperty)
                && (sensor == null || sensor.equals(ofSensor));
    }

    /** The one that stands among those that concern the same value: the latest record that is not revoked. */
    public static Optional<Judgement> standing(Collection<Judgement> concerning) {
        Judgement latest = null;
        for (Judgement judgement : concerning) {
            if (judgement.revokedMillis == null && (latest == null || judgement.isLaterThan(latest))) {
                latest = judgement;
            }
        }
        return Optional.ofNullable(latest);
    }

    private boolean isLaterThan(Judgement other) {
        return recordedMillis != other.recordedMillis ? recordedMillis > other.recordedMillis : id > other.id;
    }
}
