package org.airshed.contract.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a submission says about itself, in our own SenML base fields; all absent in plain SenML from elsewhere.
 *
 * @param boot id of the station's boot, field {@code boot}
 * @param sequence number of the submission within its boot, field {@code seq}: for gap reports, never for recognising
 *     repeats
 * @param clock whether the station's clock was trusted, field {@code clk}
 * @param upSeconds seconds since the station's boot when the submission was made, field {@code up}
 */
public record SubmissionHeader(@Nullable String boot, @Nullable Long sequence, Clock clock, @Nullable Long upSeconds) {
    /** The header of plain SenML. */
    public static final SubmissionHeader NONE = new SubmissionHeader(null, null, Clock.UNSTATED, null);

    /** Field {@code clk}. */
    public enum Clock {
        /** No statement: taken as trusted. */
        UNSTATED,
        /** {@code synced}. */
        SYNCED,
        /** {@code unsynced}: the boot ended without knowing the time; quarantined, never averaged. */
        UNSYNCED
    }
}
