package org.airshed.contract.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aValueThatIsNoNumberIsNoReading(double value) {
        assertThatThrownBy(
                () -> new Reading(new StationId("atelier-3"), SensorName.MAIN, ObservedProperties.of("co2"), 0,
                        value))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("atelier-3 main/co2");
    }

    @ParameterizedTest
    @EnumSource(Flag.class)
    void flagsAreFoundByTheirNumber(Flag flag) {
        assertThat(Flag.of(flag.code())).isSameAs(flag);
    }

    @Test
    void aNumberThatIsNoPrimaryFlagIsRefused() {
        assertThatThrownBy(() -> Flag.of(5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5");
    }
}
