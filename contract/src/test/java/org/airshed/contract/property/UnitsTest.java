package org.airshed.contract.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.airshed.contract.property.Units.Conversion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {
    @ParameterizedTest(name = "{0} {1} of {2} is {3}")
    @CsvSource({"512,ppm,co2,512", "512,'',co2,512", "512300,ppb,co2,512.3", "0.04,/100,co2,400", "0.5,ppm,co,500",
            "0.01234,mg/m3,pm2_5,12.34", "1.2e-8,kg/m3,pm10,12", "294.65,K,temperature,21.5", "0,K,temperature,-273.15",
            "68,degF,temperature,20", "-40,degF,temperature,-40", "101325,Pa,pressure,1013.25",
            "101.2,kPa,pressure,1012",
            "1013.2,mbar,pressure,1013.2", "48.5,%,relative_humidity,48.5", "0.485,/,relative_humidity,48.5",
            "0.485,1,relative_humidity,48.5", "48.5,/100,relative_humidity,48.5", "100,1,voc_index,100",
            "100,/,voc_index,100",
            "97,%,battery,97", "3300,mV,voltage,3.3", "12.5,kOhm,gas_resistance,12500", "41.3,dBA,noise_laeq,41.3",
            "1500,1/dl,pn_gt0_3,15", "2,h,uptime,7200", "-90,dBW,rssi,-60", "3,1,spool_entries,3"})
    void compatibleUnitsConvertInDecimal(BigDecimal value, String unit, String property, BigDecimal expected) {
        assertThat(Units.convert(value, unit, ObservedProperties.of(property)))
                .isInstanceOfSatisfying(Conversion.Converted.class,
                        converted -> assertThat(converted.value()).isEqualByComparingTo(expected));
    }

    @ParameterizedTest(name = "{0} of {1} is refused: {2}")
    @CsvSource({"ug/m3,no2,mass-to-volume", "mg/m3,co,mass-to-volume", "kg/m3,o3,mass-to-volume",
            "ug/m3,tvoc,mass-to-volume",
            "ppb,pm2_5,incompatible-unit", "Pa,temperature,incompatible-unit", "ppm,voc_index,incompatible-unit",
            "%EL,relative_humidity,incompatible-unit", "1,temperature,incompatible-unit", "/,pm10,incompatible-unit",
            "°C,temperature,unknown-unit", "CEL,temperature,unknown-unit", "furlong,uptime,unknown-unit",
            "ug/m3,relative_humidity,incompatible-unit"})
    void everythingElseIsRefusedByName(String unit, String property, String reason) {
        assertThat(Units.convert(BigDecimal.ONE, unit, ObservedProperties.of(property)))
                .isInstanceOfSatisfying(Conversion.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.detail()).contains("'" + unit + "'").contains(property)
                            .contains(ObservedProperties.of(property).unit());
                });
    }

    @ParameterizedTest
    @MethodSource("org.airshed.contract.property.ObservedPropertiesTest#all")
    void theCanonicalUnitChangesNothing(ObservedProperty property) {
        BigDecimal value = new BigDecimal("0.1234567890123456789");
        assertThat(Units.convert(value, property.unit(), property)).isEqualTo(new Conversion.Converted(value));
    }

    @Test
    void noDigitIsLostOnTheWay() {
        // 17 significant digits, as a double may have
        BigDecimal pascal = new BigDecimal("101325.12345678901");
        assertThat(Units.convert(pascal, "Pa", ObservedProperties.of("pressure")))
                .isEqualTo(new Conversion.Converted(new BigDecimal("1013.2512345678901")));
    }
}
