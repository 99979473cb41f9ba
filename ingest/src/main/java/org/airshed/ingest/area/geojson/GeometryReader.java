package org.airshed.ingest.area.geojson;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.area.AreaShape;
import org.airshed.ingest.area.Polygon;
import org.airshed.ingest.area.Polygons;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Ring;
import org.airshed.ingest.area.Walk;
import org.jspecify.annotations.Nullable;

/** The geometry of one feature; what is wrong with it is collected, ring by ring. */
final class GeometryReader {
    /** Most positions of one area. */
    static final int MAX_POSITIONS = 10_000;

    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int positions;

    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The shape, or null where {@link #problems} says why there is none. */
    @Nullable
    AreaShape read(JsonNode geometry, JsonNode minutes) {
        String type = geometry.path("type").asText();
        JsonNode coordinates = geometry.path("coordinates");
        List<Polygon> parts = new ArrayList<>();
        switch (type) {
            case "Point" -> {
                return walk(coordinates, minutes);
            }
            case "Polygon" -> polygon(coordinates, "", parts);
            case "MultiPolygon" -> {
                if (!coordinates.isArray() || coordinates.isEmpty()) {
                    problems.add("its coordinates are no list of polygons");
                }
                for (int i = 0; i < coordinates.size(); i++) {
                    polygon(coordinates.get(i), " of polygon " + (i + 1), parts);
                }
            }
            case "" -> problems.add("has no geometry");
            default -> problems.add("is a " + type
                    + "; an area is a Polygon, a MultiPolygon, or a Point with the property minutes");
        }
        return problems.isEmpty() ? new Polygons(parts) : null;
    }

    private @Nullable AreaShape walk(JsonNode coordinates, JsonNode minutes) {
        if (minutes.isMissingNode() || minutes.isNull()) {
            problems.add("is a Point without the property minutes: how many minutes' walk around it?");
            return null;
        }
        if (!minutes.isNumber() || !minutes.canConvertToExactIntegral() || !minutes.canConvertToInt()) {
            problems.add("minutes must be a whole number from 1 to " + Walk.MAX_MINUTES + ", not " + minutes);
            return null;
        }
        try {
            return new Walk(position(coordinates), minutes.intValue());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void polygon(JsonNode rings, String where, List<Polygon> parts) {
        if (!rings.isArray() || rings.isEmpty()) {
            problems.add("the coordinates" + where + " are no list of rings");
            return;
        }
        List<Ring> read = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            Ring ring = ring(rings.get(i), "ring " + (i + 1) + where);
            if (ring != null) {
                read.add(ring);
            }
        }
        if (read.size() == rings.size()) {
            Polygon whole = new Polygon(read.getFirst(), read.subList(1, read.size()));
            Polygons filled = new Polygons(List.of(new Polygon(whole.outer(), List.of())));
            for (int i = 0; i < whole.holes().size(); i++) {
                if (!whole.holes().get(i).positions().stream()
                        .allMatch(corner -> filled.contains(corner.latitude(), corner.longitude()))) {
                    warnings.add("ring " + (i + 2) + where + " is a hole that reaches out of ring 1");
                }
            }
            parts.add(whole);
        }
    }

    private @Nullable Ring ring(JsonNode list, String where) {
        if (!list.isArray()) {
            problems.add(where + " is no list of positions");
            return null;
        }
        positions += list.size();
        if (positions > MAX_POSITIONS) {
            problems.add("has more than " + MAX_POSITIONS + " positions with " + where
                    + "; simplify its lines first, a metre is enough");
            return null;
        }
        List<Position> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                read.add(position(list.get(i)));
            } catch (IllegalArgumentException e) {
                problems.add("position " + (i + 1) + " in " + where + ": " + e.getMessage());
                return null;
            }
        }
        try {
            Ring ring = new Ring(read);
            ring.selfCrossing().ifPresent(corner -> warnings.add(where + " crosses or touches itself near ["
                    + corner.longitude() + ", " + corner.latitude()
                    + "]; what it goes round twice counts as outside"));
            return ring;
        } catch (IllegalArgumentException e) {
            problems.add(where + " " + e.getMessage());
            return null;
        }
    }

    private static Position position(JsonNode pair) {
        if (!pair.isArray() || pair.size() < 2 || !pair.get(0).isNumber() || !pair.get(1).isNumber()) {
            throw new IllegalArgumentException(
                    "'" + shortened(pair.toString()) + "' is no position [longitude, latitude]");
        }
        double longitude = pair.get(0).doubleValue();
        double latitude = pair.get(1).doubleValue();
        if (Math.abs(latitude) > 90 && Math.abs(latitude) <= 180 && Math.abs(longitude) <= 90) {
            throw new IllegalArgumentException("[" + longitude + ", " + latitude + "] has latitude " + latitude
                    + "; GeoJSON writes the longitude first, are the two the wrong way round?");
        }
        return new Position(latitude, longitude);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
