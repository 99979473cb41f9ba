package org.airshed.ingest.index;

/** What sort of number it is. A legal limit and a health guideline are neither, and not found in this package. */
public enum IndexKind {
    /** Tells people how the air is: US AQI, EAQI, DAQI. */
    COMMUNICATION_INDEX("communication-index"),
    /** Tells how well a room is aired, by its CO2; says nothing about pollutants and is never called air quality. */
    VENTILATION_PROXY("ventilation-proxy");

    private final String text;

    IndexKind(String text) {
        this.text = text;
    }

    /** As it stands in data files and addresses. */
    public String text() {
        return text;
    }

    static IndexKind of(String text) {
        for (IndexKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no kind of index '" + text + "'");
    }
}
