package org.airshed.ingest.quality;

import java.util.Set;
import org.airshed.contract.property.ObservedProperty;

/**
 * Limits of the neighbour test. All defaults are ours.
 *
 * @param radiusKilometres where enough stations are this near, only they are asked
 * @param fallbackKilometres otherwise those within this distance
 * @param neighbours stations that must answer, at least
 * @param floor smallest spread that is reckoned with, in the property's unit (5 ug/m3; the same number in ppb for ozone)
 * @param threshold a value further from the median than so many spreads is SUSPECT
 * @param passes how often the test is repeated without the values that it has flagged so far
 * @param properties ids it is for: never CO2, nor NO2 across kinds of street
 */
public record BuddySettings(double radiusKilometres, double fallbackKilometres, int neighbours, double floor,
        double threshold, int passes, Set<String> properties) {
    /** What holds where a network sets nothing. */
    public static final BuddySettings DEFAULTS = new BuddySettings(3, 10, 3, 5, 3.5, 3,
            Set.of("pm2_5", "pm10", "pm2_5_cf1", "pm10_cf1", "o3"));

    public BuddySettings {
        properties = Set.copyOf(properties);
        if (!(radiusKilometres > 0 && radiusKilometres <= fallbackKilometres && fallbackKilometres < 1000)) {
            throw new IllegalArgumentException("neighbours within " + radiusKilometres + " or " + fallbackKilometres
                    + " km: above 0, below 1000 and the fallback not smaller");
        }
        if (neighbours < 1 || passes < 1 || !(floor > 0) || !(threshold > 0)) {
            throw new IllegalArgumentException("neighbours " + neighbours + ", passes " + passes + ", floor " + floor
                    + ", threshold " + threshold + " must all be above 0");
        }
    }

    /** Whether the property is judged by neighbours at all. */
    public boolean judges(ObservedProperty property) {
        return properties.contains(property.id());
    }
}
