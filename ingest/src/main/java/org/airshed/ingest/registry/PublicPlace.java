package org.airshed.ingest.registry;

/**
 * The place of a station as everyone may see it.
 *
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param blurred true: the centre of the station's cell; false: the place itself
 * @param environment what the station breathes there
 */
public record PublicPlace(double latitude, double longitude, boolean blurred, Environment environment) {
    /** A blurred point is no farther than this from the station: half the diagonal of its cell, rounded up. */
    public static final int BLURRED_WITHIN_METRES = (int) Math.ceil(BlurGrid.CELL_METRES * Math.sqrt(0.5));
}
