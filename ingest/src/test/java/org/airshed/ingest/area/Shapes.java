package org.airshed.ingest.area;

import java.util.ArrayList;
import java.util.List;

/** Shapes as a person would write them down. */
public final class Shapes {
    private Shapes() {}

    /** A closed ring of longitude and latitude in turn; the first position is repeated here. */
    public static Ring ring(double... lonLat) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < lonLat.length; i += 2) {
            positions.add(new Position(lonLat[i + 1], lonLat[i]));
        }
        positions.add(positions.getFirst());
        return new Ring(positions);
    }

    public static Ring box(double west, double south, double east, double north) {
        return ring(west, south, east, south, east, north, west, north);
    }

    public static Polygons polygon(Ring outer, Ring... holes) {
        return new Polygons(List.of(new Polygon(outer, List.of(holes))));
    }
}
