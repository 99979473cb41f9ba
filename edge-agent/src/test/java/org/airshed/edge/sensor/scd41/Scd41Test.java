package org.airshed.edge.sensor.scd41;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
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

class Scd41Test {
    private static final String SCD41 = "144051";
    private static final String READY = "8006 04";
    private static final String NOT_READY = "8000 a2";
    private static final String SAMPLE = "01f433 6667a2 5eb93c";

    private final ScriptedI2c bus = new ScriptedI2c();
    private final Scd41 driver = new Scd41(new SensorName("scd41-62"), bus, bus);

    private static double value(Measurement outcome, String property) {
        assertThat(outcome).isInstanceOf(Measurement.Sample.class);
        Map<ObservedProperty, Double> values = ((Measurement.Sample) outcome).values();
        return values.getOrDefault(ObservedProperties.of(property), Double.NaN);
    }

    @Test
    void itIsStoppedGivenItsTimeAndIdentifiedBeforeItMeasures() throws IOException {
        bus.answers(SCD41);
        driver.start();
        assertThat(bus.log()).containsExactly("w 36f6", "p 30ms", "w 3f86", "p 500ms", "w 202f", "p 1ms", "r 3",
                "w 21b1");
    }

    /** Source: data sheet, example of read_measurement. */
    @Test
    void theExampleOfTheDataSheetGivesItsValues() {
        bus.answers(SCD41, READY, SAMPLE);
        Measurement outcome = driver.poll();
        assertThat(value(outcome, "co2")).isEqualTo(500);
        assertThat(value(outcome, "temperature")).isCloseTo(25.0027, within(0.0001));
        assertThat(value(outcome, "relative_humidity")).isCloseTo(37.0016, within(0.0001));
        assertThat(bus.log()).endsWith("w e4b8", "p 1ms", "r 3", "w ec05", "p 1ms", "r 9");
    }

    @Test
    void anotherExampleGivesItsValues() {
        bus.answers(SCD41, READY, "03202a 6000d4 8000a2");
        Measurement outcome = driver.poll();
        assertThat(value(outcome, "co2")).isEqualTo(800);
        assertThat(value(outcome, "temperature")).isCloseTo(20.6260, within(0.0001));
        assertThat(value(outcome, "relative_humidity")).isCloseTo(50.0008, within(0.0001));
    }

    @Test
    void notReadyIsOrdinaryAndReadsNothing() {
        bus.answers(SCD41, NOT_READY);
        assertThat(driver.poll()).isEqualTo(new Measurement.NotReady());
        assertThat(bus.log()).doesNotContain("w ec05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01f432 6667a2 5eb93c", "01f433 6667a3 5eb93c", "01f433 6667a2 5eb93d",
            "01f533 6667a2 5eb93c",
            "ffffff ffffff ffffff", "000000 000000 000000"})
    void aDamagedWordNeverBecomesAValue(String damaged) {
        bus.answers(SCD41, READY, damaged, READY, SAMPLE);
        assertThat(driver.poll()).isInstanceOf(Measurement.Damaged.class);
        assertThat(driver.poll()).isInstanceOf(Measurement.Sample.class); // lost was one measurement, not the chip
    }

    @Test
    void carbonDioxideZeroIsAbsentAndTheRestIsKept() {
        bus.answers(SCD41, READY, "000081 6667a2 5eb93c");
        Measurement outcome = driver.poll();
        assertThat(value(outcome, "co2")).isNaN();
        assertThat(value(outcome, "temperature")).isCloseTo(25.0027, within(0.0001));
    }

    @ParameterizedTest
    @CsvSource({"04403f,SCD40", "2440e3,SCD42", "5440d8,SCD43"})
    void anotherMemberOfTheFamilyIsRefusedByName(String answer, String name) {
        bus.answers(answer);
        assertThatThrownBy(driver::start).isInstanceOf(WrongChipException.class).hasMessageContaining("an " + name);
        assertThat(bus.log()).doesNotContain("w 21b1");
    }

    @Test
    void aChipThatFallsSilentIsSetUpFromNothing() {
        bus.answers(SCD41, ScriptedI2c.NAK, SCD41, READY, SAMPLE);
        assertThat(driver.poll()).isInstanceOf(Measurement.NoAnswer.class);
        assertThat(driver.poll()).isInstanceOf(Measurement.Sample.class);
        assertThat(bus.log().stream().filter(line -> line.equals("w 21b1"))).hasSize(2);
    }

    @Test
    void aChipThatLostItsPowerAndSaysNotReadyForEverIsStartedAgain() {
        bus.answers(SCD41);
        for (int poll = 0; poll < 7; poll++) {
            bus.answers(NOT_READY);
        }
        Measurement last = driver.poll();
        int polls = 1;
        while (last instanceof Measurement.NotReady) {
            bus.pause(Duration.ofSeconds(5));
            last = driver.poll();
            polls++;
        }
        assertThat(last).isInstanceOf(Measurement.NoAnswer.class);
        assertThat(polls).isEqualTo(7); // six intervals after the first
        bus.answers(SCD41, READY, SAMPLE);
        assertThat(driver.poll()).isInstanceOf(Measurement.Sample.class);
    }

    @Test
    void anAbsentChipCostsItsStartLessAndLessOften() {
        Measurement outcome = driver.poll();
        assertThat(outcome).isInstanceOf(Measurement.NoAnswer.class);
        int tries = 0;
        for (int second = 0; second < 120; second++) {
            bus.pause(Duration.ofSeconds(1));
            int before = bus.log().size();
            assertThat(driver.poll()).isInstanceOf(Measurement.NoAnswer.class);
            tries += bus.log().size() > before ? 1 : 0;
        }
        assertThat(tries).isBetween(5, 9);
    }

    /** Source: data sheet, example of set_ambient_pressure: 987 hPa. */
    @Test
    void thePressureIsToldWhenItChangesAndAgainAfterARestart() {
        bus.answers(SCD41, NOT_READY, NOT_READY, ScriptedI2c.NAK, SCD41, NOT_READY);
        driver.ambientPressure(987.2);
        driver.poll();
        driver.ambientPressure(986.9);
        driver.poll();
        driver.ambientPressure(300); // no air that people breathe
        driver.poll();
        driver.poll();
        assertThat(bus.log().stream().filter(line -> line.startsWith("w e000"))).containsExactly("w e00003db42",
                "w e00003db42");
    }
}
