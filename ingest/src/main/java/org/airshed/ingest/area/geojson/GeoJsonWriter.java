package org.airshed.ingest.area.geojson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaShape;
import org.airshed.ingest.area.Bounds;
import org.airshed.ingest.area.Earth;
import org.airshed.ingest.area.Polygon;
import org.airshed.ingest.area.Polygons;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Ring;
import org.airshed.ingest.area.Walk;

/** Writes areas as GeoJSON. Threads: any. Source: RFC 7946. */
public final class GeoJsonWriter {
    /** Corners of the polygon that stands for a circle; they lie on it, so it is up to 0.12 % of the radius too small. */
    static final int CORNERS = 64;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GeoJsonWriter() {}

    /**
     * An area as a {@code Feature} to draw. A walk has the properties {@code minutes}, {@code centre}
     * ({@code [longitude, latitude]}) and {@code radius_metres} beside its polygon.
     */
    public static ObjectNode feature(Area area) {
        ObjectNode feature = named(area);
        ObjectNode properties = feature.withObject("/properties");
        properties.put("kind", area.shape().kind());
        if (area.shape() instanceof Walk walk) {
            properties.put("minutes", walk.minutes());
            properties.set("centre", pair(walk.centre()));
            properties.put("radius_metres", walk.radiusMetres());
        }
        Bounds bounds = area.shape().bounds();
        feature.putArray("bbox").add(bounds.west()).add(bounds.south()).add(bounds.east()).add(bounds.north());
        feature.set("geometry", geometry(area.shape()));
        return feature;
    }

    /** An area as {@link GeoJsonReader} takes it back, the same to the last digit: a walk is a {@code Point}. */
    public static String record(Area area) {
        ObjectNode feature = named(area);
        switch (area.shape()) {
            case Walk walk -> {
                feature.withObject("/properties").put("minutes", walk.minutes());
                ObjectNode point = feature.putObject("geometry").put("type", "Point");
                point.set("coordinates", pair(walk.centre()));
            }
            case Polygons polygons -> feature.set("geometry", geometry(polygons));
        }
        return feature.toString();
    }

    private static ObjectNode named(Area area) {
        ObjectNode feature = JSON.objectNode().put("type", "Feature").put("id", area.id().text());
        ObjectNode names = feature.putObject("properties").putObject("names");
        area.names().forEach(names::put);
        return feature;
    }

    /** {@code Polygon} or {@code MultiPolygon}; a circle as {@value #CORNERS} corners, cut in two at the 180th meridian. */
    public static ObjectNode geometry(AreaShape shape) {
        return switch (shape) {
            case Polygons polygons -> polygons(polygons.parts().stream().map(GeoJsonWriter::rings).toList());
            case Walk walk -> polygons(circle(walk));
        };
    }

    private static ObjectNode polygons(List<ArrayNode> parts) {
        ObjectNode geometry = JSON.objectNode();
        if (parts.size() == 1) {
            geometry.put("type", "Polygon");
            geometry.set("coordinates", parts.getFirst());
        } else {
            geometry.put("type", "MultiPolygon");
            geometry.putArray("coordinates").addAll(parts);
        }
        return geometry;
    }

    private static ArrayNode rings(Polygon polygon) {
        ArrayNode rings = JSON.arrayNode().add(ring(polygon.outer().positions()));
        for (Ring hole : polygon.holes()) {
            rings.add(ring(hole.positions()));
        }
        return rings;
    }

    private static ArrayNode ring(List<Position> positions) {
        ArrayNode ring = JSON.arrayNode();
        positions.forEach(position -> ring.add(pair(position)));
        return ring;
    }

    private static ArrayNode pair(Position position) {
        return JSON.arrayNode().add(position.longitude()).add(position.latitude());
    }

    /** A corner whose longitude may lie beyond 180°, so that neighbours are near each other. */
    private record Corner(double latitude, double longitude) {}

    private static List<ArrayNode> circle(Walk walk) {
        List<Corner> corners = new ArrayList<>();
        for (int i = 0; i < CORNERS; i++) {
            // Backwards over the compass: counterclockwise.
            Position corner = Earth.destination(walk.centre(), 360.0 - i * 360.0 / CORNERS, walk.radiusMetres());
            double longitude = corner.longitude();
            if (longitude - walk.centre().longitude() > 180) {
                longitude -= 360;
            } else if (longitude - walk.centre().longitude() < -180) {
                longitude += 360;
            }
            corners.add(new Corner(corner.latitude(), longitude));
        }
        List<ArrayNode> parts = new ArrayList<>();
        part(parts, cut(cut(corners, -180, 1), 180, -1), 0);
        part(parts, cut(corners, 180, 1), -360);
        part(parts, cut(corners, -180, -1), 360);
        return parts;
    }

    private static void part(List<ArrayNode> parts, List<Corner> corners, double shift) {
        if (corners.size() < 3) {
            return;
        }
        ArrayNode ring = JSON.arrayNode();
        for (Corner corner : corners) {
            ring.add(pair(corner, shift));
        }
        parts.add(JSON.arrayNode().add(ring.add(pair(corners.getFirst(), shift))));
    }

    /** Rounded to 0.1 m: it is drawn, and nothing is decided by it. */
    private static ArrayNode pair(Corner corner, double shift) {
        return JSON.arrayNode().add(Math.rint((corner.longitude() + shift) * 1e6) / 1e6)
                .add(Math.rint(corner.latitude() * 1e6) / 1e6);
    }

    /** What of a convex line lies east ({@code side} 1) or west (-1) of a meridian. */
    private static List<Corner> cut(List<Corner> corners, double meridian, int side) {
        List<Corner> kept = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            Corner from = corners.get(i);
            Corner to = corners.get((i + 1) % corners.size());
            double before = side * (from.longitude() - meridian);
            double after = side * (to.longitude() - meridian);
            if (before > 0) {
                kept.add(from);
            }
            if ((before > 0) != (after > 0)) {
                double latitude = from.latitude()
                        + (to.latitude() - from.latitude()) * (before / (before - after));
                kept.add(new Corner(latitude, meridian));
            }
        }
        return kept;
    }
}
