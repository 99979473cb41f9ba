package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The ways in which indices cut numbers. Rounding where truncation is asked, or the reverse, is the usual mistake. */
final class Rounding {
    /**
     * Decimals that count. A mean of 9.1 that went through a division without end or through a binary fraction arrives
     * as 9.0999999999999996; it is 9.1. Nobody measures 1e-9 of any unit here.
     */
    private static final int SETTLED = 9;

    private Rounding() {}

    /** Removes the traces of earlier arithmetic; to be done once before any cut. */
    static BigDecimal settle(BigDecimal value) {
        return value.scale() > SETTLED ? value.setScale(SETTLED, RoundingMode.HALF_UP) : value;
    }

    /** Toward zero. */
    static BigDecimal truncate(BigDecimal value, int digits) {
        return settle(value).setScale(digits, RoundingMode.DOWN);
    }

    /** {@code floor(value + 0.5)}: half up also below zero, where {@link RoundingMode#HALF_UP} goes away from zero. */
    static BigDecimal halfUp(BigDecimal value, int digits) {
        BigDecimal half = new BigDecimal("0.5").scaleByPowerOfTen(-digits);
        return settle(value).add(half).setScale(digits, RoundingMode.FLOOR);
    }
}
