package org.airshed.ingest.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.airshed.ingest.rollup.Hours;

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

    /** As {@link #instant}, and a full hour. */
    static long hour(String option, String text) {
        long millis = instant(option, text);
        if (Math.floorMod(millis, Hours.HOUR_MILLIS) != 0) {
            throw new IllegalArgumentException(option + " takes a full hour such as 2026-03-01T12:00:00Z, not '" + text
                    + "'");
        }
        return millis;
    }
}
