package org.airshed.edge.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Socket factories that believe whom the settings say. */
final class TlsSockets {
    /**
     * A Pi without a clock starts in the past, where every certificate is not valid yet; no certificate that matters is
     * older than this program.
     */
    private static final Instant NOT_BEFORE = Instant.parse("2026-11-22T00:00:00Z");

    private TlsSockets() {}

    /** @throws IOException with a sentence, if the authorities' file cannot be used */
    static SSLSocketFactory factory(TlsSettings settings, InstantSource clock) throws IOException {
        try {
            TrustManager[] trust = switch (settings) {
                case TlsSettings.Off() -> throw new IllegalArgumentException("no TLS was asked for");
                case TlsSettings.Pinned(String sha256) -> new TrustManager[]{new PinnedTrust(sha256)};
                case TlsSettings.Authorities(Path pemFile) -> authorities(read(pemFile), clock);
                case TlsSettings.PublicAuthorities() -> authorities(null, clock);
            };
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] authorities(@Nullable KeyStore store, InstantSource clock)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (store == null || !clock.instant().isBefore(NOT_BEFORE)) {
            factory.init(store);
        } else {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(NOT_BEFORE));
            factory.init(new CertPathTrustManagerParameters(parameters));
        }
        return factory.getTrustManagers();
    }

    private static KeyStore read(Path pemFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        try (InputStream in = Files.newInputStream(pemFile)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + count++, certificate);
            }
        } catch (IOException | CertificateException e) {
            throw new IOException("the authorities in " + pemFile + " cannot be read: " + e.getMessage(), e);
        }
        if (count == 0) {
            throw new IOException("there is no certificate in " + pemFile + "; it must hold PEM certificates");
        }
        return store;
    }

    /** Believes one certificate. */
    private static final class PinnedTrust implements X509TrustManager {
        private final byte[] expected;

        PinnedTrust(String sha256) {
            expected = HexFormat.of().parseHex(sha256);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            byte[] seen;
            try {
                seen = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e);
            }
            if (!MessageDigest.isEqual(seen, expected)) {
                throw new CertificateException("the server's certificate has the fingerprint sha256:"
                        + HexFormat.of().formatHex(seen) + ", not the one in the settings");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
