package org.airshed.ingest.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the two PEM files of a TLS identity. */
final class PemFiles {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PemFiles() {}

    static TlsIdentity load(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey privateKey = key(key, chain.getFirst().getPublicKey());
        if (!belongTogether(privateKey, chain.getFirst().getPublicKey())) {
            throw new IOException("the key in " + key + " is not the key of the first certificate in " + certificate);
        }
        return new TlsIdentity(privateKey, chain);
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text(file));
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                if (blocks.group(1).equals("CERTIFICATE") && factory.generateCertificate(
                        new ByteArrayInputStream(bytes(file, blocks))) instanceof X509Certificate one) {
                    chain.add(one);
                }
            }
        } catch (CertificateException e) {
            throw new IOException("a certificate in " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (chain.isEmpty()) {
            throw new IOException(file + " holds no PEM certificate ('-----BEGIN CERTIFICATE-----')");
        }
        return chain;
    }

    private static PrivateKey key(Path file, PublicKey publicKey) throws IOException {
        Matcher blocks = BLOCK.matcher(text(file));
        while (blocks.find()) {
            if (blocks.group(1).equals("PRIVATE KEY")) {
                try {
                    return KeyFactory.getInstance(publicKey.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes(file, blocks)));
                } catch (GeneralSecurityException e) {
                    throw new IOException("the key in " + file + " does not fit the certificate's "
                            + publicKey.getAlgorithm() + " key: " + e.getMessage(), e);
                }
            }
            if (blocks.group(1).endsWith("PRIVATE KEY")) {
                throw new IOException("the key in " + file + " is written as '" + blocks.group(1)
                        + "'; 'openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem' writes it as PKCS#8");
            }
        }
        throw new IOException(file + " holds no PEM key ('-----BEGIN PRIVATE KEY-----')");
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws IOException {
        String algorithm = switch (publicKey) {
            case ECPublicKey _ -> "SHA256withECDSA";
            case RSAPublicKey _ -> "SHA256withRSA";
            default -> publicKey.getAlgorithm();
        };
        byte[] sample = new byte[32];
        new SecureRandom().nextBytes(sample);
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            byte[] signature = signing.sign();
            signing.initVerify(publicKey);
            signing.update(sample);
            return signing.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new IOException("key and certificate cannot be checked against each other: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file + " is too large to be a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException("the file " + file + " may not be read by this user", e);
        }
    }

    private static byte[] bytes(Path file, Matcher block) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new IOException("a block in " + file + " is not base64: " + e.getMessage(), e);
        }
    }

    /** One PEM block. */
    static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
