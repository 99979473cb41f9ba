package org.airshed.edge.uplink;

import java.time.Duration;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.Topics;
import org.airshed.edge.uplink.TlsSettings.Off;
import org.jspecify.annotations.Nullable;

/**
 * How one connection to the ingest tier (or to a broker before it) is made and kept.
 *
 * @param clientId distinct for every connection of a station
 * @param user station id; sent with the secret only
 * @param secret null where the server trusts its listener
 * @param window most submissions sent and not yet acknowledged
 * @param acknowledgeWithin a connection that acknowledges nothing for so long is given up
 * @param connectWithin longest wait for the answer to a connect
 * @param keepAlive seconds of silence after which the client pings
 * @param firstRetry wait after a failed attempt; doubles up to {@code longestRetry}, half of it by chance
 * @param presence whether this connection speaks for the station's status: online, and offline as its will
 */
public record UplinkSettings(String host, int port, TlsSettings tls, String clientId, String user,
        @Nullable String secret, Topics topics, SenmlWriter.Encoding encoding, int window, Duration acknowledgeWithin,
        Duration connectWithin, Duration keepAlive, Duration firstRetry, Duration longestRetry, boolean presence) {
    /** First wait by default. */
    public static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    /** Longest wait by default: a town's stations together stay harmless, and a keeper need not wait long. */
    public static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    public UplinkSettings {
        if (window < 1) {
            throw new IllegalArgumentException("window is " + window);
        }
    }

    /** Everything by default: no TLS, no secret, speaks for the station. */
    public static UplinkSettings to(String host, int port, String station) {
        return new UplinkSettings(host, port, new Off(), station, station, null, Topics.standard(),
                SenmlWriter.Encoding.CBOR, 32, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(30),
                FIRST_RETRY, LONGEST_RETRY, true);
    }

    /** A second connection of the same station, which says nothing about its status. */
    public UplinkSettings beside(String suffix) {
        return new UplinkSettings(host, port, tls, clientId + "-" + suffix, user, secret, topics, encoding, window,
                acknowledgeWithin, connectWithin, keepAlive, firstRetry, longestRetry, false);
    }

    /** With TLS and a secret. */
    public UplinkSettings secured(TlsSettings newTls, @Nullable String newSecret) {
        return new UplinkSettings(host, port, newTls, clientId, user, newSecret, topics, encoding, window,
                acknowledgeWithin, connectWithin, keepAlive, firstRetry, longestRetry, presence);
    }

    /** With other topics and another encoding. */
    public UplinkSettings speaking(Topics newTopics, SenmlWriter.Encoding newEncoding) {
        return new UplinkSettings(host, port, tls, clientId, user, secret, newTopics, newEncoding, window,
                acknowledgeWithin, connectWithin, keepAlive, firstRetry, longestRetry, presence);
    }

    /** With other waits between attempts. */
    public UplinkSettings retrying(Duration newFirstRetry, Duration newLongestRetry) {
        return waiting(acknowledgeWithin, newFirstRetry, newLongestRetry);
    }

    /** With other waits: acknowledgement, first and longest retry. */
    public UplinkSettings waiting(Duration newAcknowledgeWithin, Duration newFirstRetry, Duration newLongestRetry) {
        return new UplinkSettings(host, port, tls, clientId, user, secret, topics, encoding, window,
                newAcknowledgeWithin, connectWithin, keepAlive, newFirstRetry, newLongestRetry, presence);
    }

    /** With another window. */
    public UplinkSettings window(int newWindow) {
        return new UplinkSettings(host, port, tls, clientId, user, secret, topics, encoding, newWindow,
                acknowledgeWithin, connectWithin, keepAlive, firstRetry, longestRetry, presence);
    }

    String uri() {
        String scheme = tls instanceof Off ? "tcp" : "ssl";
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** No secrets. */
    @Override
    public String toString() {
        return uri() + " as " + clientId;
    }
}
