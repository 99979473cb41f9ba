package org.airshed.edge.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the settings file, read key by key; what was not asked for by {@link #end} is a problem.
 *
 * <p>Every method returns a usable value even where it noted a problem, so that reading goes on and finds the next one.
 * Threads: one.
 */
public final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    private final String path;
    private final JsonNode node;
    private final Problems problems;
    private final Set<String> asked = new HashSet<>();

    Section(String path, JsonNode node, Problems problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        // A key whose lines are all commented out holds an empty text.
        boolean empty = node.isMissingNode() || node.isNull() || (node.isTextual() && node.asText().isBlank());
        if (!empty && !node.isObject()) {
            problems.add(path.isEmpty() ? "the file" : path, "must hold keys with values");
        }
    }

    /** The key with where it stands: {@code stations[0].connection.host}. */
    String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String name, String sentence) {
        problems.add(key(name), sentence);
    }

    boolean has(String name) {
        JsonNode value = get(name);
        return !value.isMissingNode() && !value.isNull();
    }

    Section section(String name) {
        return new Section(key(name), get(name), problems);
    }

    List<Section> sections(String name) {
        JsonNode list = get(name);
        List<Section> sections = new ArrayList<>();
        if (list.isArray()) {
            for (int i = 0; i < list.size(); i++) {
                sections.add(new Section(key(name) + "[" + i + "]", list.get(i), problems));
            }
        } else if (!list.isMissingNode() && !list.isNull()) {
            problem(name, "must be a list, each item beginning with '-'");
        }
        return sections;
    }

    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode() || value.asText().isBlank()) {
            problem(name, "must be a text");
            return null;
        }
        return value.asText();
    }

    String requiredText(String name, String why) {
        String text = text(name);
        if (text == null) {
            if (!has(name)) {
                problem(name, "is missing: " + why);
            }
            return "";
        }
        return text;
    }

    String choice(String name, String otherwise, List<String> choices) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (!choices.contains(text)) {
            problem(name, "is '" + text + "', must be one of " + String.join(", ", choices));
            return otherwise;
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            problem(name, "must be true or false");
        }
        return value.asBoolean();
    }

    int integer(String name, int otherwise, int least, int most) {
        JsonNode value = get(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.canConvertToExactIntegral() || value.asLong() < least || value.asLong() > most) {
            problem(name, "is '" + value.asText() + "', must be a whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.asInt();
    }

    /** A number, null where there is none. */
    @Nullable
    Double number(String name, double least, double most) {
        JsonNode value = get(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
            problem(name, "is '" + value.asText() + "', must be a number from " + least + " to " + most);
            return null;
        }
        return value.asDouble();
    }

    Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        Duration duration = duration(text);
        if (duration == null) {
            problem(name, "is '" + text + "', must be a number with a unit, such as 10s, 5m, 1h");
            return otherwise;
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            problem(name, "is " + text + ", must be from " + words(least) + " to " + words(most));
            return otherwise;
        }
        return duration;
    }

    long bytes(String name, long otherwise, long least) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            problem(name, "is '" + text + "', must be a number with a unit, such as 256MB");
            return otherwise;
        }
        long bytes = Long.parseLong(size.group(1)) * switch (size.group(2).toUpperCase(Locale.ROOT)) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            default -> 1L;
        };
        if (bytes < least) {
            problem(name, "is " + text + ", must be at least " + (least >> 20) + "MB");
            return otherwise;
        }
        return bytes;
    }

    /** Notes every key that nobody asked for; those that meant something once get the sentence of their mend. */
    void end(Map<String, String> removed) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (!asked.contains(name)) {
                    String mend = removed.get(name);
                    problem(name, mend == null
                            ? "is not a setting; there is " + String.join(", ", asked.stream().sorted().toList())
                            : "is no longer a setting: " + mend);
                }
            });
        }
    }

    /** A length of time as people write it, null where it is none. */
    public static @Nullable Duration duration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            return null;
        }
        long number = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 != 0
                ? duration.toMillis() + "ms"
                : duration.toSeconds() % 3600 == 0 && !duration.isZero()
                        ? duration.toHours() + "h"
                        : duration.toSeconds() + "s";
    }

    private JsonNode get(String name) {
        asked.add(name);
        return node.isObject() ? node.path(name) : MissingNode.getInstance();
    }
}
