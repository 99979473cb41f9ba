package org.airshed.contract.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ObservedPropertiesTest {
    static List<ObservedProperty> all() {
        return ObservedProperties.all();
    }

    @ParameterizedTest
    @CsvSource({"co2,ppm", "pm1,ug/m3", "pm2_5,ug/m3", "pm4,ug/m3", "pm10,ug/m3", "pm1_cf1,ug/m3", "pm2_5_cf1,ug/m3",
            "pm10_cf1,ug/m3", "pn2_5,1/cm3", "pn_gt0_3,1/cm3", "temperature,Cel", "relative_humidity,%RH",
            "pressure,hPa", "no,ppb",
            "no2,ppb", "o3,ppb", "so2,ppb", "co,ppb", "hcho,ppb", "tvoc,ppb", "voc_index,/", "nox_index,/",
            "gas_resistance,Ohm",
            "eco2,ppm", "noise_laeq,dB", "illuminance,lx", "voltage,V", "battery,%EL", "rssi,dBm", "uptime,s"})
    void theContractsPropertiesHaveTheirCanonicalUnit(String id, String unit) {
        assertThat(ObservedProperties.of(id).unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPropertyIsWhole(ObservedProperty property) {
        assertThat(property.id()).matches("[a-z][a-z0-9_]{0,29}");
        assertThat(property.names()).containsOnlyKeys("en", "ja", "es", "ca").doesNotContainValue("");
        assertThat(URI.create(property.definition()).isAbsolute()).isTrue();
        assertThat(property.resolution()).isPositive();
        assertThat(ObservedProperties.find(property.id())).containsSame(property);
        // the normal span lies within the possible one
        if (property.failBelow() != null && property.suspectBelow() != null) {
            assertThat(property.suspectBelow()).isGreaterThanOrEqualTo(property.failBelow());
        }
        if (property.failAbove() != null && property.suspectAbove() != null) {
            assertThat(property.suspectAbove()).isLessThanOrEqualTo(property.failAbove());
        }
    }

    @ParameterizedTest
    @CsvSource({"so2,1", "pm10,5", "o3,7", "no2,8", "co,10", "no,38", "co2,71", "pm2_5,6001"})
    void theEeaCodesAreThoseOfItsVocabulary(String id, int code) {
        assertThat(ObservedProperties.of(id).eeaCode()).isEqualTo(code);
        assertThat(ObservedProperties.of(id).definition())
                .isEqualTo("http://dd.eionet.europa.eu/vocabulary/aq/pollutant/" + code);
    }

    @Test
    void computedCo2IsNotCo2() {
        assertThat(ObservedProperties.of("eco2")).isNotEqualTo(ObservedProperties.of("co2"));
    }

    @Test
    void anUnknownLanguageGetsTheEnglishName() {
        assertThat(ObservedProperties.of("temperature").name("ja")).isEqualTo("気温");
        assertThat(ObservedProperties.of("temperature").name("tlh")).isEqualTo("Temperature");
    }

    @Test
    void anUnknownPropertyIsNamed() {
        assertThat(ObservedProperties.find("dew_point")).isEmpty();
        assertThatThrownBy(() -> ObservedProperties.of("dew_point")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dew_point");
    }
}
