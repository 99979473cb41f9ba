package org.airshed.edge.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of one part of a mapping, read one by one; {@link #end} names those that nobody asked for. */
final class Keys {
    private final String path;
    private final JsonNode node;
    private final String file;
    private final Problems problems;
    private final TreeSet<String> asked = new TreeSet<>();

    Keys(String file, String path, JsonNode node, Problems problems) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            problem("", "must hold keys with values");
        }
    }

    void problem(String key, String sentence) {
        String dot = path.isEmpty() || key.isEmpty() ? "" : ".";
        problems.add(file + ": " + path + dot + key + " " + sentence);
    }

    boolean has(String key) {
        JsonNode value = get(key);
        return !value.isMissingNode() && !value.isNull();
    }

    Keys part(String key) {
        return new Keys(file, path.isEmpty() ? key : path + "." + key, get(key), problems);
    }

    List<Keys> parts(String key) {
        List<Keys> parts = new ArrayList<>();
        JsonNode list = get(key);
        if (!list.isArray() && has(key)) {
            problem(key, "must be a list, each item beginning with '-'");
        }
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            parts.add(new Keys(file, (path.isEmpty() ? key : path + "." + key) + "[" + i + "]", list.get(i), problems));
        }
        return parts;
    }

    @Nullable
    String text(String key) {
        if (!has(key)) {
            return null;
        }
        if (!get(key).isValueNode()) {
            problem(key, "must be a text");
            return null;
        }
        return get(key).asText();
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    String required(String key, String what) {
        String text = text(key);
        if (text == null || text.isEmpty()) {
            problem(key, "is missing: " + what);
            return "";
        }
        return text;
    }

    /** A list of texts; a single text is a list of one. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        JsonNode value = get(key);
        if (value.isValueNode() && !value.isNull()) {
            texts.add(value.asText());
        } else if (value.isArray()) {
            value.forEach(item -> texts.add(item.asText()));
        } else if (has(key)) {
            problem(key, "must be a list of texts");
        }
        return texts;
    }

    Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        JsonNode value = get(key);
        if (has(key) && !value.isObject()) {
            problem(key, "must hold keys with values");
        }
        value.properties().forEach(entry -> pairs.put(entry.getKey(), entry.getValue().asText()));
        return pairs;
    }

    int integer(String key, int otherwise, int least, int most) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = get(key);
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            problem(key, "is '" + value.asText() + "', must be a whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.asInt();
    }

    boolean flag(String key) {
        if (has(key) && !get(key).isBoolean()) {
            problem(key, "must be true or false");
        }
        return get(key).asBoolean();
    }

    void end() {
        if (!node.isObject()) {
            return;
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                problem(key, "is not a key of a mapping; here there may be " + String.join(", ", asked));
            }
        });
    }

    private JsonNode get(String key) {
        asked.add(key);
        return node.isObject() ? node.path(key) : MissingNode.getInstance();
    }
}
