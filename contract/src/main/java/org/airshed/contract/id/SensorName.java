package org.airshed.contract.id;

/**
 * The name of a sensor within its station: chip and address or port, {@code scd41-62}, {@code pms5003-ttyama0};
 * {@code main} where a submission names none. Same form as a station id, 1 to 60 characters.
 */
public record SensorName(String text) implements Comparable<SensorName> {
    /** Longest name in characters. */
    public static final int MAX_LENGTH = 60;

    /** The sensor of a reading whose name has no slash. */
    public static final SensorName MAIN = new SensorName("main");

    public SensorName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("sensor name '" + text
                    + "' is not 1 to 60 characters of a-z, 0-9 and single hyphens between them");
        }
    }

    /** Whether {@code text} has the form of a sensor name. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && Slug.isSlug(text);
    }

    @Override
    public int compareTo(SensorName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
