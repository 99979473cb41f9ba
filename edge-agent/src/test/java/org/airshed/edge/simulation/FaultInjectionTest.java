package org.airshed.edge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.bus.pi4j.Pi4jBuses;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.sensor.chips.Drivers;
import org.airshed.edge.simulation.air.AirModel;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.edge.simulation.chip.ChipFaults;
import org.airshed.edge.simulation.chip.SimulatedBme280;
import org.airshed.edge.simulation.chip.SimulatedChip;
import org.airshed.edge.simulation.chip.SimulatedLine;
import org.airshed.edge.simulation.chip.SimulatedPms5003;
import org.airshed.edge.simulation.chip.SimulatedScd41;
import org.airshed.edge.simulation.chip.SimulatedSen55;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of polls of each chip while wires and chips misbehave at random: whatever a driver hands out is what the chip
 * meant, within rounding, and never what it had handed out before. The seed is in the name of a failing test.
 */
class FaultInjectionTest {
    private static final int POLLS = 6000;
    private static final SimulatedPlace PLACE = new SimulatedPlace(7, "north", "north-school", 41.4, 2.2, 30,
            ZoneId.of("Europe/Madrid"));
    private static final Map<String, Double> ROUNDING = Map.of("temperature", 0.011, "pressure", 0.011,
            "relative_humidity", 0.02);

