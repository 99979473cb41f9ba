package org.airshed.edge.sensor;

import java.util.Locale;

/** Where a sensor is connected, as the settings say it. */
public sealed interface SensorAddress {
    /** What the place adds to the sensor's name: {@code 62}, {@code i2c3-62}, {@code ttyama0}. */
    String suffix();

    /**
     * An I2C device.
     *
     * @param bus number as in {@code /dev/i2c-1}
     * @param address 7 bits
     */
    record I2c(int bus, int address) implements SensorAddress {
        public I2c {
            if (bus < 0 || bus > 255) {
                throw new IllegalArgumentException("I2C bus " + bus + " is not between 0 and 255");
            }
            if (address < 0x08 || address > 0x77) {
                throw new IllegalArgumentException(
                        String.format("I2C address 0x%02x is not between 0x08 and 0x77", address));
            }
        }

        @Override
        public String suffix() {
            return bus == 1 ? String.format("%02x", address) : String.format("i2c%d-%02x", bus, address);
        }

        @Override
        public String toString() {
            return String.format("I2C bus %d, address 0x%02x", bus, address);
        }
    }

    /**
     * A serial port.
     *
     * @param path {@code /dev/ttyAMA0}
     */
    record Serial(String path) implements SensorAddress {
        public Serial {
            if (suffix(path).isEmpty()) {
                throw new IllegalArgumentException("serial port '" + path + "' has no name to call a sensor by");
            }
        }

        @Override
        public String suffix() {
            return suffix(path);
        }

        private static String suffix(String path) {
            String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            String plain = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            // Names under /dev/serial/by-id are long; their end holds the serial number that tells two adapters apart.
            return plain.length() <= 40 ? plain : plain.substring(plain.length() - 40).replaceAll("^-", "");
        }

        @Override
        public String toString() {
            return path;
        }
    }
}
