package org.airshed.ingest.area.geojson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.AreaShape;
import org.jspecify.annotations.Nullable;

/**
 * Reads areas from GeoJSON: a {@code FeatureCollection}, a {@code Feature}, or a bare geometry, which is named after its
 * file.
 *
 * <ul>
 * <li>{@code Polygon} and {@code MultiPolygon} are areas as they are; a {@code Point} with a property {@code minutes} is
 * the walk of so many minutes around it.
 * <li>Names: property {@code name}, {@code name:ja} and so on by language, or an object {@code names} by language.
 * <li>Id: the feature's {@code id} or property {@code id} where it is text, else made of the name. A number is no id: it
 * only counts the features of its file.
 * </ul>
 *
 * <p>Threads: any. Source: RFC 7946.
 */
public final class GeoJsonReader {
    /** Largest file in bytes. */
    public static final int MAX_BYTES = 16 << 20;

    /** Most features of a file. */
    static final int MAX_FEATURES = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(50).maxNumberLength(60).build()).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String file;
    private final Map<AreaId, Integer> numbers = new HashMap<>();
    private final List<Area> areas = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private GeoJsonReader(String file) {
        this.file = file;
    }

    /**
     * Reads all of a file.
     *
     * @param file its name, for the sentences
     */
    public static AreaFile read(String file, byte[] json) {
        GeoJsonReader reader = new GeoJsonReader(file);
        if (json.length > MAX_BYTES) {
            reader.problems.add(file + " has " + json.length + " bytes, more than " + MAX_BYTES);
        } else {
            reader.document(json);
        }
        return new AreaFile(reader.areas, reader.problems, reader.warnings);
    }

    private void document(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation(); // null where a bound of the parser is passed
            problems.add(file + " is not JSON: " + (at == null
                    ? ""
                    : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ") + e.getOriginalMessage());
            return;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory does not fail", e);
        }
        String system = root.path("crs").path("properties").path("name").asText();
        if (!system.isEmpty() && !system.endsWith("CRS84") && !system.endsWith(":4326")) {
            problems.add(file + " is in the coordinates of " + system
                    + "; GeoJSON is in WGS 84 degrees, convert it first (ogr2ogr -t_srs EPSG:4326)");
            return;
        }
        switch (root.path("type").asText()) {
            case "FeatureCollection" -> collection(root.path("features"));
            case "Feature" -> feature(root, 1);
            case "Polygon", "MultiPolygon" -> feature(asFeature(root), 1);
            case "" -> problems.add(file + " is no GeoJSON: it has no type");
            case String other -> problems.add(file + " is a " + other
                    + "; areas come as FeatureCollection, Feature, Polygon or MultiPolygon");
        }
    }

    private JsonNode asFeature(JsonNode geometry) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        var feature = JSON.createObjectNode().put("type", "Feature");
        feature.set("geometry", geometry);
        feature.putObject("properties").put("name", dot > 0 ? name.substring(0, dot) : name);
        return feature;
    }

    private void collection(JsonNode features) {
        if (!features.isArray()) {
            problems.add(file + " is a FeatureCollection without a list of features");
        } else if (features.isEmpty()) {
            problems.add(file + " has no feature");
        } else if (features.size() > MAX_FEATURES) {
            problems.add(file + " has " + features.size() + " features, more than " + MAX_FEATURES);
        } else {
            for (int i = 0; i < features.size(); i++) {
                feature(features.get(i), i + 1);
            }
        }
    }

    private void feature(JsonNode feature, int number) {
        List<String> wrong = new ArrayList<>();
        String where = file + ", feature " + number;
        if (!feature.path("type").asText().equals("Feature")) {
            problems.add(where + " is no Feature");
            return;
        }
        JsonNode properties = feature.path("properties");
        Map<String, String> names = names(properties, wrong);
        if (!names.isEmpty()) {
            where += " ('" + names.getOrDefault(Area.NO_LANGUAGE, names.values().iterator().next()) + "')";
        }
        GeometryReader geometry = new GeometryReader();
        AreaShape shape = geometry.read(feature.path("geometry"), properties.path("minutes"));
        AreaId id = id(feature, properties, names, wrong);
        wrong.addAll(geometry.problems());
        Area area = null;
        if (shape != null && id != null && wrong.isEmpty()) {
            try {
                area = new Area(id, names, shape);
            } catch (IllegalArgumentException e) {
                wrong.add(String.valueOf(e.getMessage()));
            }
        }
        if (area != null) {
            Integer earlier = numbers.putIfAbsent(area.id(), number);
            if (earlier == null) {
                areas.add(area);
            } else {
                wrong.add("has the id '" + area.id() + "', which feature " + earlier + " has already");
            }
        }
        for (String sentence : wrong) {
            problems.add(where + ": " + sentence);
        }
        for (String sentence : geometry.warnings()) {
            warnings.add(where + ": " + sentence);
        }
    }

    private static Map<String, String> names(JsonNode properties, List<String> wrong) {
        Map<String, String> names = new TreeMap<>();
        properties.properties().forEach(property -> {
            String key = property.getKey();
            if (key.equals("name")) {
                name(names, Area.NO_LANGUAGE, property.getValue(), wrong);
            } else if (key.startsWith("name:")) {
                name(names, key.substring("name:".length()), property.getValue(), wrong);
            }
        });
        JsonNode byLanguage = properties.path("names");
        if (byLanguage.isObject()) {
            byLanguage.properties().forEach(name -> name(names, name.getKey(), name.getValue(), wrong));
        }
        return names;
    }

    private static void name(Map<String, String> names, String language, JsonNode value, List<String> wrong) {
        if (value.isTextual()) {
            names.put(language, value.textValue().strip());
        } else if (!value.isNull()) {
            wrong.add("its name" + (language.equals(Area.NO_LANGUAGE) ? "" : " (" + language + ")") + " is no text");
        }
    }

    private static @Nullable AreaId id(JsonNode feature, JsonNode properties, Map<String, String> names,
            List<String> wrong) {
        JsonNode stated = feature.path("id").isTextual() ? feature.path("id") : properties.path("id");
        if (names.isEmpty() && wrong.isEmpty()) {
            wrong.add("has no name; give it a property name");
        }
        if (stated.isTextual()) {
            if (AreaId.isValid(stated.textValue())) {
                return new AreaId(stated.textValue());
            }
            wrong.add("its id '" + stated.textValue() + "' is not 3 to 40 characters of a-z, 0-9 and single hyphens"
                    + " between them; change it, or leave it out and one is made of the name");
            return null;
        }
        Optional<AreaId> made = slug(names);
        if (made.isEmpty() && !names.isEmpty()) {
            wrong.add("has no id, and no name of which one of a-z and 0-9 can be made; give it a property id");
        }
        return made.orElse(null);
    }

    private static Optional<AreaId> slug(Map<String, String> names) {
        for (String language : List.of(Area.NO_LANGUAGE, "en")) {
            Optional<AreaId> made = Optional.ofNullable(names.get(language)).flatMap(NameSlug::of);
            if (made.isPresent()) {
                return made;
            }
        }
        return names.values().stream().flatMap(name -> NameSlug.of(name).stream()).findFirst();
    }

    /** One area as {@link GeoJsonWriter#record} wrote it. */
    public static Area record(String text) throws IOException {
        GeoJsonReader reader = new GeoJsonReader("area");
        JsonNode feature = JSON.readTree(text);
        reader.feature(feature == null ? MissingNode.getInstance() : feature, 1);
        if (reader.areas.isEmpty()) {
            throw new IOException("an area cannot be read: " + String.join("; ", reader.problems));
        }
        return reader.areas.getFirst();
    }
}
