package org.airshed.ingest.quality;

import java.time.Duration;

/**
 * Limits of the checks that speak about a station rather than a value. Ours, except where named.
 *
 * @param sitingDays so many days running must look like a room
 * @param sitingKelvin a day whose temperature moves less than this looks like a room (3 K)
 * @param sitingHumidity and whose relative humidity moves less than this, in %RH
 * @param hoursOfDay hours that a day must have to be looked at
 * @param clockBound a device clock further off than this is flagged (5 min)
 * @param baselineWeeks so many weeks running must have their lowest value pinned
 * @param baselineLow lower end of where a pinned minimum lies (395 ppm)
 * @param baselineHigh upper end (405 ppm); fresh air is above it today
 * @param hoursOfWeek hours that a week must have to be looked at
 */
public record MetadataSettings(int sitingDays, double sitingKelvin, double sitingHumidity, int hoursOfDay,
        Duration clockBound, int baselineWeeks, double baselineLow, double baselineHigh, int hoursOfWeek) {
    /** What holds where a network sets nothing. */
    public static final MetadataSettings DEFAULTS = new MetadataSettings(5, 3, 10, 18, Duration.ofMinutes(5), 3, 395,
            405, 126);

    public MetadataSettings {
        if (sitingDays < 2 || baselineWeeks < 2 || hoursOfDay < 1 || hoursOfDay > 24 || hoursOfWeek < 1
                || hoursOfWeek > 168 || clockBound.isNegative() || clockBound.isZero() || !(sitingKelvin > 0)
                || !(sitingHumidity > 0) || !(baselineLow <= baselineHigh)) {
            throw new IllegalArgumentException("checks of a station need at least 2 days and weeks, 1 to 24 hours of a"
                    + " day, 1 to 168 of a week and limits above 0");
        }
    }
}
