package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Completeness.Unit;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Settled;
import org.airshed.ingest.rollup.Statistic;
import org.jspecify.annotations.Nullable;

/**
 * The averages that indices ask for, from hours, settled. Hours weigh the same; a missing one is left out, never filled.
 */
final class Means {
    private static final int EIGHT = 8;
    private static final int SIX = 6;

    private Means() {}

    /**
     * 8-hour windows of a day.
     *
     * @param firstStart hour of the day at which the first begins; negative = the day before
     * @param count how many, each an hour after the other
     * @param required how many must have 6 of their 8 hours
     * @param each what is done to each mean before the highest is taken
     */
    record Windows(int firstStart, int count, int required, UnaryOperator<BigDecimal> each) {}

    /** The last {@code count} hours that are complete at an instant, oldest first. */
    static Hours before(Hours hours, long atMillis, int count) {
        long end = Math.floorDiv(atMillis, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        return hours.between(end - count * Hours.HOUR_MILLIS, end);
    }

    /** Mean over what is there. */
    static Statistic mean(Hours hours, int required) {
        var completeness = new Completeness(hours.present(), hours.size(), required, Unit.HOURS);
        BigDecimal mean = mean(hours);
        return mean == null || !completeness.enough()
                ? Statistic.NotEnoughData.of(completeness)
                : new Statistic.Value(mean, completeness);
    }

    /** Highest hour. */
    static Statistic highest(Hours hours, int required) {
        var completeness = new Completeness(hours.present(), hours.size(), required, Unit.HOURS);
        BigDecimal highest = null;
        for (BigDecimal hour : hours.values()) {
            if (hour != null) {
                highest = highest == null ? hour : highest.max(hour);
            }
        }
        return highest == null || !completeness.enough()
                ? Statistic.NotEnoughData.of(completeness)
                : new Statistic.Value(Settled.of(highest), completeness);
    }

    /** Highest 8-hour mean of a day that begins at {@code dayMillis}. */
    static Statistic highestOfEight(Hours hours, long dayMillis, Windows windows) {
        BigDecimal highest = null;
        int valid = 0;
        for (int i = 0; i < windows.count; i++) {
            long start = dayMillis + (windows.firstStart + i) * Hours.HOUR_MILLIS;
            Hours window = hours.between(start, start + EIGHT * Hours.HOUR_MILLIS);
            BigDecimal mean = window.present() < SIX ? null : mean(window);
            if (mean != null) {
                valid++;
                BigDecimal cut = windows.each.apply(mean);
                highest = highest == null ? cut : highest.max(cut);
            }
        }
        var completeness = new Completeness(valid, windows.count, windows.required, Unit.EIGHT_HOUR_MEANS);
        return highest == null || !completeness.enough()
                ? Statistic.NotEnoughData.of(completeness)
                : new Statistic.Value(highest, completeness);
    }

    private static @Nullable BigDecimal mean(Hours hours) {
        BigDecimal sum = BigDecimal.ZERO;
        int present = 0;
        for (BigDecimal hour : hours.values()) {
            if (hour != null) {
                sum = sum.add(hour);
                present++;
            }
        }
        return present == 0 ? null : Settled.of(sum.divide(new BigDecimal(present), MathContext.DECIMAL128));
    }
}
