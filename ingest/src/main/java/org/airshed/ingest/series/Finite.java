package org.airshed.ingest.series;

import org.jspecify.annotations.Nullable;

/** "Missing" is null: what is there is a number that every store can hold. */
final class Finite {
    private Finite() {}

    static void check(String name, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value);
        }
    }
}
