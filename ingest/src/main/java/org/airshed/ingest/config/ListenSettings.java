package org.airshed.ingest.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A further address to listen on for MQTT.
 *
 * @param option the option or key it came from, for messages
 */
public record ListenSettings(InetSocketAddress address, Tls tls, String option) {
    /** What a TLS listener shows. */
    public sealed interface Tls {
        /** No TLS: loopback only. */
        record Off() implements Tls {}

        /** PEM files of the operator's. */
        record Files(Path certificate, Path key) implements Tls {}

        /** A key and certificate made by Airshed itself and kept in the data folder. */
        record SelfSigned() implements Tls {}
    }
}
