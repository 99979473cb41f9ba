package org.airshed.edge.recording;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code time} of a mapping. */
final class TimeKeys {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private TimeKeys() {}

    static Mapping.Time read(Keys keys) {
        List<String> columns = keys.texts("columns");
        if (columns.isEmpty()) {
            keys.problem("columns", "is missing: the column, or columns, that hold the time");
        }
        String format = keys.required("format",
                "iso, epoch-seconds, epoch-milliseconds or a pattern such as d/M/uuuu H:mm");
        Mapping.Form form = switch (format) {
            case "iso" -> Mapping.Form.ISO;
            case "epoch-seconds" -> Mapping.Form.EPOCH_SECONDS;
            case "epoch-milliseconds" -> Mapping.Form.EPOCH_MILLISECONDS;
            default -> Mapping.Form.PATTERN;
        };
        DateTimeFormatter pattern = form == Mapping.Form.PATTERN && !format.isEmpty() ? pattern(keys, format) : null;
        ZoneId zone = zone(keys);
        if (zone == null && form == Mapping.Form.PATTERN && !hasOffset(format)) {
            keys.problem("zone", "is missing: without it nobody knows when " + format
                    + " was; \"UTC\", a fixed offset such as \"-05:00\", or a zone such as Europe/Madrid");
        }
        Mapping.Time time = new Mapping.Time(columns, form, pattern, format, zone, shift(keys), earliest(keys));
        keys.end();
        return time;
    }

    /** Strict, or 31 April would become 1 May; {@code y} is read as {@code u}, because strict wants an era with it. */
    private static @Nullable DateTimeFormatter pattern(Keys keys, String format) {
        try {
            return new DateTimeFormatterBuilder().parseCaseInsensitive()
                    .appendPattern(format.replace('y', 'u'))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            keys.problem("format", "is '" + format + "', which is no pattern: " + e.getMessage());
            return null;
        }
    }

    private static boolean hasOffset(String format) {
        return format.chars().anyMatch(c -> c == 'X' || c == 'x' || c == 'Z' || c == 'O');
    }

    private static @Nullable ZoneId zone(Keys keys) {
        String text = keys.text("zone");
        if (text == null) {
            return null;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            keys.problem("zone", "is '" + text + "', which is neither an offset such as \"-05:00\" nor a known zone");
            return ZoneOffset.UTC;
        }
    }

    private static Duration shift(Keys keys) {
        String marks = keys.text("marks", "start");
        String period = keys.text("period");
        if (!marks.equals("start") && !marks.equals("end")) {
            keys.problem("marks", "is '" + marks + "', must be start or end (of the averaging window)");
        }
        if (period == null) {
            if (marks.equals("end")) {
                keys.problem("period",
                        "is missing: how long the window is that the time is the end of, such as 1m or 1h");
            }
            return Duration.ZERO;
        }
        try {
            Duration window = Duration.parse("PT" + period.toUpperCase(Locale.ROOT));
            if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofDays(366)) > 0) {
                throw new DateTimeParseException("not a window", period, 0);
            }
            return marks.equals("end") ? window : Duration.ZERO;
        } catch (DateTimeParseException e) {
            keys.problem("period", "is '" + period + "', must be a length of time such as 30s, 1m, 1h");
            return Duration.ZERO;
        }
    }

    private static Instant earliest(Keys keys) {
        String text = keys.text("earliest");
        try {
            return (text == null ? EARLIEST : LocalDate.parse(text)).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            keys.problem("earliest", "is '" + text + "', must be a date such as 2000-01-01");
            return EARLIEST.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }
}
