package org.airshed.ingest.index;

import java.math.BigDecimal;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * One printed row of an index's table.
 *
 * @param averaging what the table is for; {@code instant} serves longer means too where {@link Input} says so
 * @param unit of {@code from} and {@code to}: that of the published table
 * @param from lower end; null for no bound
 * @param to upper end; null for no bound
 * @param toIncluded whether {@code to} belongs to this row
 * @param numberFrom index number at {@code from}
 * @param numberTo index number at {@code to}; the same as {@code numberFrom} where a band is one number
 * @param scaleTo end of an open band on the publisher's internal scale; null where there is none
 * @param mark how it was checked: V read in an official source or two that agree, T one transcription, M not re-read, P ours
 */
public record Breakpoint(ObservedProperty property, Averaging averaging, String unit, @Nullable BigDecimal from,
        @Nullable BigDecimal to, boolean toIncluded, int numberFrom, int numberTo, @Nullable BigDecimal scaleTo,
        String mark) {
    /** Whether a concentration does not lie above this row. */
    boolean reaches(BigDecimal concentration) {
        if (to == null) {
            return true;
        }
        int compared = concentration.compareTo(to);
        return toIncluded ? compared <= 0 : compared < 0;
    }
}
