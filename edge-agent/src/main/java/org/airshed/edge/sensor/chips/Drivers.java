package org.airshed.edge.sensor.chips;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.bus.I2cBuses;
import org.airshed.edge.bus.SerialPorts;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.sensor.bme280.Bme280;
import org.airshed.edge.sensor.pms5003.Pms5003;
import org.airshed.edge.sensor.scd41.Scd41;
import org.airshed.edge.sensor.sen55.Sen55;

/** The chips that an agent can read, by the names that the settings use. */
public final class Drivers {
    private static final int NONE = 0;

    private enum Chip {
        SCD41("scd41", 0x62, NONE), BME280("bme280", 0x76, 0x77), SEN55("sen55", 0x69, NONE), PMS5003("pms5003", NONE,
                NONE);

        private final String id;
        private final int usual;
        private final int other;

        Chip(String id, int usual, int other) {
            this.id = id;
            this.usual = usual;
            this.other = other;
        }

        private List<Integer> addresses() {
            return IntStream.of(usual, other).filter(address -> address != NONE).boxed().toList();
        }
    }

    private static final List<Chip> CHIPS = List.of(Chip.values());

    private Drivers() {}

    /** Every chip there is a driver for: {@code scd41}, {@code bme280}, ... */
    public static List<String> chips() {
        return CHIPS.stream().map(chip -> chip.id).toList();
    }

    /**
     * The I2C addresses that the chip can have, the usual one first; empty for a chip on a serial port.
     *
     * @throws IllegalArgumentException with a sentence if there is no such chip
     */
    public static List<Integer> addresses(String chip) {
        return chip(chip).addresses();
    }

    /**
     * What the sensor is called: {@code scd41-62}, {@code scd41-i2c3-62}, {@code pms5003-ttyama0}.
     *
     * @throws IllegalArgumentException with a sentence if there is no such chip or it cannot sit there
     */
    public static SensorName name(String chip, SensorAddress address) {
        Chip known = chip(chip);
        switch (address) {
            case SensorAddress.I2c i2c -> {
                if (known.addresses().isEmpty()) {
                    throw new IllegalArgumentException(known.id + " is connected to a serial port, not to " + i2c);
                }
                if (!known.addresses().contains(i2c.address())) {
                    throw new IllegalArgumentException(String.format("%s cannot have address 0x%02x, only %s", known.id,
                            i2c.address(), known.addresses().stream().map(each -> String.format("0x%02x", each))
                                    .collect(Collectors.joining(" or "))));
                }
            }
            case SensorAddress.Serial serial -> {
                if (!known.addresses().isEmpty()) {
                    throw new IllegalArgumentException(known.id + " is connected to I2C, not to " + serial);
                }
            }
        }
        return new SensorName(known.id + "-" + address.suffix());
    }

    /**
     * The driver of one sensor, not started yet. Serial ports are opened at the start, because an adapter may be plugged
     * in later.
     *
     * @throws IllegalArgumentException with a sentence if there is no such chip or it cannot sit there
     * @throws IOException with a sentence if the I2C bus cannot be reached
     */
    public static SensorDriver create(String chip, SensorAddress address, I2cBuses buses, SerialPorts ports,
            Timing timing)
            throws IOException {
        SensorName name = name(chip, address);
        return switch (address) {
            case SensorAddress.Serial serial -> new Pms5003(name, ports, serial.path(), timing);
            case SensorAddress.I2c i2c -> {
                var port = buses.open(i2c.bus(), i2c.address());
                yield switch (chip(chip)) {
                    case SCD41 -> new Scd41(name, port, timing);
                    case BME280 -> new Bme280(name, port, timing);
                    case SEN55 -> new Sen55(name, port, timing);
                    case PMS5003 -> throw new IllegalArgumentException("pms5003 is connected to a serial port");
                };
            }
        };
    }

    private static Chip chip(String id) {
        for (Chip chip : CHIPS) {
            if (chip.id.equals(id)) {
                return chip;
            }
        }
        throw new IllegalArgumentException("there is no driver for '" + id + "'; there is one for " + String.join(", ",
                chips()));
    }
}
