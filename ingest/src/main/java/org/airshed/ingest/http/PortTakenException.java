package org.airshed.ingest.http;

import java.io.IOException;

/** Another program listens there; the message says so, the caller adds which option changes the port. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String host, int port, Throwable cause) {
        super("HTTP port " + port + " on " + host + " is taken by another program", cause);
        this.port = port;
    }

    /** The port asked for. */
    public int port() {
        return port;
    }
}
