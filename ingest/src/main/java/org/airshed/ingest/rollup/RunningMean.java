package org.airshed.ingest.rollup;

/**
 * The mean of several hours on end, once an hour.
 *
 * @param hours length of a window
 * @param rule how many of its hours must be there
 */
public record RunningMean(int hours, CaptureRule rule) {
    /** Eight hours of which six must be there. Source: 2008/50/EC Annex VII, 40 CFR 50 Appendix U. */
    public static final RunningMean EIGHT_HOURS = new RunningMean(8, CaptureRule.THREE_QUARTERS);

    /** The window that begins at {@code startMillis}, a full hour. */
    public Statistic from(long startMillis, Hours values) {
        Hours window = values.between(startMillis, startMillis + hours * Hours.HOUR_MILLIS);
        return Summary.of(window.values(), rule, Completeness.Unit.HOURS).map(Summary::mean)
                .orElseGet(() -> Statistic.NotEnoughData
                        .of(new Completeness(0, hours, rule.required(hours), Completeness.Unit.HOURS)));
    }
}
