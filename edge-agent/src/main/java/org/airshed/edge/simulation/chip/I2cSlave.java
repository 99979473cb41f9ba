package org.airshed.edge.simulation.chip;

import java.io.IOException;

/** What sits at an address, message by message. An {@link IOException} is a missing acknowledge. */
public interface I2cSlave {
    /** One write message. */
    void write(byte[] message) throws IOException;

    /** One read message; longer than the answer is padded with FF, shorter ends the transfer. */
    byte[] read(int length) throws IOException;
}