    private enum Outcome {
        SAMPLE, NOT_READY, DAMAGED, NO_ANSWER, FAULT
    }

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-10T05:00:00Z"));
    private final AirModel air = AirModel.classroom(PLACE);
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scd41(long seed) throws IOException {
        var chip = new SimulatedScd41(time, time, air, seed);
        var random = new Random(seed);
        i2c("scd41", 0x62, chip, random, () -> {
            if (random.nextInt(40) == 0) {
                chip.co2Missing(random.nextInt(4) == 0);
            }
            if (random.nextInt(60) == 0) {
                chip.variant(random.nextInt(5) == 0 ? SimulatedScd41.SCD40 : SimulatedScd41.SCD41);
            }
            return Duration.ofMillis(500 + random.nextInt(8000));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bme280(long seed) throws IOException {
        var chip = new SimulatedBme280(time, time, air, seed);
        var random = new Random(seed);
        i2c("bme280", 0x76, chip, random, () -> {
            if (random.nextInt(60) == 0) {
                chip.chipId(random.nextInt(5) == 0 ? 0x58 : 0x60);
            }
            if (random.nextInt(60) == 0) {
                chip.blankCalibration(random.nextInt(4) == 0);
                chip.reboot();
            }
            return Duration.ofMillis(1 + random.nextInt(8000));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sen55(long seed) throws IOException {
        var chip = new SimulatedSen55(time, time, air, seed);
        var random = new Random(seed);
        i2c("sen55", 0x69, chip, random, () -> {
            if (random.nextInt(200) == 0) {
                chip.raise(1 << (4 + random.nextInt(4)));
            }
            if (random.nextInt(200) == 0) {
                chip.productName(random.nextInt(4) == 0 ? "SEN54" : "SEN55");
            }
            return Duration.ofMillis(100 + random.nextInt(3000));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pms5003(long seed) throws IOException {
        var random = new Random(seed);
        var module = new SimulatedPms5003(time, time, air, seed, Duration.ZERO);
        var line = new SimulatedLine(module, time);
        line.chunks(1 + random.nextInt(40));
        SensorDriver driver = Drivers.create("pms5003", new SensorAddress.Serial("/dev/ttyAMA0"), (_, _) -> {
            throw new IOException("no I2C");
        }, line, time);
        int calm = 0;
        for (int poll = 0; poll < POLLS; poll++) {
            switch (calm-- > 0 ? 199 : random.nextInt(200)) {
                case 0 -> line.noise(random.nextLong(), 0.01, 0.01, 0);
                case 47 -> line.noise(random.nextLong(), 0, 0, 0.02);
                case 1, 2, 3, 4, 24, 25, 26 -> line.noise(0, 0, 0, 0);
                case 5 -> line.unplugged(true);
                case 6, 7, 8, 27, 28, 29, 30, 31 -> line.unplugged(false);
                case 9 -> module.silent(true);
                case 10, 11, 12, 32, 33, 34, 35, 36 -> module.silent(false);
                case 13 -> { // its frames of zeros are all that shows a short loss of power; they must get through
                    line.noise(0, 0, 0, 0);
                    module.silent(false);
                    module.reboot();
                    calm = 5;
                }
                case 14 -> module.zeros(true);
                case 15, 16, 17, 37, 38, 39, 40, 41 -> module.zeros(false);
                case 18 -> module.errorByte(1);
                case 19, 20, 21, 42, 43, 44, 45, 46 -> module.errorByte(0);
                case 22 -> line.inject((byte) 0x42, (byte) 0x4d, (byte) 0, (byte) 28);
                case 23 -> line.inject(randomBytes(random, 100));
                default -> {
                    // goes on as it is
                }
            }
            time.pause(Duration.ofMillis(random.nextInt(4000) + (random.nextInt(50) == 0 ? 60_000 : 0)));
            Measurement outcome = driver.poll();
            count(outcome);
            if (outcome instanceof Measurement.Sample(Map<ObservedProperty, Double> values)) {
                assertThat(module.meant(byId(values))).as("poll %d gave %s", poll, values).isTrue();
            }
        }
        seen(Outcome.SAMPLE, Outcome.NOT_READY, Outcome.DAMAGED, Outcome.NO_ANSWER, Outcome.FAULT);
    }

    private void i2c(String name, int address, SimulatedChip chip, Random random, Supplier<Duration> more)
            throws IOException {
        var provider = new SimulatedI2cProvider().attach(1, address, chip);
        try (var buses = Pi4jBuses.of(provider, time)) {
            SensorDriver driver = Drivers.create(name, new SensorAddress.I2c(1, address), buses, (_, _) -> {
                throw new IOException("no serial port");
            }, time);
            Map<String, Double> last = Map.of();
            for (int poll = 0; poll < POLLS; poll++) {
                misbehave(chip, random);
                time.pause(more.get());
                Measurement outcome = driver.poll();
                count(outcome);
                if (outcome instanceof Measurement.Sample(Map<ObservedProperty, Double> values)) {
                    equalsWithinRounding(byId(values), chip.served(), poll);
                    last = chip.served();
                }
            }
            assertThat(last).isNotEmpty();
            driver.close();
        }
        seen(Outcome.SAMPLE, Outcome.NOT_READY, Outcome.DAMAGED, Outcome.NO_ANSWER);
    }

    private static void misbehave(SimulatedChip chip, Random random) {
        ChipFaults faults = chip.faults();
        switch (random.nextInt(120)) {
            case 0 -> faults.flip(random.nextInt(30), 1 + random.nextInt(255), 1 + random.nextInt(3));
            case 1 -> faults.wrongChecksum(random.nextInt(10), 1);
            case 2 -> faults.allOnes(1 + random.nextInt(2));
            case 3 -> faults.nakNext(1 + random.nextInt(4));
            case 4 -> faults.absent(true);
            case 20, 21, 22, 23, 24, 25, 26, 27, 28, 29 -> faults.absent(false);
            case 8 -> faults.neverReady(true);
            case 30, 31, 32, 33, 34, 35, 36, 37, 38, 39 -> faults.neverReady(false);
            case 12 -> chip.reboot();
            case 13 -> faults.shiftBit(1);
            default -> {
                // goes on as it is
            }
        }
    }

    private static void equalsWithinRounding(Map<String, Double> values, Map<String, Double> meant, int poll) {
        values.forEach((property, value) -> {
            Double truth = meant.get(property);
            assertThat(truth).as("poll %d: the chip gave no %s", poll, property).isNotNull();
            if (truth != null) {
                assertThat(Math.abs(value - truth))
                        .as("poll %d: %s is %s, the chip gave %s", poll, property, value, truth)
                        .isLessThanOrEqualTo(ROUNDING.getOrDefault(property, 1e-9));
            }
        });
    }

    private void count(Measurement outcome) {
        Outcome kind = switch (outcome) {
            case Measurement.Sample _ -> Outcome.SAMPLE;
            case Measurement.NotReady _ -> Outcome.NOT_READY;
            case Measurement.Damaged _ -> Outcome.DAMAGED;
            case Measurement.NoAnswer _ -> Outcome.NO_ANSWER;
            case Measurement.Fault _ -> Outcome.FAULT;
        };
        outcomes.merge(kind, 1, Integer::sum);
    }

    /** A run that never met an outcome has shown nothing about it; and most of the time a chip should be of use. */
    private void seen(Outcome... expected) {
        assertThat(outcomes).containsKeys(expected);
        assertThat(outcomes.get(Outcome.SAMPLE)).as("outcomes %s", outcomes).isGreaterThan(POLLS / 10);
    }

    private static Map<String, Double> byId(Map<ObservedProperty, Double> values) {
        Map<String, Double> result = new HashMap<>();
        values.forEach((property, value) -> result.put(property.id(), value));
        return result;
    }

    private static byte[] randomBytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
