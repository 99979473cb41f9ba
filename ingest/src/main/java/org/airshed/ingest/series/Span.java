package org.airshed.ingest.series;

import java.util.Optional;

/** How long a stretch of time one derived value stands for. Stores and addresses write {@link #text()}. */
public enum Span {
    HOUR("1h"), EIGHT_HOURS("8h"), DAY("1d"), MONTH("1mo"), YEAR("1y");

    private final String text;

    Span(String text) {
        this.text = text;
    }

    /** {@code 1h}, {@code 8h}, {@code 1d}, {@code 1mo} or {@code 1y}. */
    public String text() {
        return text;
    }

    /** The span of this text; empty where there is none. */
    public static Optional<Span> find(String text) {
        for (Span span : values()) {
            if (span.text.equals(text)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }
}
