package org.airshed.edge.sampling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.airshed.contract.property.ObservedProperty;

/** How many digits of a mean are kept. */
public final class Rounding {
    private Rounding() {}

    /** To a tenth of the property's resolution: further digits are noise, and cost bytes on every way. */
    public static double round(ObservedProperty property, double mean) {
        int digits = (int) Math.max(0, Math.ceil(-Math.log10(property.resolution())) + 1);
        return BigDecimal.valueOf(mean).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }
}
