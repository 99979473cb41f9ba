package org.airshed.ingest.area;

import java.util.List;

/**
 * A ring without its holes. The outer line belongs to it, and so does the line around a hole: who lives in a border
 * street belongs to both sides.
 *
 * @param outer turned counterclockwise where it was not
 * @param holes turned clockwise where they were not
 */
public record Polygon(Ring outer, List<Ring> holes) {
    public Polygon {
        outer = outer.counterclockwise() ? outer : outer.reversed();
        holes = holes.stream().map(hole -> hole.counterclockwise() ? hole.reversed() : hole).toList();
    }

    boolean contains(double latitude, double longitude) {
        return outer.side(latitude, longitude) != Ring.Side.OUTSIDE
                && holes.stream().noneMatch(hole -> hole.side(latitude, longitude) == Ring.Side.INSIDE);
    }

    double squareMetres() {
        return Math.max(0, outer.squareMetres() - holes.stream().mapToDouble(Ring::squareMetres).sum());
    }

    int positions() {
        return outer.positions().size() + holes.stream().mapToInt(hole -> hole.positions().size()).sum();
    }
}
