package org.airshed.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    @TempDir
    Path folder;

    @Test
    void ourOwnCertificateIsMadeOnceAndStays() throws Exception {
        TlsIdentity made = SelfSigned.in(folder);
        assertThat(SelfSigned.in(folder).fingerprint()).isEqualTo(made.fingerprint()).matches("sha256:[0-9a-f]{64}");
        assertThat(SelfSigned.existing(folder)).isPresent();
        X509Certificate certificate = made.chain().getFirst();
        certificate.verify(certificate.getPublicKey());
        // A Pi without a clock believes that it is 1970.
        certificate.checkValidity(Date.from(Instant.ofEpochSecond(60)));
        certificate.checkValidity(Date.from(Instant.parse("2099-01-01T00:00:00Z")));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=airshed");
        assertThat(certificate.getSubjectAlternativeNames()).hasSize(2);
        Path key = folder.resolve("tls/key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
    }

    @Test
    void twoFoldersHaveTwoKeys() throws IOException {
        assertThat(SelfSigned.in(folder.resolve("a")).fingerprint())
                .isNotEqualTo(SelfSigned.in(folder.resolve("b")).fingerprint());
    }

    @Test
    void filesThatCannotServeAreRefusedWithASentence() throws IOException {
        SelfSigned.in(folder.resolve("a"));
        SelfSigned.in(folder.resolve("b"));
        Path certificate = folder.resolve("a/tls/certificate.pem");
        Path key = folder.resolve("a/tls/key.pem");
        assertThatThrownBy(() -> TlsIdentity.load(certificate, folder.resolve("b/tls/key.pem")))
                .hasMessageContaining("is not the key of the first certificate");
        assertThatThrownBy(() -> TlsIdentity.load(folder.resolve("none"), key))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> TlsIdentity.load(key, certificate)).hasMessageContaining("holds no PEM certificate");
        assertThatThrownBy(() -> TlsIdentity.load(certificate, certificate)).hasMessageContaining("holds no PEM key");
        Path old = Files.writeString(folder.resolve("old.pem"),
                Files.readString(key).replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertThatThrownBy(() -> TlsIdentity.load(certificate, old)).hasMessageContaining("openssl pkcs8");
    }
}
