package org.airshed.ingest.standard;

import java.math.BigDecimal;
import org.airshed.ingest.rollup.Completeness;
import org.jspecify.annotations.Nullable;

/** What a comparison comes to. */
public sealed interface Outcome {
    /** What it rests on, and would have rested on. */
    Completeness completeness();

    /**
     * What was compared.
     *
     * @param value the mean, percentile or deciding value, in {@code unit}; null where only a count is compared
     * @param exceedances null where a mean is compared
     */
    record Evidence(@Nullable BigDecimal value, BigDecimal limit, String unit, @Nullable Exceedances exceedances,
            Completeness completeness) {}

    /** The limit is kept. Of an attention criterion: there is no call. */
    record Met(Evidence evidence) implements Outcome {
        @Override
        public Completeness completeness() {
            return evidence.completeness();
        }
    }

    /**
     * The limit is not kept. A count over what is allowed is so even in a year with too few days, since no missing day
     * can lower it; the completeness says so.
     */
    record Exceeded(Evidence evidence) implements Outcome {
        @Override
        public Completeness completeness() {
            return evidence.completeness();
        }
    }

    /**
     * The stated uncertainty leaves it open.
     *
     * @param u95 half the width of the 95 % interval, in the evidence's unit
     */
    record Uncertain(Evidence evidence, BigDecimal u95) implements Outcome {
        @Override
        public Completeness completeness() {
            return evidence.completeness();
        }
    }

    /**
     * Too little was there.
     *
     * @param reason a sentence in English that names what is missing
     */
    record NotEnoughData(Completeness completeness, String reason) implements Outcome {}
}
