package org.airshed.ingest.index;

/**
 * Which index, and which issue of its tables. A number without both is not comparable with anything.
 *
 * @param id {@code us-epa-aqi}, {@code eaqi}, …
 * @param version {@code 2024-05-06}; what was asked for, where the answer is that there is no such index
 */
public record IndexId(String id, String version) {
    public IndexId {
        if (id.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("index '" + id + "' version '" + version + "'");
        }
    }

    /** {@code us-epa-aqi@2024-05-06}. */
    public String text() {
        return id + "@" + version;
    }
}
