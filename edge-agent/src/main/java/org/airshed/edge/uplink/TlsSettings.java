package org.airshed.edge.uplink;

import java.nio.file.Path;

/** Whom a connection believes to be the server. */
public sealed interface TlsSettings {
    /** No TLS: for the loopback, or a network that is trusted as a whole. */
    record Off() implements TlsSettings {}

    /**
     * The server whose certificate has this fingerprint, and no other; name and dates do not matter.
     *
     * @param sha256 of the certificate (DER), 64 lower-case hexadecimal digits
     */
    record Pinned(String sha256) implements TlsSettings {
        public Pinned {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hexadecimal digits");
            }
        }
    }

    /**
     * A server whose certificate one of these authorities signed for its host name.
     *
     * @param pemFile certificates, PEM
     */
    record Authorities(Path pemFile) implements TlsSettings {}

    /** A server whose certificate an authority that Java knows signed for its host name. */
    record PublicAuthorities() implements TlsSettings {}
}
