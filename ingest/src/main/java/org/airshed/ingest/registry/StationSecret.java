package org.airshed.ingest.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A station's secret as it is kept: salted and hashed, never the secret itself.
 *
 * <p>The hash is one SHA-256 and not a slow password hash, on purpose. Slow hashes make guessing dear where people
 * choose the password; these secrets are {@value #BITS} random bits that we draw ourselves, beyond any guessing at any
 * speed, and a station's secret is checked on an event loop that others wait for. A caller cannot choose a secret, so
 * there is no weak one.
 *
 * @param id row in the registry
 * @param expiresMillis end of its validity, null for none
 */
record StationSecret(long id, Digest digest, @Nullable Long expiresMillis) {
    static final int BITS = 160;

    /** RFC 4648 base 32 in small letters: nothing to confuse with O or l except by o, which is no digit here. */
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private static final int SALT_BYTES = 16;

    /** Salt and hash. A class and not a record, because equality of arrays must take the same time always. */
    static final class Digest {
        private final byte[] salt;
        private final byte[] hash;

        Digest(byte[] salt, byte[] hash) {
            this.salt = salt.clone();
            this.hash = hash.clone();
        }

        static Digest of(String secret, SecureRandom random) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return new Digest(salt, hash(salt, secret.getBytes(StandardCharsets.US_ASCII)));
        }

        byte[] salt() {
            return salt.clone();
        }

        byte[] hash() {
            return hash.clone();
        }

        boolean matches(byte[] secret) {
            return MessageDigest.isEqual(hash, hash(salt, secret));
        }

        private static byte[] hash(byte[] salt, byte[] secret) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(salt);
                return sha.digest(secret);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /** A new secret, 32 characters. */
    static String draw(SecureRandom random) {
        StringBuilder secret = new StringBuilder(BITS / 5);
        for (int i = 0; i < BITS / 5; i++) {
            secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return secret.toString();
    }

    boolean validAt(long atMillis) {
        return expiresMillis == null || atMillis < expiresMillis;
    }
}
