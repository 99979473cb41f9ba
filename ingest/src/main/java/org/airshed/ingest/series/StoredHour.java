package org.airshed.ingest.series;

/**
 * What one datastream's raw values of the hour {@code [hourMillis, hourMillis + 1 h)} come to.
 *
 * @param count values in it, at least 1
 */
public record StoredHour(long hourMillis, int count, double mean, double min, double max) {
    /** One hour. */
    public static final long MILLIS = 3_600_000;
}
