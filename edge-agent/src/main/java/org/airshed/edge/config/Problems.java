package org.airshed.edge.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a settings file, in the order of the file. Threads: one. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    void add(String key, String sentence) {
        lines.add(key + ": " + sentence);
    }

    boolean none() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
