package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Takes the rest of a division off a value before it is cut to fewer digits or held against a limit: 24 hours whose mean
 * is 9.1 may come to 9.0999999999999999 where some of them are quotients themselves, and truncation makes 9.0 of that.
 *
 * <p>Only for what was reckoned. What somebody gives as an exact number is that number.
 */
public final class Settled {
    /** Decimals that count: nobody measures 1e-9 of any unit here. */
    private static final int DECIMALS = 9;

    private Settled() {}

    /** The value to nine decimals, half up; itself where it has no more. */
    public static BigDecimal of(BigDecimal value) {
        return value.scale() > DECIMALS ? value.setScale(DECIMALS, RoundingMode.HALF_UP) : value;
    }
}
