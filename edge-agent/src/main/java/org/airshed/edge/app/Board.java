package org.airshed.edge.app;

import java.io.IOException;
import org.airshed.edge.bus.I2cBuses;
import org.airshed.edge.bus.I2cPort;
import org.airshed.edge.bus.SerialPorts;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.bus.pi4j.Pi4jBuses;
import org.airshed.edge.bus.serial.JSerialCommPorts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sensors are connected to.
 *
 * @param simulated whether nothing of it is real
 */
record Board(I2cBuses i2c, SerialPorts serial, Timing timing, boolean simulated) {
    /** This machine's own buses and ports. */
    static Board real() {
        return new Board(new LateBuses(), new JSerialCommPorts(), Timing.system(), false);
    }

    /**
     * Asks Pi4J for the buses when the first sensor is opened and again as long as there are none, so that an agent with
     * serial sensors only never needs them, and one with a bus that is switched on later goes on by itself.
     */
    private static final class LateBuses implements I2cBuses {
        private static final Logger LOG = LoggerFactory.getLogger(Board.class);
        private @Nullable Pi4jBuses buses;

        @Override
        public synchronized I2cPort open(int bus, int address) throws IOException {
            Pi4jBuses opened = buses;
            if (opened == null) {
                opened = Pi4jBuses.ofBoard(Timing.system());
                LOG.info("I2C through provider={} board={}", opened.providerId(), opened.board());
                buses = opened;
            }
            return opened.open(bus, address);
        }
    }
}
