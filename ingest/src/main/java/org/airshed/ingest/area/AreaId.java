package org.airshed.ingest.area;

import org.airshed.contract.id.StationId;

/** The name of an area in addresses and tags, unique within a network: same form as a station id. */
public record AreaId(String text) implements Comparable<AreaId> {
    /** Longest id in characters. */
    public static final int MAX_LENGTH = StationId.MAX_LENGTH;

    public AreaId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("area id '" + text
                    + "' is not 3 to 40 characters of a-z, 0-9 and single hyphens between them");
        }
    }

    /** Whether {@code text} has the form of an area id. */
    public static boolean isValid(String text) {
        return StationId.isValid(text);
    }

    @Override
    public int compareTo(AreaId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
