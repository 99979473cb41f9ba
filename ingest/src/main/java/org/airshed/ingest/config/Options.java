package org.airshed.ingest.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of the command line, each standing for a key of the settings file and winning over it. Problems are told by the
 * option's name, because that is what was typed.
 */
public final class Options {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Adds an option.
     *
     * @param option as typed: {@code --mqtt}
     * @param key the path of its key: {@code mqtt.port}
     * @param value null where the option was not given
     */
    public Options with(String option, String key, @Nullable String value) {
        if (value != null) {
            names.put(key, option);
            values.put(key, value);
        }
        return this;
    }

    /** Adds an option without a value. */
    public Options with(String option, String key, boolean given) {
        if (given) {
            names.put(key, option);
            values.put(key, true);
        }
        return this;
    }

    Map<String, String> names() {
        return Map.copyOf(names);
    }

    void applyTo(ObjectNode root) {
        Map<String, ObjectNode> lists = new HashMap<>();
        values.forEach((key, value) -> {
            ObjectNode at = root;
            String[] steps = key.split("\\.", -1);
            for (int i = 0; i < steps.length - 1; i++) {
                String step = steps[i];
                if (step.endsWith("[0]")) {
                    ObjectNode parent = at;
                    // The command line's listener replaces those of the file.
                    at = lists.computeIfAbsent(step,
                            name -> parent.putArray(name.substring(0, name.length() - 3)).addObject());
                } else {
                    at = at.get(step) instanceof ObjectNode section ? section : at.putObject(step);
                }
            }
            if (value instanceof Boolean flag) {
                at.put(steps[steps.length - 1], flag);
            } else {
                at.put(steps[steps.length - 1], String.valueOf(value));
            }
        });
    }
}
