package org.airshed.ingest.correction;

import java.math.BigDecimal;
import org.airshed.contract.property.ObservedProperty;

/**
 * Values of a property for which a correction holds.
 *
 * @param from lowest value, included, in {@code property.unit()}
 * @param to highest value
 * @param toIncluded whether {@code to} itself still belongs to it
 */
public record Range(ObservedProperty property, BigDecimal from, BigDecimal to, boolean toIncluded) {
    public Range {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("range of " + property + " from " + from + " to " + to);
        }
    }

    /** Whether the value lies in it. */
    public boolean holds(BigDecimal value) {
        int end = value.compareTo(to);
        return value.compareTo(from) >= 0 && (toIncluded ? end <= 0 : end < 0);
    }

    @Override
    public String toString() {
        return property + " from " + from.toPlainString() + (toIncluded ? " to " : " to below ") + to.toPlainString()
                + " " + property.unit();
    }
}
