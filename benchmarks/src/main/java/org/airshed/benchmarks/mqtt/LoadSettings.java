package org.airshed.benchmarks.mqtt;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How to publish.
 *
 * @param server where to connect
 * @param version 4 for MQTT 3.1.1, 5 for MQTT 5
 * @param clientPrefix client ids are this and the connection's number
 * @param connections how many, all at once
 * @param window publishes without PUBACK per connection, at most
 * @param ratePerSecond publishes of all connections together; 0: as fast as they are acknowledged
 * @param submissions publishes of each connection, all together {@code connections * submissions}
 * @param reconnect pause before a lost connection is tried again
 */
public record LoadSettings(InetSocketAddress server, int version, String clientPrefix, int connections, int window,
        double ratePerSecond, long submissions, Duration reconnect) {
    public LoadSettings {
        if (version != 4 && version != 5) {
            throw new IllegalArgumentException("MQTT version " + version + " is neither 4 (3.1.1) nor 5");
        }
        if (window < 1 || window > 65_535) {
            throw new IllegalArgumentException("window is " + window + ", must be 1 to 65535");
        }
    }
}
