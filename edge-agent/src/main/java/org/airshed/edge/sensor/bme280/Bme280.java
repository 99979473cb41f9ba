package org.airshed.edge.sensor.bme280;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.bus.I2cPort;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.sensor.DamagedAnswerException;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.RestartingDriver;
import org.airshed.edge.sensor.WrongChipException;
import org.jspecify.annotations.Nullable;

/**
 * One forced measurement per poll, oversampling 1, filter off: the data sheet's settings for weather stations.
 *
 * <p>The chip sends no checksum. What stays the same between two readings of the same registers is taken as sent, what
 * differs as damaged; between measurements the chip sleeps and its data registers stand still.
 *
 * <p>Source: firmware-notes/bme280.md.
 */
public final class Bme280 extends RestartingDriver {
    private static final int ID = 0xd0;
    private static final int RESET = 0xe0;
    private static final int CTRL_HUM = 0xf2;
    private static final int STATUS = 0xf3;
    private static final int CTRL_MEAS = 0xf4;
    private static final int CONFIG = 0xf5;
    private static final int DATA = 0xf7;
    private static final int CALIBRATION_FIRST = 0x88;
    private static final int CALIBRATION_SECOND = 0xe1;

    private static final int ID_BME280 = 0x60;
    private static final byte SOFT_RESET = (byte) 0xb6;
    private static final byte HUMIDITY_ONCE = 0x01;
    /** Temperature and pressure once each, then sleep again. */
    private static final byte FORCED_ONCE = 0x25;
    private static final int MEASURING = 0x08;
    private static final int COPYING_CALIBRATION = 0x01;

    private static final Duration RESET_TIME = Duration.ofMillis(2);
    /** 1.25 + 2.3 + (2.3 + 0.575) + (2.3 + 0.575) ms, the longest that one measurement of all three takes. */
    private static final Duration MEASURING_TIME = Duration.ofNanos(9_300_000);
    private static final int LOOKS = 5;

    private static final int SKIPPED_20 = 0x80000;
    private static final int SKIPPED_16 = 0x8000;

    private static final ObservedProperty TEMPERATURE = ObservedProperties.of("temperature");
    private static final ObservedProperty PRESSURE = ObservedProperties.of("pressure");
    private static final ObservedProperty RELATIVE_HUMIDITY = ObservedProperties.of("relative_humidity");

    private final I2cPort port;
    private @Nullable Calibration calibration;

    public Bme280(SensorName name, I2cPort port, Timing timing) {
        super(name, timing, Duration.ZERO, Duration.ofSeconds(10));
        this.port = port;
    }

    @Override
    public List<ObservedProperty> properties() {
        return List.of(TEMPERATURE, PRESSURE, RELATIVE_HUMIDITY);
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected void begin() throws IOException {
        identify();
        port.write((byte) RESET, SOFT_RESET);
        port.pause(RESET_TIME);
        waitUntilClear(COPYING_CALIBRATION, RESET_TIME);
        Calibration read = Calibration.of(readTwice(CALIBRATION_FIRST, Calibration.FIRST_BLOCK),
                readTwice(CALIBRATION_SECOND, Calibration.SECOND_BLOCK));
        if (!read.plausible()) {
            throw new IOException(name() + " gives calibration values that no chip has; check its supply and wiring");
        }
        port.write((byte) CONFIG, (byte) 0);
        calibration = read;
    }

    @Override
    protected Measurement measure() throws IOException {
        identify();
        // Written each time: a chip that lost its power for a moment would silently leave out humidity. CTRL_HUM takes
        // effect only with the write to CTRL_MEAS that follows it.
        port.write((byte) CTRL_HUM, HUMIDITY_ONCE);
        port.write((byte) CTRL_MEAS, FORCED_ONCE);
        port.pause(MEASURING_TIME);
        if (!waitUntilClear(MEASURING, Duration.ofMillis(2))) {
            return new Measurement.NotReady();
        }
        byte[] data = readTwice(DATA, 8);
        int settings = readTwice(CTRL_MEAS, 1)[0] & 0xff;
        if (settings != (FORCED_ONCE & 0xfc)) { // mode back to sleep, oversampling as written
            throw new DamagedAnswerException(
                    String.format("control register holds %02x after a measurement", settings));
        }
        return values(data);
    }

    private Measurement values(byte[] data) throws IOException {
        int pressure = twentyBits(data, 0);
        int temperature = twentyBits(data, 3);
        int humidity = ((data[6] & 0xff) << 8) | (data[7] & 0xff);
        Calibration trimmed = calibration;
        // Without temperature nothing can be compensated.
        if (trimmed == null || temperature == SKIPPED_20) {
            return new Measurement.NotReady();
        }
        Calibration.Compensated air = trimmed.compensate(temperature, pressure, humidity);
        if (air.celsius() < -40 || air.celsius() > 85) {
            throw new DamagedAnswerException("temperature is outside of what the chip can measure");
        }
        Map<ObservedProperty, Double> values = new HashMap<>();
        values.put(TEMPERATURE, air.celsius());
        Double pascal = air.pascal();
        if (pressure != SKIPPED_20 && pascal != null) {
            if (pascal < 30_000 || pascal > 110_000) {
                throw new DamagedAnswerException("pressure is outside of what the chip can measure");
            }
            values.put(PRESSURE, pascal / 100);
        }
        if (humidity != SKIPPED_16) {
            values.put(RELATIVE_HUMIDITY, air.relativeHumidity());
        }
        return new Measurement.Sample(values);
    }

    @Override
    public void close() {
        port.close(); // it sleeps by itself after each measurement
    }

    private void identify() throws IOException {
        int id = readTwice(ID, 1)[0] & 0xff;
        if (id != ID_BME280) {
            throw new WrongChipException(name() + " is not a BME280 but " + chipName(id)
                    + "; name the right chip in the settings, or check the address");
        }
    }

    private boolean waitUntilClear(int bit, Duration between) throws IOException {
        byte[] status = new byte[1];
        for (int look = 0; look < LOOKS; look++) {
            // Read once: it may change at any moment. A flipped bit here is found by the look at CTRL_MEAS afterwards.
            port.writeRead(new byte[]{(byte) STATUS}, status);
            if ((status[0] & bit) == 0) {
                return true;
            }
            port.pause(between);
        }
        return false;
    }

    private byte[] readTwice(int register, int length) throws IOException {
        byte[] first = new byte[length];
        byte[] second = new byte[length];
        port.writeRead(new byte[]{(byte) register}, first);
        port.writeRead(new byte[]{(byte) register}, second);
        if (!Arrays.equals(first, second)) {
            throw new DamagedAnswerException(
                    String.format("two readings of register %02x do not agree", register));
        }
        return first;
    }

    private static int twentyBits(byte[] data, int at) {
        return ((data[at] & 0xff) << 12) | ((data[at + 1] & 0xff) << 4) | ((data[at + 2] & 0xff) >> 4);
    }

    private static String chipName(int id) {
        return switch (id) {
            case 0x56, 0x57, 0x58 -> "a BMP280 (no humidity)";
            case 0x61 -> "a BME680 or BME688";
            case 0x00, 0xff -> String.format("something that answers %02x only, as a broken wire does", id);
            default -> String.format("a chip with id %02x", id);
        };
    }
}
