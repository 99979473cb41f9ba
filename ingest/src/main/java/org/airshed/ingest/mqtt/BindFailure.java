package org.airshed.ingest.mqtt;

import java.io.IOException;
import java.util.Locale;

/** Puts a failed bind into a sentence. */
final class BindFailure {
    private BindFailure() {}

    static IOException of(Listener listener, Throwable cause) {
        int port = listener.address().getPort();
        String said = String.valueOf(cause.getMessage());
        // NIO and epoll say it in different words and types; both contain the system's own.
        if (said.toLowerCase(Locale.ROOT).contains("in use")) {
            return new PortTakenException(port, listener.option(), cause);
        }
        if (said.toLowerCase(Locale.ROOT).contains("permission")) {
            return new IOException("port " + port + " may be opened by the system's administrator only;"
                    + " choose one above 1023 with " + listener.option(), cause);
        }
        return new IOException("the address " + Remote.text(listener.address()) + " given by " + listener.option()
                + " cannot be listened on: " + said, cause);
    }
}
