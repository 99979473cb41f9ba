package org.airshed.contract.property;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Converts compatible units into a property's canonical one, once and in decimal.
 *
 * <p>Exact, except where a division does not end (Fahrenheit): there 34 significant digits.
 *
 * <p>Threads: any. Source: {@code units.csv} beside this class.
 */
public final class Units {
    private static final Set<String> MASS = Set.of("ng/m3", "ug/m3", "mg/m3", "g/m3", "kg/m3", "mg/l");
    private static final Map<String, Map<String, Scale>> INTO = new HashMap<>();
    private static final Set<String> KNOWN = new HashSet<>(MASS);

    static {
        for (ObservedProperty property : ObservedProperties.all()) {
            KNOWN.add(property.unit());
        }
        for (String[] cells : PropertyTable.rows("units.csv", 5)) {
            KNOWN.add(cells[1]);
            INTO.computeIfAbsent(cells[0], unit -> new HashMap<>())
                    .put(cells[1],
                            new Scale(new BigDecimal(cells[2]), new BigDecimal(cells[3]), new BigDecimal(cells[4])));
        }
    }

    private Units() {}

    /** What became of a value. */
    public sealed interface Conversion {
        /** The value in the property's canonical unit. */
        record Converted(BigDecimal value) implements Conversion {}

        /**
         * The unit does not lead to the property's.
         *
         * @param reason {@code unknown-unit}, {@code mass-to-volume} or {@code incompatible-unit}
         * @param detail a sentence for the keeper that names unit and property
         */
        record Refused(String reason, String detail) implements Conversion {}
    }

    /** {@code (written - subtract) * multiply / divide}. */
    private record Scale(BigDecimal subtract, BigDecimal multiply, BigDecimal divide) {
        /** Powers of ten divide exactly, however many digits that takes; only ninths need an end. */
        BigDecimal apply(BigDecimal written) {
            BigDecimal product = written.subtract(subtract).multiply(multiply);
            return product.divide(divide, isPowerOfTen(divide)
                    ? MathContext.UNLIMITED
                    : new MathContext(Math.max(34, product.precision())));
        }

        private static boolean isPowerOfTen(BigDecimal number) {
            return number.stripTrailingZeros().unscaledValue().equals(BigInteger.ONE);
        }
    }

    /**
     * Converts a value into the canonical unit of a property.
     *
     * @param value as written
     * @param unit as written, SenML spelling; empty = canonical, {@code 1} is taken for {@code /}
     */
    public static Conversion convert(BigDecimal value, String unit, ObservedProperty into) {
        String canonical = into.unit();
        if (unit.isEmpty() || unit.equals(canonical)) {
            return new Conversion.Converted(value);
        }
        String meant = "1".equals(unit) ? "/" : unit;
        if (meant.equals(canonical)) {
            return new Conversion.Converted(value);
        }
        Scale scale = INTO.getOrDefault(canonical, Map.of()).get(meant);
        if (scale != null) {
            return new Conversion.Converted(scale.apply(value));
        }
        return refusal(meant, unit, into);
    }

    private static Conversion.Refused refusal(String meant, String unit, ObservedProperty into) {
        String canonical = into.unit();
        if (MASS.contains(meant) && ("ppb".equals(canonical) || "ppm".equals(canonical))) {
            return new Conversion.Refused("mass-to-volume", "the unit '" + unit + "' is a mass concentration and "
                    + into.id() + " is kept in " + canonical
                    + ": that depends on temperature and pressure and is no unit conversion; send " + canonical);
        }
        if (KNOWN.contains(meant)) {
            return new Conversion.Refused("incompatible-unit", "the unit '" + unit + "' does not measure "
                    + into.id() + ", which is kept in " + canonical);
        }
        return new Conversion.Refused("unknown-unit", "the unit '" + unit + "' is not known; " + into.id()
                + " is kept in " + canonical + " (units are spelled as in SenML)");
    }
}
