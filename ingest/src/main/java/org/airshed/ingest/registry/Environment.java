package org.airshed.ingest.registry;

import java.util.Locale;
import java.util.Optional;

/** Whether a station breathes outdoor or indoor air; the two are never averaged together. */
public enum Environment {
    OUTDOOR, INDOOR;

    /** As it stands in settings, tables and answers: {@code outdoor}, {@code indoor}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment written as {@code text}, in small letters. */
    public static Optional<Environment> of(String text) {
        for (Environment environment : values()) {
            if (environment.text().equals(text)) {
                return Optional.of(environment);
            }
        }
        return Optional.empty();
    }
}
