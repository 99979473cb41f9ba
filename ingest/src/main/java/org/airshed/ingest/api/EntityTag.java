package org.airshed.ingest.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * Strong entity tags made from the content.
 *
 * <p>A compressed body is another sequence of bytes and needs another strong tag, hence the suffix.
 *
 * <p>Source: RFC 9110 sections 8.8.1, 8.8.3.3 and 13.1.2.
 */
public final class EntityTag {
    private static final int BYTES = 15; // 20 characters, 120 bits

    private EntityTag() {}

    /** The tag's inner text for this content, without quotes. */
    public static String of(Buffer content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The header value for this request: quoted, and marked where the body will be compressed. */
    public static String header(String tag, HttpServerRequest request) {
        return '"' + tag + (willBeCompressed(request) ? "-z\"" : "\"");
    }

    /** Whether the client holds what {@code header} names already, so that 304 is the answer. */
    public static boolean isHeld(HttpServerRequest request, String header) {
        String held = request.getHeader("If-None-Match");
        if (held == null) {
            return false;
        }
        for (String one : held.split(",", -1)) {
            String tag = one.strip();
            if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(header)) {
                return true;
            }
        }
        return false;
    }

    private static boolean willBeCompressed(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        String codings = accepted.toLowerCase(Locale.ROOT);
        return codings.contains("gzip") || codings.contains("deflate") || codings.contains("*");
    }
}
