package org.airshed.ingest.rollup;

/**
 * How much of what a value should rest on was there.
 *
 * @param valid how many {@code unit}s were there
 * @param expected how many there would be without a gap
 * @param required how many the rule asks for at least
 * @param unit what is counted: hours, days, stations …
 */
public record Completeness(int valid, int expected, int required, Unit unit) {
    /** What is counted. */
    public enum Unit {
        READINGS, HOURS, EIGHT_HOUR_MEANS, DAYS, MONTHS, QUARTERS, YEARS, STATIONS, SITES
    }

    public Completeness {
        if (valid < 0 || expected < 0 || required < 0) {
            throw new IllegalArgumentException("completeness " + valid + " of " + expected + ", required " + required);
        }
    }

    /** Whether the rule is met. */
    public boolean enough() {
        return valid >= required;
    }

    /** Part of what is expected that was there, 0 to 1; 0 where nothing is expected. */
    public double coverage() {
        return expected == 0 ? 0 : (double) valid / expected;
    }
}
