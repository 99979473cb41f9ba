package org.airshed.edge.bus;

import java.io.IOException;
import java.time.Duration;

/**
 * One device on one I2C bus. Every call but {@link #pause} is one message on the wire, ended by a STOP.
 *
 * <p>Threads: one at a time, the sampling thread of the station.
 * An {@link IOException} is a bus error: no acknowledge (absent, busy, not allowed now) or a broken bus. Nobody can tell
 * these apart reliably, so nobody tries.
 */
public interface I2cPort extends AutoCloseable {
    /** Sends one write message. */
    void write(byte... bytes) throws IOException;

    /** Reads one message of {@code into.length} bytes. */
    void read(byte[] into) throws IOException;

    /** Writes, then reads after a repeated start: registers of Bosch and ST chips. Never for Sensirion. */
    void writeRead(byte[] write, byte[] into) throws IOException;

    /** Waits at least this long; every wait that a data sheet asks for goes through here, so that a test sees it. */
    void pause(Duration atLeast) throws IOException;

    @Override
    void close();
}
