package org.airshed.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.airshed.contract.id.StationId;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom an uplink with TLS believes. */
@Timeout(60)
class TlsIT {
    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    Path folder;
    private FakeBroker broker;
    private Spool spool;
    private Certificate certificate;

    @BeforeEach
    void openBoth() throws Exception {
        Path store = folder.resolve("server.p12");
        // The server is called localhost, so a connection to 127.0.0.1 has the wrong name.
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias",
                "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-validity", "30",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD).inheritIO().start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        certificate = keys.getCertificate("server");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        broker = new FakeBroker(context.getServerSocketFactory().createServerSocket(0));
        spool = Spool.open(SpoolSettings.in(folder.resolve("spool")), new FileDisk(), "no-boot");
    }

    @AfterEach
    void closeBoth() throws IOException {
        broker.close();
        spool.close();
    }

    @Test
    void thePinnedCertificateIsBelievedWhateverItsName() throws Exception {
        String fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        try (Uplink uplink = start("127.0.0.1", new TlsSettings.Pinned(fingerprint))) {
            await(() -> uplink.progress().connected());
            assertThat(broker.nextConnect().password()).isEqualTo("s3cret");
        }
    }

    @Test
    void anotherCertificateIsNotAndTheSecretStaysHere() throws Exception {
        try (Uplink uplink = start("localhost", new TlsSettings.Pinned("00".repeat(32)))) {
            await(() -> uplink.progress().lastError() != null);
            assertThat(uplink.progress().lastError()).contains("fingerprint sha256:", "not the one in the settings");
            assertThat(broker.sawConnect()).isFalse();
        }
    }

    @Test
    void anAuthoritysCertificateIsBelievedForItsHostNameOnly() throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
        try (Uplink uplink = start("localhost", new TlsSettings.Authorities(pem))) {
            await(() -> uplink.progress().connected());
        }
        broker.nextConnect();
        try (Uplink uplink = start("127.0.0.1", new TlsSettings.Authorities(pem))) {
            await(() -> uplink.progress().lastError() != null);
            assertThat(uplink.progress().lastError()).contains("TLS with 127.0.0.1");
            assertThat(broker.sawConnect()).isFalse();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotBelieved() throws Exception {
        try (Uplink uplink = start("localhost", new TlsSettings.PublicAuthorities())) {
            await(() -> uplink.progress().lastError() != null);
            assertThat(broker.sawConnect()).isFalse();
        }
    }

    private Uplink start(String host, TlsSettings tls) {
        return Uplink.start(UplinkSettings.to(host, broker.port(), "test-1").secured(tls, "s3cret").waiting(
                Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofMillis(200)), new StationId("test-1"), spool);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
