package org.airshed.edge.config;

import java.util.ArrayList;
import java.util.List;

/** A settings file that cannot be used, with everything that is wrong with it. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    SettingsException(String file, List<String> problems) {
        super(file + " cannot be used:\n  " + String.join("\n  ", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** One line each, key first. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
