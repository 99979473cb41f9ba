package org.airshed.ingest.index;

import java.util.Optional;

/** How a concentration came about in time. An index says which it takes, and the same number by another is refused. */
public enum Averaging {
    /** One reading. */
    INSTANT("instant"),
    /** Mean of 15 minutes. */
    MINUTES_15("15min"),
    /** Mean of one hour. */
    HOUR_1("1h"),
    /** Mean of 8 hours in a row. */
    HOURS_8("8h"),
    /** Mean of 24 hours: running, or of a day. */
    HOURS_24("24h"),
    /** Highest hourly mean of a day. */
    MAX_1H("max-1h"),
    /** Highest 8-hour mean of a day; which windows count is the index's rule. */
    MAX_8H("max-8h"),
    /** The US EPA's weighted mean of up to 12 hours of PM, {@link NowCast#pm}. */
    NOWCAST("nowcast"),
    /** The linear stand-in for the US EPA's ozone NowCast, {@link NowCast#ozoneSurrogate}; always called a surrogate. */
    NOWCAST_O3_SURROGATE("nowcast-o3-surrogate");

    private final String text;

    Averaging(String text) {
        this.text = text;
    }

    /** As it stands in data files and addresses: {@code 1h}, {@code max-8h}. */
    public String text() {
        return text;
    }

    /** The averaging with this name; empty where there is none. */
    public static Optional<Averaging> find(String text) {
        for (Averaging averaging : values()) {
            if (averaging.text.equals(text)) {
                return Optional.of(averaging);
            }
        }
        return Optional.empty();
    }

    static Averaging of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("there is no averaging '" + text + "'"));
    }
}
