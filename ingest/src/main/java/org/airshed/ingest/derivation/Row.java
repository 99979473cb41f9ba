package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/** What the rows of one area and period have in common. */
record Row(String area, String environment, Span period, long startMillis, int stations) {
    IndicatorValue value(String index, String property, BigDecimal value, @Nullable BigDecimal lower,
            @Nullable BigDecimal upper, double coverage, @Nullable String category) {
        return new IndicatorValue(area, index, property, period, environment, startMillis, value.doubleValue(),
                HourRow.real(lower), HourRow.real(upper), stations, coverage, category, null);
    }

    IndicatorValue missing(String index, String property, double coverage, String reason) {
        return new IndicatorValue(area, index, property, period, environment, startMillis, null, null, null, stations,
                coverage, null, reason);
    }
}
