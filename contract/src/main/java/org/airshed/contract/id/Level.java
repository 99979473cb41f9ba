package org.airshed.contract.id;

import java.util.regex.Pattern;

/** Processing level of a datastream: {@code raw}, or the correction that made it as {@code id@version}. */
public record Level(String text) implements Comparable<Level> {
    private static final Pattern FORM = Pattern.compile("raw|[a-z0-9][a-z0-9_.-]{0,60}@[a-z0-9][a-z0-9_.-]{0,30}");

    /** As the sensor gave it, in the canonical unit. */
    public static final Level RAW = new Level("raw");

    public Level {
        if (!isValid(text)) {
            throw new IllegalArgumentException("level '" + text + "' is neither 'raw' nor a correction's 'id@version'");
        }
    }

    /** Whether {@code text} has the form of a level. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(Level other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
