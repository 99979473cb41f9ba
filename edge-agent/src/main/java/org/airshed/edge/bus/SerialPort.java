package org.airshed.edge.bus;

import java.io.IOException;
import java.time.Duration;

/**
 * One open serial line, 8 data bits, no parity, 1 stop bit.
 *
 * <p>Threads: one at a time, the sampling thread of the station.
 */
public interface SerialPort extends AutoCloseable {
    /**
     * Takes what has arrived, waiting for the first byte if there is none yet.
     *
     * @return how many bytes were put into {@code into}; 0 if none came within {@code atMost}
     * @throws IOException if the port is lost (unplugged adapter, dead other end)
     */
    int read(byte[] into, Duration atMost) throws IOException;

    /** Sends all bytes. */
    void write(byte... bytes) throws IOException;

    @Override
    void close();
}
