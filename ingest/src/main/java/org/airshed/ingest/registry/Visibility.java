package org.airshed.ingest.registry;

import java.util.Locale;
import java.util.Optional;

/** What everyone but keeper and operator may know of a station's place. */
public enum Visibility {
    /** The place itself, because the keeper chose so. */
    PRECISE,
    /** The centre of a cell of some 500 m; what a station has until its keeper chooses. */
    BLURRED,
    /** Nothing: the station is not shown to the public at all. */
    PRIVATE;

    /** As it stands in settings, tables and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The visibility written as {@code text}, in small letters. */
    public static Optional<Visibility> of(String text) {
        for (Visibility visibility : values()) {
            if (visibility.text().equals(text)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
