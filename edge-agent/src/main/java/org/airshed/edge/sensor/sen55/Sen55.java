package org.airshed.edge.sensor.sen55;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.bus.I2cPort;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.RestartingDriver;
import org.airshed.edge.sensor.SensirionI2c;
import org.airshed.edge.sensor.WrongChipException;

/**
 * All signals, one sample each second. Particle numbers count from 0.3 um upward to the size in the property's name.
 *
 * <p>Source: firmware-notes/sen55.md.
 */
public final class Sen55 extends RestartingDriver {
    private static final int START = 0x0021;
    private static final int STOP = 0x0104;
    private static final int DATA_READY = 0x0202;
    private static final int READ_VALUES = 0x03c4;
    private static final int READ_PARTICLES = 0x0413;
    private static final int PRODUCT_NAME = 0xd014;
    private static final int READ_AND_CLEAR_STATUS = 0xd210;

    private static final Duration START_TIME = Duration.ofMillis(50);
    private static final Duration STOP_TIME = Duration.ofMillis(200);
    private static final Duration NAME_TIME = Duration.ofMillis(50);
    private static final Duration COMMAND_TIME = Duration.ofMillis(20);
    /** Ours: the fan has to reach its speed and the first particles have to be counted. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final int FAN_ERROR = 1 << 4;
    private static final int LASER_ERROR = 1 << 5;
    private static final int TEMPERATURE_HUMIDITY_ERROR = 1 << 6;
    private static final int GAS_ERROR = 1 << 7;
    private static final int FAN_CLEANING = 1 << 19;

    private static final int UNKNOWN_UNSIGNED = 0xffff;
    private static final int UNKNOWN_SIGNED = 0x7fff;

    private static final List<ObservedProperty> MASS = properties("pm1", "pm2_5", "pm4", "pm10");
    private static final List<ObservedProperty> NUMBER = properties("pn0_5", "pn1", "pn2_5", "pn4", "pn10");
    private static final ObservedProperty PARTICLE_SIZE = ObservedProperties.of("particle_size");
    private static final ObservedProperty RELATIVE_HUMIDITY = ObservedProperties.of("relative_humidity");
    private static final ObservedProperty TEMPERATURE = ObservedProperties.of("temperature");
    private static final ObservedProperty VOC_INDEX = ObservedProperties.of("voc_index");
    private static final ObservedProperty NOX_INDEX = ObservedProperties.of("nox_index");

    private final I2cPort port;
    private final SensirionI2c chip;

    public Sen55(SensorName name, I2cPort port, Timing timing) {
        super(name, timing, WARM_UP, Duration.ofSeconds(10));
        this.port = port;
        this.chip = new SensirionI2c(port);
    }

    @Override
    public List<ObservedProperty> properties() {
        return List.of(MASS.get(0), MASS.get(1), MASS.get(2), MASS.get(3), NUMBER.get(0), NUMBER.get(1), NUMBER.get(2),
                NUMBER.get(3), NUMBER.get(4), PARTICLE_SIZE, RELATIVE_HUMIDITY, TEMPERATURE, VOC_INDEX, NOX_INDEX);
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected void begin() throws IOException {
        try {
            chip.command(STOP, Duration.ZERO); // it may still be measuring for whoever used it before us
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // Idle already, or not there; the next command tells.
        }
        port.pause(STOP_TIME);
        String name = text(chip.ask(PRODUCT_NAME, NAME_TIME, 16));
        if (!name.equals("SEN55")) {
            throw new WrongChipException(name() + " is not a SEN55 but calls itself '" + name
                    + "'; name the right chip in the settings, or check the address");
        }
        chip.ask(READ_AND_CLEAR_STATUS, COMMAND_TIME, 2); // what happened before us is not ours to report
        chip.command(START, START_TIME);
    }

    @Override
    protected Measurement measure() throws IOException {
        if ((chip.ask(DATA_READY, COMMAND_TIME, 1)[0] & 0xff) == 0) {
            return new Measurement.NotReady();
        }
        int[] values = chip.ask(READ_VALUES, COMMAND_TIME, 8);
        int[] particles = chip.ask(READ_PARTICLES, COMMAND_TIME, 10);
        int[] words = chip.ask(READ_AND_CLEAR_STATUS, COMMAND_TIME, 2);
        int status = (words[0] << 16) | words[1];
        if ((status & FAN_ERROR) != 0) {
            return new Measurement.Fault(name() + " says that its fan does not turn; clean it, or replace the module");
        }
        if ((status & LASER_ERROR) != 0) {
            return new Measurement.Fault(name() + " says that its laser has failed; replace the module");
        }
        Map<ObservedProperty, Double> sample = sample(values, particles, status);
        return sample.isEmpty() ? new Measurement.NotReady() : new Measurement.Sample(sample);
    }

    private static Map<ObservedProperty, Double> sample(int[] values, int[] particles, int status) {
        Map<ObservedProperty, Double> sample = new HashMap<>();
        if ((status & FAN_CLEANING) == 0) { // ten seconds of full speed blow up dust that is not in the air
            for (int i = 0; i < 4; i++) {
                unsigned(sample, MASS.get(i), values[i], 10);
            }
            for (int i = 0; i < 5; i++) {
                unsigned(sample, NUMBER.get(i), particles[4 + i], 10);
            }
            unsigned(sample, PARTICLE_SIZE, particles[9], 1000);
        }
        if ((status & TEMPERATURE_HUMIDITY_ERROR) == 0) {
            signed(sample, RELATIVE_HUMIDITY, values[4], 100);
            signed(sample, TEMPERATURE, values[5], 200);
        }
        if ((status & GAS_ERROR) == 0) {
            index(sample, VOC_INDEX, values[6]);
            index(sample, NOX_INDEX, values[7]);
        }
        return sample;
    }

    @Override
    public void close() {
        try {
            chip.command(STOP, Duration.ZERO);
        } catch (IOException e) {
            // A chip that is gone needs no rest.
        }
        port.close();
    }

    private static void unsigned(Map<ObservedProperty, Double> sample, ObservedProperty property, int word,
            double scale) {
        if (word != UNKNOWN_UNSIGNED) {
            sample.put(property, word / scale);
        }
    }

    private static void signed(Map<ObservedProperty, Double> sample, ObservedProperty property, int word,
            double scale) {
        if (word != UNKNOWN_SIGNED) {
            sample.put(property, (short) word / scale);
        }
    }

    /** Indices run from 1 to 500; 0 is what the algorithm gives while it has not begun. */
    private static void index(Map<ObservedProperty, Double> sample, ObservedProperty property, int word) {
        if (word != 0) {
            signed(sample, property, word, 10);
        }
    }

    private static String text(int[] words) {
        var text = new StringBuilder();
        for (int word : words) {
            text.append((char) (word >> 8)).append((char) (word & 0xff));
        }
        int end = text.indexOf("\0");
        return (end < 0 ? text.toString() : text.substring(0, end)).replaceAll("[^ -~]", "?");
    }

    private static List<ObservedProperty> properties(String... ids) {
        return List.of(ids).stream().map(ObservedProperties::of).toList();
    }
}
