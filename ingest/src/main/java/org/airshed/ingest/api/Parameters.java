package org.airshed.ingest.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request, strictly read: an unknown name, a name given twice, an escape that is no UTF-8 are
 * errors that name the parameter. A misspelt filter must not silently mean "no filter".
 *
 * <p>A plus sign is a plus sign, so that {@code 2026-11-22T10:00:00+01:00} can be written as it is.
 */
final class Parameters {
    /** No time before it can be asked for, nor is any reading older. */
    static final long EARLIEST_MILLIS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Takes a query string apart.
     *
     * @param query what stands after the question mark, still escaped; null where there is none
     */
    static Parameters of(@Nullable String query, Set<String> allowed) {
        Map<String, String> values = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                if (pair.isEmpty()) {
                    continue;
                }
                int equals = pair.indexOf('=');
                String rawName = equals < 0 ? pair : pair.substring(0, equals);
                String name = unescape(rawName, rawName);
                if (!allowed.contains(name)) {
                    throw bad(Text.shown(name), "There is no parameter '" + Text.shown(name) + "' here; "
                            + (allowed.isEmpty()
                                    ? "this address takes none."
                                    : "allowed are " + String.join(", ", new TreeSet<>(allowed)) + "."));
                }
                String value = equals < 0 ? "" : unescape(name, pair.substring(equals + 1));
                if (values.put(name, value) != null) {
                    throw bad(name, "The parameter '" + name + "' is given twice; once is allowed.");
                }
            }
        }
        return new Parameters(values);
    }

    private static String unescape(String name, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw bad(Text.shown(name),
                            "The parameter '" + Text.shown(name) + "' has a % that is not followed by two hex digits.");
                }
                bytes.put((byte) (high << 4 | low));
                i += 3;
            } else {
                int codePoint = text.codePointAt(i);
                bytes.put(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw bad(Text.shown(name), "The parameter '" + Text.shown(name) + "' is not UTF-8.");
        }
    }

    private static ProblemException bad(String name, String detail) {
        return new ProblemException(Problem.parameter(name, detail));
    }

    /** The value as sent; empty where it is absent. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The value where it has the right form.
     *
     * @param form what is allowed, as it stands in the message
     */
    Optional<String> text(String name, Predicate<String> valid, String form) {
        Optional<String> text = text(name);
        text.filter(valid.negate()).ifPresent(value -> {
            throw refused(name, value, form);
        });
        return text;
    }

    /** Whether something is asked for; false where it is absent. */
    boolean flag(String name) {
        return text(name, Set.of("true", "false")::contains, "true or false").orElse("false").equals("true");
    }

    /** The error for a value that is not allowed. */
    static ProblemException refused(String name, String value, String form) {
        return bad(name, "The parameter '" + name + "' is '" + Text.shown(value) + "'; allowed is " + form + ".");
    }

    /** A whole number within bounds. */
    int integer(String name, int absent, int least, int most) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw refused(name, value, "a whole number from " + least + " to " + most);
    }

    /** A whole number from 0 on. */
    long whole(String name, long absent) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        return whole(value).orElseThrow(() -> refused(name, value, "a whole number from 0 to " + Long.MAX_VALUE));
    }

    static Optional<Long> whole(String text) {
        try {
            long number = Long.parseLong(text);
            return number >= 0 ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** RFC 3339 with an offset, or a date, which is its midnight in UTC. Fractions below a millisecond are dropped. */
    long timeMillis(String name, long absent) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        Optional<Instant> time = instant(value);
        if (time.isEmpty()) {
            throw refused(name, value,
                    "a time such as 2026-11-22T10:00:00Z or 2026-11-22T10:00:00+01:00, or a date such as 2026-11-22");
        }
        return time.get().toEpochMilli();
    }

    static Optional<Instant> instant(String text) {
        try {
            Instant instant = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            boolean writable = !instant.isBefore(Instant.ofEpochMilli(EARLIEST_MILLIS))
                    && !instant.isAfter(Instant.ofEpochMilli(LATEST_MILLIS));
            return writable ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
