package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The ways in which indices cut numbers. Rounding where truncation is asked, or the reverse, is the usual mistake.
 *
 * <p>A number is cut as it comes. What was divided or converted is settled first where that was done, so that no rest of
 * the arithmetic decides; what somebody gives as an exact number is not.
 */
final class Rounding {
    private Rounding() {}

    /** Toward zero. */
    static BigDecimal truncate(BigDecimal value, int digits) {
        return value.setScale(digits, RoundingMode.DOWN);
    }

    /** {@code floor(value + 0.5)}: half up also below zero, where {@link RoundingMode#HALF_UP} goes away from zero. */
    static BigDecimal halfUp(BigDecimal value, int digits) {
        BigDecimal half = new BigDecimal("0.5").scaleByPowerOfTen(-digits);
        return value.add(half).setScale(digits, RoundingMode.FLOOR);
    }
}
