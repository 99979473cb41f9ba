package org.airshed.edge.sensor.bme280;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.bus.ScriptedI2c;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.WrongChipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Bme280Test {
    private static final String FIRST = "706b436718fc7d8e43d6d00b270b8c00f9ff8c3cf8c67017004b";
    private static final String SECOND = "7201001329031e";
    private static final String DATA = "655ac07eed00733c";

    private final ScriptedI2c bus = new ScriptedI2c();
    private final Bme280 driver = new Bme280(new SensorName("bme280-76"), bus, bus);

    private static Map<ObservedProperty, Double> values(Measurement outcome) {
        assertThat(outcome).isInstanceOf(Measurement.Sample.class);
        return ((Measurement.Sample) outcome).values();
    }

    private void start() {
        bus.answers("60", "60", "00", FIRST, FIRST, SECOND, SECOND);
    }

    private void measurement(String first, String second) {
        bus.answers("60", "60", "00", first, second, "24", "24");
    }

    @Test
    void itIsIdentifiedResetAndItsCalibrationReadTwice() throws IOException {
        start();
        driver.start();
        assertThat(bus.log()).containsExactly("w d0", "r 1", "w d0", "r 1", "w e0b6", "p 2ms", "w f3", "r 1", "w 88",
                "r 26",
                "w 88", "r 26", "w e1", "r 7", "w e1", "r 7", "w f500");
    }

    @Test
    void theExampleOfTheDataSheetGivesItsValues() {
        start();
        measurement(DATA, DATA);
        Map<ObservedProperty, Double> values = values(driver.poll());
        assertThat(values.get(ObservedProperties.of("temperature"))).isCloseTo(25.0825, within(0.0001));
        assertThat(values.get(ObservedProperties.of("pressure"))).isCloseTo(1006.5326, within(0.0001));
        assertThat(values.get(ObservedProperties.of("relative_humidity"))).isCloseTo(53.364, within(0.001));
        // Humidity takes effect with the write to F4 only, and the longest measurement lasts 9.3 ms.
        assertThat(bus.log()).containsSubsequence("w f201", "w f425", "p 9ms", "w f3", "w f7", "w f7", "w f4");
    }

    @Test
    void skippedChannelsAreAbsent() {
        start();
        measurement("800000" + "7eed00" + "8000", "800000" + "7eed00" + "8000");
        assertThat(values(driver.poll())).containsOnlyKeys(ObservedProperties.of("temperature"));
        measurement("655ac0" + "800000" + "733c", "655ac0" + "800000" + "733c");
        assertThat(driver.poll()).isEqualTo(new Measurement.NotReady()); // nothing can be compensated without it
    }

    @Test
    void twoReadingsThatDifferAreDamage() {
        start();
        bus.answers("60", "60", "00", DATA, "655ac07eed00733d");
        assertThat(driver.poll()).isInstanceOf(Measurement.Damaged.class);
        measurement("f".repeat(16), "f".repeat(16));
        assertThat(driver.poll()).isInstanceOf(Measurement.Damaged.class);
    }

    @Test
    void aMeasurementThatDoesNotEndIsNotRead() {
        start();
        bus.answers("60", "60", "08", "08", "08", "08", "08");
        assertThat(driver.poll()).isEqualTo(new Measurement.NotReady());
        assertThat(bus.log()).doesNotContain("w f7");
    }

    @Test
    void aControlRegisterThatForgotWhatWasWrittenIsDamage() {
        start();
        bus.answers("60", "60", "00", DATA, DATA, "00", "00");
        assertThat(driver.poll()).isInstanceOf(Measurement.Damaged.class);
    }

    @ParameterizedTest
    @CsvSource({"58,BMP280", "61,BME680", "50,id 50", "ff,broken wire", "00,broken wire"})
    void anotherChipIsRefusedByName(String id, String name) {
        bus.answers(id, id);
        assertThatThrownBy(driver::start).isInstanceOf(WrongChipException.class).hasMessageContaining(name);
    }

    @Test
    void aChipExchangedWhileRunningIsNoticedBeforeItsNumbersAreUsed() {
        start();
        bus.answers("58", "58");
        assertThat(driver.poll()).isInstanceOfSatisfying(Measurement.NoAnswer.class,
                none -> assertThat(none.cause()).isInstanceOf(WrongChipException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "ff"})
    void unreadCalibrationIsRefused(String fill) {
        bus.answers("60", "60", "00", fill.repeat(26), fill.repeat(26), fill.repeat(7), fill.repeat(7));
        assertThatThrownBy(driver::start).hasMessageContaining("calibration");
    }
}
