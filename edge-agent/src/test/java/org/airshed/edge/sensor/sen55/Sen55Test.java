package org.airshed.edge.sensor.sen55;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.bus.ScriptedI2c;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.WrongChipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: firmware-notes/sen55.md; examples encoded after the vendor's table. */
class Sen55Test {
    private static final String ZERO = "000081";
    private static final String NAME = "534583 4e3555 350044" + ZERO.repeat(13);
    private static final String NO_ERROR = ZERO + ZERO;
    private static final String READY = "0001b0";
    private static final String VALUES = "001755 001fec 0026a1 002adc 11a0e7 124e14 03f24c 7fff8f";
    private static final String PARTICLES = "001755 001fec 0026a1 002adc 009801 00b4fa 00b7a9 00b887 00b9b6 026427";

    private final ScriptedI2c bus = new ScriptedI2c();
    private final Sen55 driver = new Sen55(new SensorName("sen55-69"), bus, bus);

    private void startAndWarmUp() throws IOException {
        bus.answers(NAME, NO_ERROR);
        driver.start();
        bus.pause(driver.warmUp());
    }

    private static Map<String, Double> values(Measurement outcome) {
        assertThat(outcome).isInstanceOf(Measurement.Sample.class);
        Map<String, Double> values = new HashMap<>();
        ((Measurement.Sample) outcome).values().forEach((property, value) -> values.put(property.id(), value));
        return values;
    }

    @Test
    void itIsStoppedIdentifiedAndStartedWithTheTimesOfTheSheet() throws IOException {
        bus.answers(NAME, NO_ERROR);
        driver.start();
        assertThat(bus.log()).containsExactly("w 0104", "p 200ms", "w d014", "p 50ms", "r 48", "w d210", "p 20ms",
                "r 6",
                "w 0021", "p 50ms");
    }

    @Test
    void theExampleGivesItsValuesAndTheUnknownIsAbsent() throws IOException {
        startAndWarmUp();
        bus.answers(READY, VALUES, PARTICLES, NO_ERROR);
        Map<String, Double> expected = new HashMap<>(Map.of("pm1", 2.3, "pm2_5", 3.1, "pm4", 3.8, "pm10", 4.2,
                "relative_humidity", 45.12, "temperature", 23.43, "voc_index", 101.0, "pn0_5", 15.2, "pn1", 18.0,
                "pn2_5",
                18.3));
        expected.putAll(Map.of("pn4", 18.4, "pn10", 18.5, "particle_size", 0.612));
        assertThat(values(driver.poll())).isEqualTo(expected); // no nox_index
    }

    @Test
    void everythingUnknownIsNoSample() throws IOException {
        startAndWarmUp();
        bus.answers(READY, "ffffac".repeat(4) + "7fff8f".repeat(4), "ffffac".repeat(10), NO_ERROR);
        assertThat(driver.poll()).isEqualTo(new Measurement.NotReady());
    }

    @Test
    void anIndexOfZeroHasNotBegun() throws IOException {
        startAndWarmUp();
        bus.answers(READY, "001755 001fec 0026a1 002adc 11a0e7 124e14" + ZERO + ZERO, PARTICLES, NO_ERROR);
        assertThat(values(driver.poll())).doesNotContainKeys("voc_index", "nox_index").containsKey("pm2_5");
    }

    @Test
    void nothingIsHandedOutWhileItWarmsUp() throws IOException {
        bus.answers(NAME, NO_ERROR, READY, VALUES, PARTICLES, NO_ERROR, READY, VALUES, PARTICLES, NO_ERROR);
        driver.start();
        bus.pause(Duration.ofSeconds(29));
        assertThat(driver.poll()).isEqualTo(new Measurement.NotReady());
        bus.pause(Duration.ofSeconds(1));
        assertThat(driver.poll()).isInstanceOf(Measurement.Sample.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000081" + "0010c2", "000081" + "002007"})
    void aBlockedFanOrABlindLaserIsAFaultAndGivesNoValue(String status) throws IOException {
        startAndWarmUp();
        bus.answers(READY, VALUES, PARTICLES, status);
        assertThat(driver.poll()).isInstanceOf(Measurement.Fault.class);
    }

    @Test
    void duringCleaningThereAreNoParticles() throws IOException {
        startAndWarmUp();
        bus.answers(READY, VALUES, PARTICLES, "000838" + ZERO);
        assertThat(values(driver.poll())).containsOnlyKeys("relative_humidity", "temperature", "voc_index");
    }

    @Test
    void aWarningOfTheFansSpeedIsNoFault() throws IOException {
        startAndWarmUp();
        bus.answers(READY, VALUES, PARTICLES, "002007" + ZERO); // example of the table: 00200000
        assertThat(driver.poll()).isInstanceOf(Measurement.Sample.class);
    }

    @Test
    void oneDamagedWordAnywhereLosesTheWholeMeasurement() throws IOException {
        startAndWarmUp();
        bus.answers(READY, VALUES, PARTICLES.replace("00b9b6", "00b9b7"));
        assertThat(driver.poll()).isInstanceOf(Measurement.Damaged.class);
        bus.answers(READY, VALUES.replace("7fff8f", "7fff8e"));
        assertThat(driver.poll()).isInstanceOf(Measurement.Damaged.class);
    }

    @Test
    void anotherChipAtTheAddressIsRefusedByItsOwnName() {
        bus.answers("534583 4e3555 3400b0" + ZERO.repeat(13));
        assertThatThrownBy(driver::start).isInstanceOf(WrongChipException.class).hasMessageContaining("'SEN54'");
    }
}
