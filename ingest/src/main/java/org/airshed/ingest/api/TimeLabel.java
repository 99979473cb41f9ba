package org.airshed.ingest.api;

import java.util.Locale;
import java.util.Optional;

/** Which end of its period the time of a value names. Stores, filters and pages go by the beginning whatever is asked. */
enum TimeLabel {
    BEGIN, END;

    static final String FORM = "begin or end";

    static Optional<TimeLabel> find(String text) {
        for (TimeLabel label : values()) {
            if (label.text().equals(text)) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
