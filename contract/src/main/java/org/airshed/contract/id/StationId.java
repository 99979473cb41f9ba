package org.airshed.contract.id;

/**
 * The name of a station (the box), unique within a network: {@code [a-z0-9](-?[a-z0-9])*}, 3 to 40 characters.
 *
 * <p>It stands as it is in topics, tags, file names and addresses, which is why nothing needs escaping in it.
 */
public record StationId(String text) implements Comparable<StationId> {
    /** Longest id in characters. */
    public static final int MAX_LENGTH = 40;

    public StationId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("station id '" + text
                    + "' is not 3 to 40 characters of a-z, 0-9 and single hyphens between them");
        }
    }

    /** Whether {@code text} has the form of a station id. */
    public static boolean isValid(String text) {
        return text.length() >= 3 && text.length() <= MAX_LENGTH && Slug.isSlug(text);
    }

    @Override
    public int compareTo(StationId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
