package org.airshed.ingest.quality;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The tests for the readings of one datastream, by the names that a calculator takes. */
public enum ReadingTest {
    /** Numbers that mean "no value". */
    SENTINEL,
    /** Shortly after a silence, which stands for being switched on. */
    WARM_UP,
    /** Both ranges, bounds included. */
    GROSS_RANGE,
    /** Distance from the mean of both neighbours. */
    SPIKE,
    /** Change per second. */
    RATE_OF_CHANGE,
    /** No change for a whole window. */
    FLAT_LINE,
    /** Nothing but zero after a sudden fall. */
    STUCK_AT_ZERO,
    /** Repeated and backward times in the order of arrival, and the years of a clock that was never set. */
    TIME;

    /** All of them. */
    public static final Set<ReadingTest> ALL = Collections.unmodifiableSet(EnumSet.allOf(ReadingTest.class));

    /** {@code gross-range}, {@code rate-of-change} … */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The test with this name; empty where there is none. */
    public static Optional<ReadingTest> find(String key) {
        return ALL.stream().filter(test -> test.key().equals(key)).findAny();
    }

    /** Whether passing it says nothing good about a value: it only takes out what is no measurement. */
    boolean onlyMasks() {
        return this == SENTINEL || this == WARM_UP || this == TIME;
    }
}
