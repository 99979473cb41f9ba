package org.airshed.ingest.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One section of the settings. Asking for a value notes a problem instead of throwing, so that all of them are told at
 * once; {@link #end} then names the keys that nobody asked for.
 */
final class Section {
    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    /** Options of the command line by the path of the key they stand for. */
    private final Map<String, String> options;
    private final Set<String> asked = new HashSet<>();

    Section(String path, JsonNode node, List<String> problems, Map<String, String> options) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        this.options = options;
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            problem("", "must hold keys with values");
        }
    }

    Section section(String key) {
        asked.add(key);
        return new Section(full(key), value(key), problems, options);
    }

    List<Section> list(String key) {
        asked.add(key);
        JsonNode items = value(key);
        List<Section> sections = new ArrayList<>();
        if (items.isArray()) {
            for (int i = 0; i < items.size(); i++) {
                sections.add(new Section(full(key) + "[" + i + "]", items.get(i), problems, options));
            }
        } else if (!items.isMissingNode() && !items.isNull()) {
            problem(key, "must be a list");
        }
        return sections;
    }

    boolean has(String key) {
        return !value(key).isMissingNode() && !value(key).isNull();
    }

    @Nullable
    String text(String key) {
        asked.add(key);
        if (!has(key)) {
            return null;
        }
        if (!value(key).isValueNode() || value(key).asText().isBlank()) {
            problem(key, "must be a word or a line of text");
            return null;
        }
        return value(key).asText();
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    List<String> texts(String key) {
        asked.add(key);
        List<String> texts = new ArrayList<>();
        if (has(key) && !value(key).isArray()) {
            problem(key, "must be a list");
        }
        value(key).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    boolean flag(String key) {
        asked.add(key);
        JsonNode flag = value(key);
        if (has(key) && !flag.isBoolean()) {
            problem(key, "must be true or false");
        }
        return flag.asBoolean(false);
    }

    int integer(String key, int otherwise, int least, int most) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        problem(key, "must be a whole number from " + least + " to " + most + ", not '" + text + "'");
        return otherwise;
    }

    double number(String key, double otherwise, double least, double most) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        problem(key, "must be a number from " + least + " to " + most + ", not '" + text + "'");
        return otherwise;
    }

    /** The keys that were written. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** What holds where the key was not written. */
    <T extends @Nullable Object> T unset(String key, T usual) {
        asked.add(key);
        return usual;
    }

    Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return quantity(key, otherwise, least, most, Quantities::duration, "a time such as 500ms, 90s, 20m, 1h or 7d");
    }

    long bytes(String key, long otherwise, long least, long most) {
        return quantity(key, otherwise, least, most, Quantities::bytes, "a size such as 256KB, 64MB or 2GB");
    }

    private <T extends Comparable<T>> T quantity(String key, T otherwise, T least, T most,
            Function<String, Optional<T>> read, String form) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        Optional<T> quantity = read.apply(text);
        if (quantity.isEmpty()) {
            problem(key, "must be " + form + ", not '" + text + "'");
        } else if (quantity.get().compareTo(least) < 0 || quantity.get().compareTo(most) > 0) {
            problem(key, "must be between " + least + " and " + most + ", not '" + text + "'");
        } else {
            return quantity.get();
        }
        return otherwise;
    }

    /** An address as {@code 0.0.0.0:8883} or {@code [::]:8883}; null where there is none or it is a problem. */
    @Nullable
    InetSocketAddress address(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        try {
            int port = colon < 0 ? -1 : Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 0 && port <= 65_535) {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (NumberFormatException e) {
            // told below
        } catch (UnknownHostException e) {
            problem(key, "names the host '" + host + "', which has no address");
            return null;
        }
        problem(key, "must be an address and a port such as 0.0.0.0:8883, not '" + text + "'");
        return null;
    }

    void problem(String key, String sentence) {
        String name = key.isEmpty() ? path : full(key);
        String option = options.get(name);
        problems.add((option == null ? name : option) + " " + sentence);
    }

    /** Names the keys that mean nothing. */
    void end() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                problems.add(full(key) + " is no setting of the ingest tier; this section knows "
                        + String.join(", ", asked.stream().sorted().toList()));
            }
        });
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private JsonNode value(String key) {
        JsonNode value = node.get(key);
        return value == null ? MissingNode.getInstance() : value;
    }
}
