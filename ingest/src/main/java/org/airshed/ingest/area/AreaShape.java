package org.airshed.ingest.area;

/**
 * What an area covers on the ground. Degrees are WGS 84: latitude north, longitude east, -180 to 180, where -180 and 180
 * are the same meridian.
 */
public sealed interface AreaShape permits Polygons, Walk {
    /** Whether the place lies in the shape; its border belongs to it. */
    boolean contains(double latitude, double longitude);

    /** The smallest box in latitude and longitude around the shape. */
    Bounds bounds();

    /** Size in square metres on a sphere of {@link Earth#RADIUS_METRES}. */
    double squareMetres();

    /** As it stands in tables and answers: {@code polygon} or {@code walk}. */
    String kind();
}
