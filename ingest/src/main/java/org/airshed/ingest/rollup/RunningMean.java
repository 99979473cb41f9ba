package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean of several hours on end, once an hour.
 *
 * @param hours length of a window
 * @param rule how many of its hours must be there
 */
public record RunningMean(int hours, CaptureRule rule) {
    /** Eight hours of which six must be there. Source: 2008/50/EC Annex VII, 40 CFR 50 Appendix U. */
    public static final RunningMean EIGHT_HOURS = new RunningMean(8, CaptureRule.THREE_QUARTERS);

    /** Which hour of a window its value is kept at. */
    public enum Label {
        /** The first, by which the US EPA gives it a day. */
        START,
        /** The last, by which the EU gives it a day: a window that ends at 24:00 belongs to the day that ends. */
        END
    }

    /** The window that begins at {@code startMillis}, a full hour. */
    public Statistic from(long startMillis, Hours values) {
        Hours window = values.between(startMillis, startMillis + hours * Hours.HOUR_MILLIS);
        return Summary.of(window.values(), rule, Completeness.Unit.HOURS).map(Summary::mean)
                .orElseGet(() -> Statistic.NotEnoughData
                        .of(new Completeness(0, hours, rule.required(hours), Completeness.Unit.HOURS)));
    }

    /** Every window that shares an hour with these values, missing where too little is there. */
    public Hours of(Hours values, Label label) {
        long reach = (hours - 1) * Hours.HOUR_MILLIS;
        long firstStart = values.firstHourMillis() - reach;
        List<@Nullable BigDecimal> means = new ArrayList<>();
        if (values.size() > 0) {
            for (long start = firstStart; start < values.endMillis(); start += Hours.HOUR_MILLIS) {
                means.add(from(start, values) instanceof Statistic.Value value ? value.value() : null);
            }
        }
        return new Hours(label == Label.START ? firstStart : values.firstHourMillis(), means);
    }
}
