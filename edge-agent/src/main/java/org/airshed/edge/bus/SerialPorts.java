package org.airshed.edge.bus;

import java.io.IOException;

/** The serial ports of a board, real or simulated. */
@FunctionalInterface
public interface SerialPorts {
    /**
     * Opens a port for us alone.
     *
     * @param path as the system names it: {@code /dev/ttyAMA0}, {@code /dev/serial/by-id/...}
     * @throws IOException with a sentence that names the port and the mend
     */
    SerialPort open(String path, int baud) throws IOException;
}
