package org.airshed.ingest.area;

/**
 * All that is within some minutes' walk of a place: a circle on the sphere, as the crow flies. Streets make the true way
 * longer, which this does not know.
 *
 * <p>It may lie across the 180th meridian; one that holds a pole is refused.
 *
 * @param minutes 1 to {@value #MAX_MINUTES}
 */
public record Walk(Position centre, int minutes) implements AreaShape {
    /** How far one walks in a minute. */
    public static final int METRES_PER_MINUTE = 80;

    /** Four hours, 19.2 km: beyond it is no neighbourhood. A choice of ours. */
    public static final int MAX_MINUTES = 240;

    public Walk {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new IllegalArgumentException("minutes must be 1 to " + MAX_MINUTES + ", not " + minutes);
        }
        if (Math.abs(centre.latitude()) + Math.toDegrees(angle(minutes)) >= 90) {
            throw new IllegalArgumentException("a walk of " + minutes + " minutes around latitude "
                    + centre.latitude() + " would hold a pole, which no area can");
        }
    }

    private static double angle(int minutes) {
        return minutes * METRES_PER_MINUTE / Earth.RADIUS_METRES;
    }

    public double radiusMetres() {
        return minutes * METRES_PER_MINUTE;
    }

    @Override
    public boolean contains(double latitude, double longitude) {
        return Earth.isWithin(radiusMetres(), centre.latitude(), centre.longitude(), latitude, longitude);
    }

    @Override
    public Bounds bounds() {
        double north = Math.toDegrees(angle(minutes));
        // The meridians that touch the circle do so a little nearer to the pole than its centre is.
        double east = Math
                .toDegrees(Math.asin(Math.sin(angle(minutes)) / Math.cos(Math.toRadians(centre.latitude()))));
        return new Bounds(centre.latitude() - north, Earth.normalized(centre.longitude() - east),
                centre.latitude() + north, Earth.normalized(centre.longitude() + east));
    }

    @Override
    public double squareMetres() {
        double half = Math.sin(angle(minutes) / 2);
        return 4 * Math.PI * Earth.RADIUS_METRES * Earth.RADIUS_METRES * half * half;
    }

    @Override
    public String kind() {
        return "walk";
    }
}
