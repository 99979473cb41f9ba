package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;

/**
 * Mass concentration from mixing ratio and back, for gases that have one molar mass:
 * {@code ug/m3 = ppb * M * P / (R * T)} with M in g/mol, P = 101.325 kPa, T in K, R = 8.314462618 J/(mol K).
 *
 * <p>What is stored is the mixing ratio; a mass concentration is derived and must name its reference temperature. Rounded
 * factors printed elsewhere differ in the third or fourth digit. European law writes 101.3 kPa, which is 0.02 % less.
 *
 * <p>Results have 34 significant digits. Threads: any.
 *
 * <p>Source: CODATA 2018 (R); molar masses {@code gases.csv}; reference temperatures: EU and UK 20 °C, US 25 °C, New
 * South Wales 0 °C. Japan keeps gases in ppm: do not convert.
 */
public final class GasUnits {
    private static final BigDecimal KILOPASCAL = new BigDecimal("101.325");
    private static final BigDecimal GAS_CONSTANT = new BigDecimal("8.314462618");
    private static final Map<ObservedProperty, BigDecimal> GRAMS_PER_MOLE = load();

    private GasUnits() {}

    /** The temperature at which a gas is reckoned, at 101.325 kPa. */
    public enum Reference {
        CELSIUS_0("273.15"), CELSIUS_20("293.15"), CELSIUS_25("298.15");

        private final BigDecimal kelvin;

        Reference(String kelvin) {
            this.kelvin = new BigDecimal(kelvin);
        }

        /** Temperature in K. */
        public BigDecimal kelvin() {
            return kelvin;
        }

        static Reference ofCelsius(String celsius) {
            return valueOf("CELSIUS_" + celsius);
        }
    }

    /** Whether this property is a gas with a molar mass here. CO2 is not: it is never given as mass. */
    public static boolean knows(ObservedProperty gas) {
        return GRAMS_PER_MOLE.containsKey(gas);
    }

    /**
     * ug/m3 that one ppb weighs; for CO also mg/m3 that one ppm weighs.
     *
     * @throws IllegalArgumentException where {@link #knows} is false
     */
    public static BigDecimal microgramsPerPpb(ObservedProperty gas, Reference reference) {
        return microgramsPerCubicMetre(BigDecimal.ONE, gas, reference);
    }

    /**
     * Mass concentration in ug/m3.
     *
     * @throws IllegalArgumentException where {@link #knows} is false
     */
    public static BigDecimal microgramsPerCubicMetre(BigDecimal ppb, ObservedProperty gas, Reference reference) {
        return ppb.multiply(gramsPerMole(gas)).multiply(KILOPASCAL).divide(GAS_CONSTANT.multiply(reference.kelvin),
                MathContext.DECIMAL128);
    }

    /**
     * Mixing ratio in ppb.
     *
     * @throws IllegalArgumentException where {@link #knows} is false
     */
    public static BigDecimal partsPerBillion(BigDecimal microgramsPerCubicMetre, ObservedProperty gas,
            Reference reference) {
        return microgramsPerCubicMetre.multiply(GAS_CONSTANT).multiply(reference.kelvin)
                .divide(gramsPerMole(gas).multiply(KILOPASCAL), MathContext.DECIMAL128);
    }

    private static BigDecimal gramsPerMole(ObservedProperty gas) {
        BigDecimal gramsPerMole = GRAMS_PER_MOLE.get(gas);
        if (gramsPerMole == null) {
            throw new IllegalArgumentException(gas + " has no molar mass in gases.csv");
        }
        return gramsPerMole;
    }

    private static Map<ObservedProperty, BigDecimal> load() {
        Map<ObservedProperty, BigDecimal> masses = new HashMap<>();
        for (DataFile.Row row : DataFile.read("gases.csv").rows()) {
            masses.put(ObservedProperties.of(row.text("property")), new BigDecimal(row.text("grams_per_mole")));
        }
        return Map.copyOf(masses);
    }
}
