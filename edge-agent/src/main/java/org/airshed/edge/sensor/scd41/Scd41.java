package org.airshed.edge.sensor.scd41;

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
import org.airshed.edge.sensor.PressureCompensated;
import org.airshed.edge.sensor.RestartingDriver;
import org.airshed.edge.sensor.SensirionI2c;
import org.airshed.edge.sensor.WrongChipException;

/**
 * Periodic measurement, one sample each 5 s.
 *
 * <p>Source: firmware-notes/scd41.md.
 */
public final class Scd41 extends RestartingDriver implements PressureCompensated {
    private static final int WAKE_UP = 0x36f6;
    private static final int STOP_PERIODIC = 0x3f86;
    private static final int VARIANT = 0x202f;
    private static final int AMBIENT_PRESSURE = 0xe000;
    private static final int START_PERIODIC = 0x21b1;
    private static final int DATA_READY = 0xe4b8;
    private static final int READ_MEASUREMENT = 0xec05;

    private static final Duration WAKE_UP_TIME = Duration.ofMillis(30);
    private static final Duration STOP_TIME = Duration.ofMillis(500);
    private static final Duration COMMAND_TIME = Duration.ofMillis(1);
    private static final Duration MEASUREMENT_INTERVAL = Duration.ofSeconds(5);

    private static final int VARIANT_SCD41 = 0x1000;
    /** Upper end of the output range; more is no concentration. */
    private static final int MAX_CO2_PPM = 40_000;

    private static final ObservedProperty CO2 = ObservedProperties.of("co2");
    private static final ObservedProperty TEMPERATURE = ObservedProperties.of("temperature");
    private static final ObservedProperty RELATIVE_HUMIDITY = ObservedProperties.of("relative_humidity");

    private final I2cPort port;
    private final SensirionI2c chip;
    private int pressureHectopascal; // 0 = not known
    private int pressureInChip;

    public Scd41(SensorName name, I2cPort port, Timing timing) {
        super(name, timing, Duration.ZERO, MEASUREMENT_INTERVAL.multipliedBy(6));
        this.port = port;
        this.chip = new SensirionI2c(port);
    }

    @Override
    public List<ObservedProperty> properties() {
        return List.of(CO2, TEMPERATURE, RELATIVE_HUMIDITY);
    }

    @Override
    public Duration interval() {
        return MEASUREMENT_INTERVAL;
    }

    @Override
    public void ambientPressure(double hectopascal) {
        if (hectopascal >= 700 && hectopascal <= 1200) {
            pressureHectopascal = (int) Math.round(hectopascal);
        }
    }

    @Override
    protected void begin() throws IOException {
        // It may sleep, and it may still be measuring for whoever used it before us: while measuring it refuses nearly
        // every command. A wake-up is never acknowledged and a stop not by an idle chip, so only what follows tells.
        unanswered(WAKE_UP, WAKE_UP_TIME);
        unanswered(STOP_PERIODIC, STOP_TIME);
        int variant = chip.ask(VARIANT, COMMAND_TIME, 1)[0] & 0xf000;
        if (variant != VARIANT_SCD41) {
            throw new WrongChipException(name() + " is not an SCD41 but " + variantName(variant)
                    + "; name the right chip in the settings, or check the address");
        }
        pressureInChip = 0;
        tellPressure();
        chip.command(START_PERIODIC, Duration.ZERO);
    }

    @Override
    protected Measurement measure() throws IOException {
        tellPressure();
        if ((chip.ask(DATA_READY, COMMAND_TIME, 1)[0] & 0x07ff) == 0) {
            return new Measurement.NotReady();
        }
        int[] words = chip.ask(READ_MEASUREMENT, COMMAND_TIME, 3);
        Map<ObservedProperty, Double> values = new HashMap<>();
        if (words[0] > 0 && words[0] <= MAX_CO2_PPM) { // 0 means that there is none in this sample
            values.put(CO2, (double) words[0]);
        }
        values.put(TEMPERATURE, -45 + 175.0 * words[1] / 65535);
        values.put(RELATIVE_HUMIDITY, 100.0 * words[2] / 65535);
        return new Measurement.Sample(values);
    }

    @Override
    public void close() {
        try {
            chip.command(STOP_PERIODIC, Duration.ZERO);
        } catch (IOException e) {
            // A chip that is gone needs no rest.
        }
        port.close();
    }

    private void tellPressure() throws IOException {
        if (pressureHectopascal != pressureInChip) {
            chip.command(AMBIENT_PRESSURE, COMMAND_TIME, pressureHectopascal);
            pressureInChip = pressureHectopascal;
        }
    }

    private void unanswered(int command, Duration time) throws IOException {
        try {
            chip.command(command, Duration.ZERO);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // No acknowledge is what was to be expected.
        }
        port.pause(time);
    }

    private static String variantName(int variant) {
        return switch (variant) {
            case 0x0000 -> "an SCD40";
            case 0x2000 -> "an SCD42";
            case 0x5000 -> "an SCD43";
            default -> String.format("variant %04x", variant);
        };
    }
}
