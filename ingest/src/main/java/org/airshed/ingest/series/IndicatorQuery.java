package org.airshed.ingest.series;

import org.jspecify.annotations.Nullable;

/**
 * Which values of one area's indicators, in the order {@link IndicatorValue#ORDER}.
 *
 * @param index null: of every index; likewise property, period and environment
 * @param fromMillis first beginning
 * @param toMillis first beginning that no longer belongs to it
 * @param limit most rows, at least 1
 * @param after where the page before ended: only what comes after it in the order; null for the first page
 */
public record IndicatorQuery(String area, @Nullable String index, @Nullable String property, @Nullable Span period,
        @Nullable String environment, long fromMillis, long toMillis, int limit, @Nullable IndicatorValue after) {
    public IndicatorQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit);
        }
    }

    /** The page after the one that ended with {@code last}. */
    public IndicatorQuery after(IndicatorValue last) {
        return new IndicatorQuery(area, index, property, period, environment, fromMillis, toMillis, limit, last);
    }

    /** Whether no value can have such a key, so that nobody need look. */
    public boolean matchesNothing() {
        return !IndicatorValue.isKey(area) || (index != null && !IndicatorValue.isKey(index))
                || (property != null && !IndicatorValue.isKey(property))
                || (environment != null && !IndicatorValue.isKey(environment));
    }
}
