package org.airshed.ingest.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How single values are written in every answer. */
final class Text {
    private static final int SHOWN_CHARACTERS = 80;
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder().appendInstant(3).toFormatter()
            .withZone(ZoneOffset.UTC);

    private Text() {}

    /** RFC 3339 in UTC with milliseconds: {@code 2026-11-22T17:03:00.000Z}. */
    static String time(long millis) {
        return RFC_3339.format(Instant.ofEpochMilli(millis));
    }

    /** The shortest decimal that reads back as the same double, without a needless {@code .0}. */
    static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** What a client sent, cut to a length and without control characters, fit for a message. */
    static String shown(String sent) {
        String cut = sent.length() <= SHOWN_CHARACTERS ? sent : sent.substring(0, SHOWN_CHARACTERS) + "…";
        StringBuilder shown = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> shown
                .appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c));
        return shown.toString();
    }
}
