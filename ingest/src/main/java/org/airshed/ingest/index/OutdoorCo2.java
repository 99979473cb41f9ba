package org.airshed.ingest.index;

import java.math.BigDecimal;

/**
 * The CO2 outdoors that a room is compared with.
 *
 * @param ppm measured at the same time, or the scheme's default
 * @param assumed true where it is the default: whoever shows the result must say so
 */
public record OutdoorCo2(BigDecimal ppm, boolean assumed) {
    public OutdoorCo2 {
        if (ppm.signum() <= 0) {
            throw new IllegalArgumentException("CO2 outdoors is " + ppm + " ppm");
        }
    }

    /** A measured value. */
    public static OutdoorCo2 measured(BigDecimal ppm) {
        return new OutdoorCo2(ppm, false);
    }
}
