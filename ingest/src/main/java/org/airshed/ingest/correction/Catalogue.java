package org.airshed.ingest.correction;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.airshed.contract.id.Level;
import org.airshed.contract.property.ObservedProperties;
import org.jspecify.annotations.Nullable;

/**
 * The corrections a network may declare.
 *
 * <p>Threads: any; the table is read once and never changes. Source: {@code corrections.yaml} beside this class.
 */
public final class Catalogue {
    private static final Map<String, JsonNode> ENTRIES = load();

    private Catalogue() {}

    /** Ids of all corrections, in alphabetical order. */
    public static List<String> ids() {
        return List.copyOf(ENTRIES.keySet());
    }

    /**
     * The correction as settings name it: its id, and {@code name=value} for each number that must be declared:
     * {@code us-barkjohn-2022}, {@code kappa-koehler kappa=0.35}, {@code co2-baseline offset=27 background=427}. Declared
     * numbers become part of the version, so that a value's level says them.
     *
     * @throws IllegalArgumentException with a sentence that says what can be written
     */
    public static Correction named(String written) {
        List<String> words = List.of(written.strip().split("\\s+"));
        JsonNode entry = ENTRIES.get(words.getFirst());
        if (entry == null) {
            throw new IllegalArgumentException("there is no correction '" + words.getFirst() + "'; there are "
                    + String.join(", ", ids()));
        }
        Map<String, BigDecimal> numbers = new TreeMap<>();
        entry.get("parameters").properties()
                .forEach(number -> numbers.put(number.getKey(), number.getValue().decimalValue()));
        Map<String, BigDecimal> given = given(words);
        StringBuilder version = new StringBuilder(entry.get("version").asText());
        for (JsonNode asked : entry.path("asked")) {
            String name = asked.get("name").asText();
            BigDecimal value = given.remove(name);
            BigDecimal from = asked.get("from").decimalValue();
            BigDecimal to = asked.get("to").decimalValue();
            if (value == null || value.compareTo(from) < 0 || value.compareTo(to) > 0) {
                throw new IllegalArgumentException("the correction " + words.getFirst() + " needs " + name
                        + "=NUMBER from " + from.toPlainString() + " to " + to.toPlainString());
            }
            numbers.put(name, value);
            version.append('-').append(name).append(plain(value));
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("the correction " + words.getFirst() + " takes no "
                    + String.join(", ", given.keySet()));
        }
        return correction(entry, new Level(words.getFirst() + "@" + version), numbers);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static Map<String, BigDecimal> given(List<String> words) {
        Map<String, BigDecimal> given = new TreeMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            try {
                if (equals < 1 || given.put(word.substring(0, equals),
                        new BigDecimal(word.substring(equals + 1))) != null) {
                    throw new IllegalArgumentException("'" + word + "' is not name=NUMBER, each name once");
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + word + "' is not name=NUMBER, each name once", e);
            }
        }
        return given;
    }

    private static Correction correction(JsonNode entry, Level level, Map<String, BigDecimal> numbers) {
        Set<String> chips = new HashSet<>();
        entry.get("chips").forEach(chip -> chips.add(chip.asText()));
        List<Range> ranges = new ArrayList<>();
        for (JsonNode range : entry.get("ranges")) {
            boolean included = range.has("to");
            ranges.add(new Range(ObservedProperties.of(range.get("property").asText()),
                    range.get("from").decimalValue(), range.get(included ? "to" : "below").decimalValue(), included));
        }
        return new Correction(level, entry.get("title").asText(),
                ObservedProperties.of(entry.get("input").asText()),
                ObservedProperties.of(entry.get("output").asText()),
                formula(entry.get("formula").asText(), numbers),
                new Domain(chips, entry.has("air") ? Air.valueOf(word(entry, "air")) : null,
                        entry.path("ambient-humidity").asBoolean(), null, ranges, entry.get("region").asText()),
                averaging(entry), Verification.valueOf(word(entry, "verification")), entry.get("source").asText());
    }

    private static @Nullable Averaging averaging(JsonNode entry) {
        return entry.has("fitted-on") ? Averaging.valueOf(word(entry, "fitted-on")) : null;
    }

    private static String word(JsonNode entry, String key) {
        return entry.get(key).asText().toUpperCase(Locale.ROOT);
    }

    private static Formula formula(String name, Map<String, BigDecimal> numbers) {
        return switch (name) {
            case "regression" -> new Formula.Regression(plane(numbers));
            case "blended" -> new Formula.Blended(plane(numbers), quadratic(numbers), number(numbers, "blend-from"),
                    number(numbers, "blend-to"), number(numbers, "blend-slope"), number(numbers, "blend-intercept"));
            case "five-pieces" -> new Formula.FivePieces(plane(numbers), number(numbers, "middle-slope"),
                    quadratic(numbers), number(numbers, "low-end"), number(numbers, "middle-from"),
                    number(numbers, "middle-end"), number(numbers, "high-from"));
            case "growth" -> new Formula.Growth(number(numbers, "kappa"), number(numbers, "density"),
                    number(numbers, "cap"), number(numbers, "suspect-above"), number(numbers, "fail-above"));
            case "pressure-ratio" -> new Formula.PressureRatio(number(numbers, "standard"));
            case "offset" -> new Formula.Offset(number(numbers, "offset"));
            default -> throw new IllegalStateException("corrections.yaml names the formula '" + name + "'");
        };
    }

    private static Formula.Plane plane(Map<String, BigDecimal> numbers) {
        return new Formula.Plane(number(numbers, "intercept"), number(numbers, "slope"), number(numbers, "humidity"));
    }

    private static Formula.Quadratic quadratic(Map<String, BigDecimal> numbers) {
        return new Formula.Quadratic(number(numbers, "high-square"), number(numbers, "high-slope"),
                number(numbers, "high-intercept"));
    }

    private static BigDecimal number(Map<String, BigDecimal> numbers, String name) {
        BigDecimal number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException("corrections.yaml lacks the number '" + name + "'");
        }
        return number;
    }

    private static Map<String, JsonNode> load() {
        Map<String, JsonNode> entries = new TreeMap<>();
        try (InputStream in = Catalogue.class.getResourceAsStream("corrections.yaml")) {
            if (in == null) {
                throw new IllegalStateException("corrections.yaml is missing beside " + Catalogue.class.getName());
            }
            YAMLMapper yaml = new YAMLMapper();
            // Otherwise 0.524 would be read as a double first.
            yaml.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
            for (JsonNode entry : yaml.readTree(in).get("corrections")) {
                if (entries.put(entry.get("id").asText(), entry) != null) {
                    throw new IllegalStateException("corrections.yaml has '" + entry.get("id").asText() + "' twice");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
