package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a period come to. A period without a single value has none.
 *
 * @param mean missing where too little was there, and then its completeness still says how much
 * @param min lowest value of the level below: of readings for an hour, of hours for a day, of days for a month or year
 * @param max highest value of the level below
 * @param count how many values of the level below; for an hour readings, which may be more than its slots
 */
public record Summary(Statistic mean, BigDecimal min, BigDecimal max, int count) {
    /**
     * Sums up a period from the level below it.
     *
     * @param values one for each part of the period, null where it is missing
     * @param unit what the parts are
     * @return empty where every value is missing
     */
    public static Optional<Summary> of(List<@Nullable BigDecimal> values, CaptureRule rule, Completeness.Unit unit) {
        List<BigDecimal> present = present(values);
        int expected = values.size();
        var completeness = new Completeness(present.size(), expected, rule.required(expected), unit);
        return of(present, completeness, MathContext.DECIMAL128);
    }

    static Optional<Summary> of(List<BigDecimal> present, Completeness completeness, MathContext digits) {
        if (present.isEmpty()) {
            return Optional.empty();
        }
        Statistic mean = completeness.enough()
                ? new Statistic.Value(mean(present, digits), completeness)
                : Statistic.NotEnoughData.of(completeness);
        return Optional.of(new Summary(mean, Collections.min(present), Collections.max(present), present.size()));
    }

    /** The mean of an exact sum, whatever the order; rounded only where the division needs more digits. */
    public static BigDecimal mean(Collection<BigDecimal> values, MathContext digits) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            sum = sum.add(value);
        }
        return sum.divide(BigDecimal.valueOf(values.size()), digits);
    }

    /** Those that are not missing. */
    static List<BigDecimal> present(List<@Nullable BigDecimal> values) {
        List<BigDecimal> present = new ArrayList<>(values.size());
        for (BigDecimal value : values) {
            if (value != null) {
                present.add(value);
            }
        }
        return present;
    }

    /** The mean, or null where too little was there. */
    public @Nullable BigDecimal meanOrNull() {
        return mean instanceof Statistic.Value value ? value.value() : null;
    }

    /** What the mean rests on, or would. */
    public Completeness completeness() {
        return mean.completeness();
    }
}
