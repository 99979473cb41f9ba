package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.property.Units;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.index.GasUnits;
import org.jspecify.annotations.Nullable;

/**
 * Converts between any two units of a property: those the contract takes, and the mass concentration of a gas where a
 * temperature is given.
 *
 * @param condition null where none is given: mass and mixing ratio then do not lead to each other
 */
record Quantity(ObservedProperty property, @Nullable Condition condition) {
    /** All units of mass concentration lead to its unit, for gases too. */
    private static final ObservedProperty MASS = ObservedProperties.of("pm2_5");
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /**
     * What a gas is weighed at.
     *
     * @param kelvin more than 0
     * @param hectopascals more than 0
     */
    record Condition(BigDecimal kelvin, BigDecimal hectopascals) {
        /** The pressure all published conversions use. */
        static final BigDecimal ATMOSPHERE = new BigDecimal("1013.25");
        private static final BigDecimal ZERO_CELSIUS = new BigDecimal("273.15");
        private static final BigDecimal COLDEST = new BigDecimal(-90);
        private static final BigDecimal WARMEST = new BigDecimal(60);
        private static final BigDecimal THINNEST = new BigDecimal(300);
        private static final BigDecimal DENSEST = new BigDecimal(1100);

        static Condition of(GasUnits.Reference reference) {
            return new Condition(reference.kelvin(), ATMOSPHERE);
        }

        /** From the fields "temperature" in degrees Celsius and "pressure" in hPa; null where there is neither. */
        static @Nullable Condition of(Question question) {
            BigDecimal pressure = question.numberOrNull("pressure");
            if (!question.has("temperature") && pressure == null) {
                return null;
            }
            BigDecimal celsius = question.number("temperature");
            if (celsius.compareTo(COLDEST) < 0 || celsius.compareTo(WARMEST) > 0) {
                throw question.bad("temperature", "degrees Celsius from -90 to 60");
            }
            if (pressure != null && (pressure.compareTo(THINNEST) < 0 || pressure.compareTo(DENSEST) > 0)) {
                throw question.bad("pressure", "hPa from 300 to 1100");
            }
            return new Condition(celsius.add(ZERO_CELSIUS), pressure == null ? ATMOSPHERE : pressure);
        }

        /** ug/m3 that one ppb weighs. */
        BigDecimal microgramsPerPpb(ObservedProperty gas) {
            for (GasUnits.Reference reference : GasUnits.Reference.values()) {
                if (reference.kelvin().compareTo(kelvin) == 0) {
                    return scaled(GasUnits.microgramsPerPpb(gas, reference));
                }
            }
            GasUnits.Reference near = GasUnits.Reference.CELSIUS_20;
            return scaled(GasUnits.microgramsPerPpb(gas, near).multiply(near.kelvin()).divide(kelvin, DIGITS));
        }

        private BigDecimal scaled(BigDecimal factor) {
            return hectopascals.compareTo(ATMOSPHERE) == 0
                    ? factor
                    : factor.multiply(hectopascals).divide(ATMOSPHERE, DIGITS);
        }
    }

    /** Into the property's canonical unit, for values that stand in the field {@code name}. */
    UnaryOperator<BigDecimal> canonical(String name, String unit) {
        return into(name, unit, property.unit());
    }

    /** From the unit in a field into another, where only the first can be wrong. */
    UnaryOperator<BigDecimal> into(String name, String from, String to) {
        return into(name, from, name, to);
    }

    /** From one unit into another; both are checked at once under the names of their fields, values come later. */
    UnaryOperator<BigDecimal> into(String fromName, String from, String toName, String to) {
        if (from.equals(to)) {
            if (!leads(from, property) && !isMassOfGas(from)) {
                throw refusal(fromName, from);
            }
            return value -> value;
        }
        if (isMassOfGas(from) && isMassOfGas(to)) {
            // Not by way of ppb: a division would move a value off a limit that it stands on.
            return new Quantity(MASS, null).into(fromName, from, toName, to);
        }
        UnaryOperator<BigDecimal> in = toCanonical(fromName, from);
        UnaryOperator<BigDecimal> out = to.equals(property.unit()) ? value -> value : fromCanonical(toName, to);
        return value -> out.apply(in.apply(value));
    }

    /** Gases are what is kept in ppb; anything else that has mass leads to its own unit by itself. */
    private boolean isMassOfGas(String unit) {
        return property.unit().equals("ppb") && leads(unit, MASS);
    }

    private UnaryOperator<BigDecimal> toCanonical(String name, String unit) {
        if (leads(unit, property)) {
            return value -> converted(value, unit, property).orElseThrow();
        }
        BigDecimal micrograms = microgramsPerPpb(name, unit);
        return value -> converted(value, unit, MASS).orElseThrow().divide(micrograms, DIGITS);
    }

    private UnaryOperator<BigDecimal> fromCanonical(String name, String unit) {
        if (leads(unit, property)) {
            return value -> back(value, unit, property);
        }
        BigDecimal micrograms = microgramsPerPpb(name, unit);
        return value -> back(value.multiply(micrograms), unit, MASS);
    }

    private BigDecimal microgramsPerPpb(String name, String unit) {
        if (!leads(unit, MASS) || !GasUnits.knows(property)) {
            throw refusal(name, unit);
        }
        Condition at = condition;
        if (at == null) {
            throw new Refusal(Reason.WRONG_UNIT, name + ": '" + unit + "' is a mass concentration and " + property
                    + " is kept in " + property.unit() + ": give 'temperature' in degrees Celsius (EU and UK 20, US 25)"
                    + " to convert it");
        }
        return at.microgramsPerPpb(property);
    }

    private Refusal refusal(String name, String unit) {
        String why = Units.convert(BigDecimal.ONE, unit, property) instanceof Units.Conversion.Refused refused
                ? refused.detail()
                : "";
        return new Refusal(Reason.WRONG_UNIT, name + ": " + printable(why));
    }

    private static String printable(String sentence) {
        return sentence.codePoints().limit(300).map(point -> Character.isISOControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** Whether a unit leads to the property's own without a temperature. */
    static boolean leads(String unit, ObservedProperty property) {
        return converted(BigDecimal.ONE, unit, property).isPresent();
    }

    private static Optional<BigDecimal> converted(BigDecimal value, String unit, ObservedProperty property) {
        return !unit.isEmpty() && Units.convert(value, unit, property) instanceof Units.Conversion.Converted converted
                ? Optional.of(converted.value())
                : Optional.empty();
    }

    /** The other way round: all conversions are straight lines. */
    private static BigDecimal back(BigDecimal canonical, String unit, ObservedProperty property) {
        BigDecimal zero = converted(BigDecimal.ZERO, unit, property).orElseThrow();
        BigDecimal one = converted(BigDecimal.ONE, unit, property).orElseThrow();
        BigDecimal over = canonical.subtract(zero);
        // Powers of ten come out exact, however many digits that takes.
        return over.divide(one.subtract(zero),
                new MathContext(Math.max(DIGITS.getPrecision(), over.precision() + 4), RoundingMode.HALF_EVEN));
    }
}
