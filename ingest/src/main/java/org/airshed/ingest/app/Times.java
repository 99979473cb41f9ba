package org.airshed.ingest.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Times as they stand on a command line. */
final class Times {
    private Times() {}

    /**
     * UTC milliseconds of a date, which means its beginning, or of a time with its zone.
     *
     * @throws IllegalArgumentException with a sentence that names the option
     */
    static long instant(String option, String text) {
        try {
            return (text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option
                    + " takes a time such as 2026-03-01 or 2026-03-01T12:00:00Z, not '" + text + "'", e);
        }
    }
}
