package org.airshed.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.GasUnits.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasUnitsTest {
    /**
     * ug/m3 per ppb at 0, 20 and 25 degrees Celsius and 101.325 kPa, as printed. NO at 25 degrees is often printed as
     * 1.227, which is what 30.01 g/mol gives; 30.006 gives 1.2265.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"o3,2.141,1.995,1.962", "no2,2.053,1.9125,1.880", "no,1.339,1.247,1.2265", "so2,2.858,2.663,2.619",
            "co,1.250,1.164,1.145"})
    void factorsAreTheOnesPrinted(String gas, BigDecimal zero, BigDecimal twenty, BigDecimal twentyFive) {
        assertFactor(gas, Reference.CELSIUS_0, zero);
        assertFactor(gas, Reference.CELSIUS_20, twenty);
        assertFactor(gas, Reference.CELSIUS_25, twentyFive);
    }

    @Test
    void thereAndBackIsTheSameValue() {
        for (String id : new String[]{"o3", "no2", "no", "so2", "co"}) {
            ObservedProperty gas = ObservedProperties.of(id);
            for (Reference reference : Reference.values()) {
                BigDecimal micrograms = GasUnits.microgramsPerCubicMetre(new BigDecimal("41.7"), gas, reference);
                assertThat(GasUnits.partsPerBillion(micrograms, gas, reference).setScale(28, RoundingMode.HALF_UP))
                        .isEqualByComparingTo("41.7");
            }
        }
    }

    @Test
    void whatHasNoMolarMassIsNotConverted() {
        ObservedProperty tvoc = ObservedProperties.of("tvoc");
        assertThat(GasUnits.knows(tvoc)).isFalse();
        assertThatThrownBy(() -> GasUnits.microgramsPerPpb(tvoc, Reference.CELSIUS_20))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tvoc");
    }

    private static void assertFactor(String gas, Reference reference, BigDecimal printed) {
        assertThat(GasUnits.microgramsPerPpb(ObservedProperties.of(gas), reference).setScale(printed.scale(),
                RoundingMode.HALF_UP)).isEqualTo(printed);
    }
}
