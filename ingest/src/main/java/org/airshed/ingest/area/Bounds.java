package org.airshed.ingest.area;

/**
 * A box in degrees. Where {@code west} is greater than {@code east} it runs over the 180th meridian.
 *
 * <p>Source: RFC 7946 section 5.2.
 */
public record Bounds(double south, double west, double north, double east) {
    /** Degrees from west to east, 0 to 360. */
    double widthDegrees() {
        return west <= east ? east - west : east - west + 360;
    }

    /** Of the box on the sphere. */
    double squareMetres() {
        return Earth.RADIUS_METRES * Earth.RADIUS_METRES * Math.toRadians(widthDegrees())
                * (Math.sin(Math.toRadians(north)) - Math.sin(Math.toRadians(south)));
    }

    /** Whether the place lies in the box or on its border. */
    public boolean contains(double latitude, double longitude) {
        return latitude >= south && latitude <= north && eastOfWest(longitude) <= widthDegrees();
    }

    /** Whether the boxes have a place in common. */
    public boolean overlaps(Bounds other) {
        return other.south <= north && other.north >= south && (eastOfWest(other.west) <= widthDegrees()
                || other.eastOfWest(west) <= other.widthDegrees());
    }

    private double eastOfWest(double longitude) {
        double east = longitude - west;
        return east - 360 * Math.floor(east / 360);
    }
}
