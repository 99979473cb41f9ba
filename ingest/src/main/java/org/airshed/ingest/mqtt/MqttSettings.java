package org.airshed.ingest.mqtt;

import java.time.Duration;
import java.util.List;

/**
 * What the MQTT server listens on and what it lets one connection, and all of them together, cost.
 *
 * <p>Unacknowledged bytes live in the journal's buffers: {@code maxInFlightBytes} bounds them over all connections. One
 * connection holds at most {@code receiveMaximum} unacknowledged publishes, and of a packet being received at most
 * {@code maxPacketBytes}; an idle one holds some 3 KB.
 *
 * @param listeners where to listen
 * @param eventLoops threads that read, decode and admit
 * @param maxConnections further ones are closed at once
 * @param maxPacketBytes largest MQTT packet taken, announced to MQTT 5 clients as Maximum Packet Size
 * @param receiveMaximum unacknowledged publishes of one connection, announced to MQTT 5 clients as Receive Maximum
 * @param maxInFlightBytes unacknowledged bytes of all connections, beyond which none is read from
 * @param maxNoticeBytes largest status, info, faults and answer
 * @param connectWithin time from the connection to its CONNECT, TLS handshake included
 * @param maxKeepAlive longest keep-alive; MQTT 5 clients that ask for more or for none are told this one
 */
public record MqttSettings(List<Listener> listeners, int eventLoops, int maxConnections, int maxPacketBytes,
        int receiveMaximum, long maxInFlightBytes, int maxNoticeBytes, Duration connectWithin, Duration maxKeepAlive) {
    /** Longest client id in characters. */
    static final int MAX_CLIENT_ID = 128;

    /** Subscriptions of one connection. */
    static final int MAX_SUBSCRIPTIONS = 100;

    public MqttSettings {
        listeners = List.copyOf(listeners);
        if (eventLoops < 1 || maxConnections < 1 || maxNoticeBytes < 1) {
            throw new IllegalArgumentException("eventLoops, maxConnections and maxNoticeBytes are at least 1");
        }
        if (receiveMaximum < 1 || receiveMaximum > 65_535) {
            throw new IllegalArgumentException("receiveMaximum " + receiveMaximum + " is not between 1 and 65535");
        }
        if (maxPacketBytes < 256 || maxPacketBytes > 16 << 20) {
            throw new IllegalArgumentException("maxPacketBytes " + maxPacketBytes + " is not between 256 and 16 MiB");
        }
        if (maxInFlightBytes < maxPacketBytes) {
            throw new IllegalArgumentException("maxInFlightBytes " + maxInFlightBytes + " is below one packet");
        }
        if (connectWithin.isNegative() || connectWithin.isZero()) {
            throw new IllegalArgumentException("connectWithin is " + connectWithin);
        }
        if (maxKeepAlive.toSeconds() < 1 || maxKeepAlive.toSeconds() > 65_535) {
            throw new IllegalArgumentException("maxKeepAlive " + maxKeepAlive + " is not between 1 and 65535 seconds");
        }
    }

    /** The same bounds, these listeners. */
    public MqttSettings listeningOn(List<Listener> addresses) {
        return new MqttSettings(addresses, eventLoops, maxConnections, maxPacketBytes, receiveMaximum, maxInFlightBytes,
                maxNoticeBytes, connectWithin, maxKeepAlive);
    }

    /** The defaults: packets to 256 KiB, 1,000 unacknowledged a connection, 64 MiB in all, 10 s to CONNECT. */
    public static MqttSettings standard(List<Listener> listeners) {
        return new MqttSettings(listeners, Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2), 20_000,
                256 * 1024, 1000, 64L << 20, 64 * 1024, Duration.ofSeconds(10), Duration.ofMinutes(20));
    }
}
