package org.airshed.edge.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.SenmlWriter.Encoding;
import org.airshed.contract.wire.Topics;
import org.airshed.edge.uplink.TlsSettings;
import org.airshed.edge.uplink.UplinkSettings;
import org.jspecify.annotations.Nullable;

/** Reads a station's {@code connection}. */
final class ConnectionReader {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    private ConnectionReader() {}

    static UplinkSettings read(Section connection, StationId station, Path folder) {
        String host = connection.requiredText("host", "name or address of the ingest tier");
        TlsSettings tls = connection.has("tls") ? tls(connection.section("tls"), folder) : new TlsSettings.Off();
        boolean encrypted = !(tls instanceof TlsSettings.Off);
        int port = connection.integer("port", encrypted ? TLS_PORT : PLAIN_PORT, 1, 65_535);
        String secret = secret(connection, folder);
        if (secret != null && !encrypted && !host.isEmpty() && !isLoopback(host)) {
            connection.problem("tls", "is missing: without it the secret would travel in the clear to " + host);
        }
        Topics topics = topics(connection);
        String payload = connection.choice("payload", "cbor", List.of("cbor", "json"));
        Duration retry = connection.duration("longest-retry", UplinkSettings.LONGEST_RETRY, Duration.ofSeconds(1),
                Duration.ofHours(1));
        connection.end(Map.of("username", "a station shows its id", "password", "it is called secret or secret-file",
                "client-id", "a station's id is its client id"));
        return UplinkSettings.to(host, port, station.text()).secured(tls, secret).speaking(topics,
                Encoding.valueOf(payload.toUpperCase(Locale.ROOT))).retrying(UplinkSettings.FIRST_RETRY, retry);
    }

    private static @Nullable String secret(Section connection, Path folder) {
        String secret = connection.text("secret");
        String file = connection.text("secret-file");
        if (file == null) {
            return secret;
        }
        if (secret != null) {
            connection.problem("secret-file", "stands beside secret; give one of them");
        }
        try {
            return SecretFile.read(folder.resolve(file));
        } catch (IOException e) {
            connection.problem("secret-file", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static TlsSettings tls(Section tls, Path folder) {
        String fingerprint = tls.text("fingerprint");
        String authorities = tls.text("ca-file");
        boolean known = tls.flag("public");
        tls.end(Map.of("insecure", "a server that nobody vouches for is not connected to; pin its fingerprint"));
        if ((fingerprint == null ? 0 : 1) + (authorities == null ? 0 : 1) + (known ? 1 : 0) != 1) {
            tls.problem("fingerprint", "or ca-file or public: exactly one of them says whom to believe");
            return new TlsSettings.PublicAuthorities();
        }
        if (fingerprint != null) {
            String digits = fingerprint.toLowerCase(Locale.ROOT).replaceFirst("^sha-?256:", "").replaceAll("[: ]", "");
            try {
                return new TlsSettings.Pinned(digits);
            } catch (IllegalArgumentException e) {
                tls.problem("fingerprint",
                        "must be 'sha256:' and 64 hexadecimal digits, as the ingest tier prints it at its start");
            }
        }
        if (authorities != null) {
            Path file = folder.resolve(authorities);
            if (!Files.isReadable(file)) {
                tls.problem("ca-file", "there is no file " + file + " that can be read");
            }
            return new TlsSettings.Authorities(file);
        }
        return new TlsSettings.PublicAuthorities();
    }

    private static Topics topics(Section connection) {
        String prefix = connection.text("prefix");
        try {
            return prefix == null ? Topics.standard() : new Topics(prefix);
        } catch (IllegalArgumentException e) {
            connection.problem("prefix", String.valueOf(e.getMessage()));
            return Topics.standard();
        }
    }

    private static boolean isLoopback(String host) {
        if (!host.equals("localhost") && !host.matches("[0-9.]+|.*:.*")) {
            return false; // a name is not looked up: what it means may change
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
