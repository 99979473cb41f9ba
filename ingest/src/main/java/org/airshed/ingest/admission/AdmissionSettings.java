package org.airshed.ingest.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * Bounds of what is taken for possible.
 *
 * @param futureBound how far a phenomenon time may lie ahead of receipt: clocks that agree to the minute are enough, and
 *     a time is the start of its averaging window, so nothing sound lies ahead at all
 * @param earliest phenomenon times before this are those of a clock that was never set, unless the submission says
 *     {@code clk=synced}: who vouches for the time may send recordings of any age
 */
public record AdmissionSettings(Duration futureBound, Instant earliest) {
    /** Ten minutes ahead; 2020. */
    public static final AdmissionSettings STANDARD = new AdmissionSettings(Duration.ofMinutes(10),
            Instant.parse("2020-01-01T00:00:00Z"));

    public AdmissionSettings {
        if (futureBound.isNegative()) {
            throw new IllegalArgumentException("the bound for times in the future is " + futureBound);
        }
    }
}
