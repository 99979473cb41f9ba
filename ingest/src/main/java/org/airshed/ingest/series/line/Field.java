package org.airshed.ingest.series.line;

import org.jspecify.annotations.Nullable;

/** A field that may be missing. */
final class Field {
    private Field() {}

    /** Appends the field and a comma, or nothing. */
    static void optional(StringBuilder line, String name, @Nullable Double value) {
        if (value != null) {
            line.append(name).append('=').append(value.doubleValue()).append(',');
        }
    }
}
