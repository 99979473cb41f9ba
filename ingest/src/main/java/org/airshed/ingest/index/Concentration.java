package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.property.Units;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Settled;
import org.jspecify.annotations.Nullable;

/**
 * A value that is averaged already. A missing one has no such record: there is no number for "unknown".
 *
 * @param unit SenML spelling: {@code ug/m3}, {@code mg/m3}, {@code ppb}, {@code ppm}
 * @param completeness what it rests on; null where whoever gives it does not say
 */
public record Concentration(ObservedProperty property, Averaging averaging, BigDecimal value, String unit,
        @Nullable Completeness completeness) {
    /**
     * The value in the unit of a table; empty where the units do not lead to each other. Powers of ten are exact; what is
     * converted between mass and mixing ratio is settled.
     *
     * @param reference condition at which a gas is converted; null = never
     */
    Optional<BigDecimal> in(String into, GasUnits.@Nullable Reference reference) {
        if (unit.equals(into)) {
            return Optional.of(value);
        }
        BigDecimal micrograms = micrograms();
        if (micrograms == null) {
            return fromCanonical(into, reference);
        }
        if ("ug/m3".equals(into)) {
            return Optional.of(micrograms);
        }
        return reference == null || !GasUnits.knows(property)
                ? Optional.empty()
                : fromPpb(Settled.of(GasUnits.partsPerBillion(micrograms, property, reference)), into);
    }

    private Optional<BigDecimal> fromCanonical(String into, GasUnits.@Nullable Reference reference) {
        if (!(Units.convert(value, unit, property) instanceof Units.Conversion.Converted converted)) {
            return Optional.empty();
        }
        if (property.unit().equals(into)) {
            return Optional.of(converted.value());
        }
        if (!"ppb".equals(property.unit())) {
            return Optional.empty();
        }
        if ("ug/m3".equals(into)) {
            return reference == null || !GasUnits.knows(property)
                    ? Optional.empty()
                    : Optional.of(Settled
                            .of(GasUnits.microgramsPerCubicMetre(converted.value(), property, reference)));
        }
        return fromPpb(converted.value(), into);
    }

    private static Optional<BigDecimal> fromPpb(BigDecimal ppb, String into) {
        return switch (into) {
            case "ppb" -> Optional.of(ppb);
            case "ppm" -> Optional.of(ppb.scaleByPowerOfTen(-3));
            default -> Optional.empty();
        };
    }

    private @Nullable BigDecimal micrograms() {
        return switch (unit) {
            case "ug/m3" -> value;
            case "mg/m3" -> value.multiply(new BigDecimal(1000), MathContext.UNLIMITED);
            default -> null;
        };
    }
}
