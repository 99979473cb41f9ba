package org.airshed.ingest.quality;

import java.math.BigDecimal;

/**
 * Comparisons with a limit, in doubles where that is safe and in decimals where the two sides nearly meet: a change of
 * exactly the limit is not above it, whatever binary fractions make of 0.1.
 */
final class Limits {
    /** Far above the rounding error of the few operations here, far below any step of a sensor. */
    private static final double NEAR = 1e-9;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Limits() {}

    /** {@code |value - (before + after) / 2| > limit}. */
    static boolean isSpike(double before, double value, double after, double limit) {
        double over = Math.abs(2 * value - before - after) - 2 * limit;
        double scale = Math.abs(value) + Math.abs(before) + Math.abs(after) + limit;
        if (Math.abs(over) > NEAR * scale) {
            return over > 0;
        }
        return decimal(value).multiply(TWO).subtract(decimal(before)).subtract(decimal(after)).abs()
                .compareTo(decimal(limit).multiply(TWO)) > 0;
    }

    /** {@code |value - before| / seconds > limit per second}. */
    static boolean isFaster(double before, double value, long millis, double limitPerSecond) {
        double over = Math.abs(value - before) * 1000 - limitPerSecond * millis;
        double scale = (Math.abs(value) + Math.abs(before)) * 1000 + limitPerSecond * millis;
        if (Math.abs(over) > NEAR * scale) {
            return over > 0;
        }
        return decimal(value).subtract(decimal(before)).abs().multiply(THOUSAND)
                .compareTo(decimal(limitPerSecond).multiply(BigDecimal.valueOf(millis))) > 0;
    }

    /** {@code max - min < tolerance}. */
    static boolean isFlat(double min, double max, double tolerance) {
        return differenceComparedTo(max, min, tolerance) < 0;
    }

    /** Sign of {@code (one - other) - limit}. */
    static int differenceComparedTo(double one, double other, double limit) {
        double over = one - other - limit;
        if (Math.abs(over) > NEAR * (Math.abs(one) + Math.abs(other) + Math.abs(limit))) {
            return over > 0 ? 1 : -1;
        }
        return decimal(one).subtract(decimal(other)).compareTo(decimal(limit));
    }

    /** The shortest decimal that means this double: 9.1 is exactly 9.1. */
    static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value);
    }
}
