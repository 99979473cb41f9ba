package org.airshed.ingest.area;

import java.util.Comparator;
import java.util.List;

/**
 * One or several polygons as one area. Inside is decided on the plane of degrees, as RFC 7946 draws lines.
 *
 * <p>No ring crosses the 180th meridian (it is cut there, see {@link Ring}); a place on that meridian is looked for on
 * both its sides. A pole is a line in this plane, and is looked for at the longitude it is given with.
 *
 * @param parts where two overlap, their common part counts twice in {@link #squareMetres}
 */
public record Polygons(List<Polygon> parts) implements AreaShape {
    public Polygons {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an area needs at least one polygon");
        }
    }

    @Override
    public boolean contains(double latitude, double longitude) {
        return holds(latitude, longitude) || (Math.abs(longitude) == 180 && holds(latitude, -longitude));
    }

    private boolean holds(double latitude, double longitude) {
        return parts.stream().anyMatch(part -> part.contains(latitude, longitude));
    }

    /** Leaves out the widest stretch of longitudes without a part, so that an area cut at 180° stays small. */
    @Override
    public Bounds bounds() {
        List<Bounds> boxes = parts.stream().map(part -> part.outer().bounds())
                .sorted(Comparator.comparingDouble(Bounds::west)).toList();
        double south = boxes.stream().mapToDouble(Bounds::south).min().orElseThrow();
        double north = boxes.stream().mapToDouble(Bounds::north).max().orElseThrow();
        double reached = boxes.stream().mapToDouble(Bounds::east).max().orElseThrow();
        double west = boxes.getFirst().west();
        double east = reached;
        double widest = west + 360 - east;
        double sofar = boxes.getFirst().east();
        for (Bounds box : boxes) {
            if (box.west() - sofar > widest) {
                widest = box.west() - sofar;
                west = box.west();
                east = sofar;
            }
            sofar = Math.max(sofar, box.east());
        }
        return new Bounds(south, west, north, east);
    }

    @Override
    public double squareMetres() {
        return parts.stream().mapToDouble(Polygon::squareMetres).sum();
    }

    @Override
    public String kind() {
        return "polygon";
    }

    /** How many positions its lines have. */
    public int positions() {
        return parts.stream().mapToInt(Polygon::positions).sum();
    }
}
