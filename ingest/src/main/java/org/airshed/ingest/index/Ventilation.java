package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a ventilation proxy beside its band: how sure it is.
 *
 * @param lower ppm, the lowest CO2 that the sensor's uncertainty allows
 * @param upper ppm, the highest
 * @param about true where a limit lies between the two: say "about", decide nothing
 * @param possible the bands between the two, best first
 * @param outdoor what was subtracted; null where the absolute value counts
 */
public record Ventilation(BigDecimal lower, BigDecimal upper, boolean about, List<Band> possible,
        @Nullable OutdoorCo2 outdoor) {
    public Ventilation {
        possible = List.copyOf(possible);
    }
}
