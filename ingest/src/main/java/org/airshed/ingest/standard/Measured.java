package org.airshed.ingest.standard;

import java.math.BigDecimal;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.jspecify.annotations.Nullable;

/**
 * What is held against a standard.
 *
 * @param hours of one quantity; where several years or the evening before count, these too
 * @param unit of the hours; it must be the criterion's own, because gases do not convert without a temperature
 * @param u95 stated uncertainty of a daily or yearly value, half the width of its 95 % interval in {@code unit}; null
 *     where none is stated
 */
public record Measured(Hours hours, String unit, DayRule days, ReportingYear year, @Nullable BigDecimal u95) {
    public Measured {
        if (u95 != null && u95.signum() < 0) {
            throw new IllegalArgumentException("an uncertainty of " + u95);
        }
    }

    Measured in(ReportingYear other) {
        return new Measured(hours, unit, days, other, u95);
    }
}
