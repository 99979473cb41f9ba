package org.airshed.ingest.area;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A closed line. Between two positions it runs straight in degrees, as on a plane chart, not along a great circle.
 *
 * <p>Source: RFC 7946 section 3.1.1 (straight lines) and 3.1.6 (linear ring).
 *
 * @param positions the last one equals the first; one that repeats the one before it is left out
 */
public record Ring(List<Position> positions) {
    /** A place no farther than this from the line, in degrees, is on it: 0.1 mm. */
    static final double ON_THE_LINE = 1e-9;

    private static final double SMALLEST_SQUARE_METRES = 1;

    /** Where a place is, seen from a ring. */
    enum Side {
        INSIDE, OUTSIDE, BOUNDARY
    }

    public Ring {
        if (positions.size() < 4) {
            throw new IllegalArgumentException("has " + positions.size()
                    + (positions.size() == 1 ? " position" : " positions")
                    + ", a ring needs at least 4, of which the last repeats the first");
        }
        Position first = positions.getFirst();
        Position last = positions.getLast();
        if (!first.equals(last)) {
            throw new IllegalArgumentException("is not closed: it begins at " + text(first) + " and ends at "
                    + text(last) + "; the last position must repeat the first");
        }
        positions = withoutRepeats(positions);
        for (int i = 1; i < positions.size(); i++) {
            if (Math.abs(positions.get(i).longitude() - positions.get(i - 1).longitude()) > 180) {
                throw new IllegalArgumentException("crosses the 180th meridian between "
                        + text(positions.get(i - 1)) + " and " + text(positions.get(i))
                        + "; cut it there into two polygons of a MultiPolygon (RFC 7946 section 3.1.9)");
            }
        }
        if (Math.abs(signedSquareMetres(positions)) < SMALLEST_SQUARE_METRES) {
            throw new IllegalArgumentException("encloses less than a square metre");
        }
    }

    private static List<Position> withoutRepeats(List<Position> positions) {
        List<Position> kept = new ArrayList<>(positions.size());
        for (Position position : positions) {
            if (kept.isEmpty() || !kept.getLast().equals(position)) {
                kept.add(position);
            }
        }
        return List.copyOf(kept);
    }

    private static String text(Position position) {
        return "[" + position.longitude() + ", " + position.latitude() + "]";
    }

    /** By the even-odd rule: what a line that crosses itself goes round twice is outside. */
    Side side(double latitude, double longitude) {
        boolean inside = false;
        for (int i = 1; i < positions.size(); i++) {
            Position from = positions.get(i - 1);
            Position to = positions.get(i);
            if (on(from, to, latitude, longitude)) {
                return Side.BOUNDARY;
            }
            // Half-open in latitude, so that a corner on the ray counts for one of its two edges only.
            if ((from.latitude() > latitude) != (to.latitude() > latitude)
                    && longitude < from.longitude() + (to.longitude() - from.longitude())
                            * ((latitude - from.latitude()) / (to.latitude() - from.latitude()))) {
                inside = !inside;
            }
        }
        return inside ? Side.INSIDE : Side.OUTSIDE;
    }

    private static boolean on(Position from, Position to, double latitude, double longitude) {
        double east = to.longitude() - from.longitude();
        double north = to.latitude() - from.latitude();
        double along = ((longitude - from.longitude()) * east + (latitude - from.latitude()) * north)
                / (east * east + north * north);
        double nearest = Math.clamp(along, 0, 1);
        return Math.hypot(from.longitude() + nearest * east - longitude,
                from.latitude() + nearest * north - latitude) <= ON_THE_LINE;
    }

    /** Of what the ring encloses: exact on the sphere for lines that are straight in degrees. */
    double squareMetres() {
        return Math.abs(signedSquareMetres(positions));
    }

    /** Whether it runs counterclockwise, as the outer ring of a polygon does. */
    boolean counterclockwise() {
        return signedSquareMetres(positions) > 0;
    }

    Ring reversed() {
        return new Ring(positions.reversed());
    }

    /**
     * The area between a line and the equator is the integral of sin(latitude) over longitude. Along a line straight in
     * degrees it is the change of longitude, times the sine of the middle latitude, times sin(d)/d of half the change of
     * latitude.
     */
    private static double signedSquareMetres(List<Position> positions) {
        // Reckoned from the first latitude, so that a small ring far from the equator loses no digits.
        double base = Math.sin(Math.toRadians(positions.getFirst().latitude()));
        double sum = 0;
        for (int i = 1; i < positions.size(); i++) {
            Position from = positions.get(i - 1);
            Position to = positions.get(i);
            double middle = Math.toRadians((from.latitude() + to.latitude()) / 2);
            double half = Math.toRadians((to.latitude() - from.latitude()) / 2);
            double shrink = half == 0 ? 1 : Math.sin(half) / half;
            sum -= Math.toRadians(to.longitude() - from.longitude()) * (Math.sin(middle) * shrink - base);
        }
        return sum * Earth.RADIUS_METRES * Earth.RADIUS_METRES;
    }

    Bounds bounds() {
        double south = 90;
        double west = 180;
        double north = -90;
        double east = -180;
        for (Position position : positions) {
            south = Math.min(south, position.latitude());
            north = Math.max(north, position.latitude());
            west = Math.min(west, position.longitude());
            east = Math.max(east, position.longitude());
        }
        return new Bounds(south, west, north, east);
    }

    private record Edge(int index, Position from, Position to) {
        double west() {
            return Math.min(from.longitude(), to.longitude());
        }

        double east() {
            return Math.max(from.longitude(), to.longitude());
        }
    }

    /** Beginning of a stretch that crosses or touches another one that is not its neighbour; empty where none does. */
    public Optional<Position> selfCrossing() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 1; i < positions.size(); i++) {
            edges.add(new Edge(i - 1, positions.get(i - 1), positions.get(i)));
        }
        int count = edges.size();
        edges.sort(Comparator.comparingDouble(Edge::west));
        for (int i = 0; i < count; i++) {
            Edge one = edges.get(i);
            for (int j = i + 1; j < count && edges.get(j).west() <= one.east(); j++) {
                Edge other = edges.get(j);
                int apart = Math.abs(one.index() - other.index());
                if (apart > 1 && apart < count - 1 && meet(one, other)) {
                    return Optional.of(one.from());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean meet(Edge one, Edge other) {
        double a = turn(one.from(), one.to(), other.from());
        double b = turn(one.from(), one.to(), other.to());
        double c = turn(other.from(), other.to(), one.from());
        double d = turn(other.from(), other.to(), one.to());
        if (a * b < 0 && c * d < 0) {
            return true;
        }
        return touches(one, other.from()) || touches(one, other.to()) || touches(other, one.from())
                || touches(other, one.to());
    }

    private static boolean touches(Edge edge, Position position) {
        return on(edge.from(), edge.to(), position.latitude(), position.longitude());
    }

    private static double turn(Position a, Position b, Position c) {
        return (b.longitude() - a.longitude()) * (c.latitude() - a.latitude())
                - (b.latitude() - a.latitude()) * (c.longitude() - a.longitude());
    }
}
