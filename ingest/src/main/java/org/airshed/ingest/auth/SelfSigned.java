package org.airshed.ingest.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;

/**
 * A key and a self-signed certificate of our own, made once and kept in the data folder, for a FabLab without a domain
 * name. Stations pin its fingerprint.
 *
 * <p>The JDK has no public API to make a certificate. {@code keytool} would be a child process, a keystore and a
 * password to keep; a library would be 8 MB for one structure that never varies. So the structure is written here.
 *
 * <p>It is valid from 1970 to 9999: a Pi without a clock believes it is 1970 or its last shutdown, and must be able to
 * connect to be told the time. What the station relies on is the pin, not the dates.
 *
 * <p>Source: RFC 5280 sections 4.1 and 4.1.2.5 (99991231235959Z: no well-defined expiration); RFC 5758 section 3.2
 * (ecdsa-with-SHA256).
 */
public final class SelfSigned {
    private static final String FOLDER = "tls";
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";

    // DER tags
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_3 = 0xa3;
    private static final int DNS_NAME = 0x82;

    // object identifiers, encoded
    private static final byte[] ECDSA_WITH_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
    private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
    private static final byte[] SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11);

    private static final String NAME = "airshed";

    private SelfSigned() {}

    /** The identity kept in this data folder; made now where there is none. */
    public static TlsIdentity in(Path dataFolder) throws IOException {
        Path folder = dataFolder.resolve(FOLDER);
        Path certificate = folder.resolve(CERTIFICATE);
        Path key = folder.resolve(KEY);
        // The certificate is written last: where it is, the key is too.
        if (!Files.exists(certificate)) {
            make(folder, certificate, key);
        }
        return TlsIdentity.load(certificate, key);
    }

    /** The identity kept in this data folder, where one was made. */
    public static Optional<TlsIdentity> existing(Path dataFolder) throws IOException {
        return Files.exists(dataFolder.resolve(FOLDER).resolve(CERTIFICATE))
                ? Optional.of(in(dataFolder))
                : Optional.empty();
    }

    private static void make(Path folder, Path certificate, Path key) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Files.createDirectories(folder);
            write(key, PemFiles.block("PRIVATE KEY", pair.getPrivate().getEncoded()));
            write(certificate, PemFiles.block("CERTIFICATE", certificate(pair)));
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a P-256 key and certificate: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String pem) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            // Readable by nobody else from its first byte on.
            Files.createFile(draft, PosixFilePermissions
                    .asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(draft, pem, StandardCharsets.US_ASCII);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] certificate(KeyPair pair) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii(NAME)))));
        byte[] validity = der(SEQUENCE, der(UTC_TIME, ascii("700101000000Z")),
                der(GENERALIZED_TIME, ascii("99991231235959Z")));
        byte[] extensions = der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME,
                der(OCTET_STRING, der(SEQUENCE, der(DNS_NAME, ascii(NAME)), der(DNS_NAME, ascii("localhost"))))));
        byte[] toBeSigned = der(SEQUENCE,
                der(CONTEXT_0, der(INTEGER, new byte[]{2})), // version 3
                der(INTEGER, new BigInteger(120, new SecureRandom()).setBit(119).toByteArray()),
                algorithm, name, validity, name, pair.getPublic().getEncoded(), der(CONTEXT_3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(toBeSigned);
        return der(SEQUENCE, toBeSigned, algorithm, der(BIT_STRING, new byte[]{0}, signature.sign()));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = List.of(parts).stream().mapToInt(part -> part.length).sum();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] oid(int... body) {
        byte[] bytes = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            bytes[i] = (byte) body[i];
        }
        return der(0x06, bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
