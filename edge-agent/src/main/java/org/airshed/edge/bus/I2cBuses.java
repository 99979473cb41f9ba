package org.airshed.edge.bus;

import java.io.IOException;

/** The I2C buses of a board, real or simulated. */
@FunctionalInterface
public interface I2cBuses {
    /**
     * Opens one device; whether anything answers there shows only when it is spoken to.
     *
     * @param bus number as in {@code /dev/i2c-1}
     * @param address 7 bits, 0x08 to 0x77
     * @throws IOException with a sentence that says what to install or switch on, if the bus cannot be reached
     */
    I2cPort open(int bus, int address) throws IOException;
}
