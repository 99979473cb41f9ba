package org.airshed.edge.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of stations that can be simulated. */
public enum Scenario {
    /** BME280 and PMS5003 in the street. */
    OUTDOOR,
    /** SCD41, BME280 and SEN55 in a classroom. */
    CLASSROOM,
    /**
     * Outdoor, but the fan of the PMS5003 stands still: the same high numbers for ever, with damaged frames between them.
     * Everything about the readings is in order except that they are not true.
     */
    BROKEN;

    /** The name in settings: {@code outdoor}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scenario of that name.
     *
     * @throws IllegalArgumentException with a sentence if there is none
     */
    public static Scenario of(String id) {
        for (Scenario scenario : values()) {
            if (scenario.id().equals(id)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("there is no scenario '" + id + "'; there are "
                + Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", ")));
    }
}
