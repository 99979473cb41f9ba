package org.airshed.ingest.mqtt;

import java.io.IOException;

/** Another program listens on a port that was asked for. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1;

    PortTakenException(int port, String option, Throwable cause) {
        super("port " + port + " is taken by another program; stop that one, or choose another port with " + option,
                cause);
    }
}
