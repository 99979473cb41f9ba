package org.airshed.ingest.api;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An address of ours put together, for {@code next} links. Values are escaped as far as they must be and no further.
 *
 * <p>Source: RFC 3986 section 3.4; the plus sign is escaped because others read it as a space.
 */
final class Address {
    private static final String PLAIN = "-._~:@,/";

    private final StringBuilder text;
    private char separator = '?';

    Address(String path) {
        this.text = new StringBuilder(path);
    }

    /** Adds a parameter; nothing where it has no value. */
    Address with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(separator).append(name).append('=');
            for (byte octet : value.toString().getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (octet & 0xff);
                if (isPlain(c)) {
                    text.append(c);
                } else {
                    text.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
                }
            }
            separator = '&';
        }
        return this;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
