package org.airshed.ingest.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * The key and certificates that a TLS listener shows.
 *
 * @param chain the server's own certificate first
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a TLS identity needs a certificate");
        }
    }

    /**
     * Reads PEM files: the certificate with the chain that belongs to it, and its PKCS#8 key.
     *
     * @throws IOException with a sentence that names the file and the mend
     */
    public static TlsIdentity load(Path certificate, Path key) throws IOException {
        return PemFiles.load(certificate, key);
    }

    /** SHA-256 over the server's own certificate, as a station pins it: {@code sha256:} and 64 hexadecimal digits. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be hashed", e);
        }
    }
}
