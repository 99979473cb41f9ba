package org.airshed.ingest.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where a station stands and what it breathes there.
 *
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param heightAboveGroundMetres of the inlet
 * @param elevationMetres of the ground above sea level
 * @param siteType free word of the keeper: {@code traffic}, {@code background}, {@code classroom}
 */
public record Placement(double latitude, double longitude, @Nullable Double heightAboveGroundMetres,
        @Nullable Double elevationMetres, Environment environment, @Nullable String siteType) {
    /** Longest site type in characters. */
    static final int MAX_SITE_TYPE = 60;

    public Placement {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("latitude " + latitude + " is not between -90 and 90 degrees");
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("longitude " + longitude + " is not between -180 and 180 degrees");
        }
        if (heightAboveGroundMetres != null && !(Math.abs(heightAboveGroundMetres) <= 1000)) {
            throw new IllegalArgumentException("height above ground " + heightAboveGroundMetres
                    + " is not between -1000 and 1000 metres");
        }
        if (elevationMetres != null && !(elevationMetres >= -500 && elevationMetres <= 9000)) {
            throw new IllegalArgumentException("elevation " + elevationMetres
                    + " is not between -500 and 9000 metres");
        }
        if (siteType != null && (siteType.isBlank() || siteType.length() > MAX_SITE_TYPE
                || siteType.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("site type must be 1 to " + MAX_SITE_TYPE + " printable characters");
        }
    }
}
