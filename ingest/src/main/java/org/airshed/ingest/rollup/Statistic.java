package org.airshed.ingest.rollup;

import java.math.BigDecimal;

/** A value computed from others, or why there is none. "Not enough data" is an answer like any other, never a zero. */
public sealed interface Statistic {
    /** What it rests on. */
    Completeness completeness();

    /**
     * There is a value.
     *
     * @param value exact, or with 34 significant digits where a division does not end; 16 for the mean of an hour
     */
    record Value(BigDecimal value, Completeness completeness) implements Statistic {}

    /**
     * There is none.
     *
     * @param reason a sentence in English that names what is missing: {@code 17 of 24 hours, 18 are needed}
     */
    record NotEnoughData(Completeness completeness, String reason) implements Statistic {
        /** Says what is missing from the numbers alone. */
        public static NotEnoughData of(Completeness completeness) {
            String unit = completeness.unit().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return new NotEnoughData(completeness, completeness.valid() + " of " + completeness.expected() + " " + unit
                    + ", " + completeness.required() + " are needed");
        }
    }
}
