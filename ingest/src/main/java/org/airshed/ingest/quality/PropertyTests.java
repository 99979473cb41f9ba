package org.airshed.ingest.quality;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one property's tests, in its unit; null: the test is not run.
 *
 * @param range outside of it is FAIL
 * @param usualRange outside of it is SUSPECT
 * @param sentinels numbers that mean "no value"
 * @param spike largest distance of a reading from the mean of its two neighbours. There is no second limit for FAIL:
 *        a spike is statistical
 * @param ratePerSecond largest change per second
 * @param hourSpike as {@code spike}, for hourly values
 */
public record PropertyTests(Range range, Range usualRange, List<Double> sentinels, @Nullable Double spike,
        @Nullable Double ratePerSecond, @Nullable FlatLine flatLine, @Nullable StuckAtZero stuckAtZero,
        @Nullable Double hourSpike, @Nullable EqualHours equalHours, @Nullable Integer zeroHours) {
    public PropertyTests {
        sentinels = List.copyOf(sentinels);
        positive("spike", spike);
        positive("rate", ratePerSecond);
        positive("hourly spike", hourSpike);
        if (zeroHours != null && zeroHours < 1) {
            throw new IllegalArgumentException("hours of zero must be at least 1, not " + zeroHours);
        }
    }

    /** Both bounds belong to it; null is no bound. */
    public record Range(@Nullable Double low, @Nullable Double high) {
        /** Everything. */
        public static final Range OPEN = new Range(null, null);

        public Range {
            if (low != null && high != null && !(low <= high)) {
                throw new IllegalArgumentException("the range " + low + " to " + high + " is empty");
            }
        }

        boolean bounded() {
            return low != null || high != null;
        }

        double lowOr(double otherwise) {
            return low == null ? otherwise : low;
        }

        double highOr(double otherwise) {
            return high == null ? otherwise : high;
        }
    }

    /**
     * SUSPECT where largest minus smallest value of a full window is below the tolerance.
     *
     * @param window looked back from each reading, at most {@link DatastreamCheck#LOOKBACK}
     * @param tolerance above 0: with 0 the test could never fire
     * @param above only readings above this level are looked at; null for all
     * @param points values that a window holds at least
     */
    public record FlatLine(Duration window, double tolerance, @Nullable Double above, int points) {
        public FlatLine {
            withinLookback("flat-line window", window);
            positive("flat-line tolerance", tolerance);
            if (points < 3) {
                throw new IllegalArgumentException("a flat line is of at least 3 points, not " + points);
            }
        }
    }

    /**
     * SUSPECT where nothing but exact zeros has come for the whole window since the value fell to zero, from one
     * reading to the next, from {@code fallFrom} or more. Air thins out; a fan that stops does not. Zeros that were
     * reached gradually are left alone: they are normal for optical counters in clean air.
     *
     * @param window shorter than {@link DatastreamCheck#LOOKBACK}: flags begin that long after the fall and end one
     *        LOOKBACK after it, when the fall is out of sight; the hours go on from there
     */
    public record StuckAtZero(Duration window, double fallFrom) {
        public StuckAtZero {
            shorterThanLookback("stuck-at-zero window", window);
            positive("level before stuck-at-zero", fallFrom);
        }
    }

    /**
     * Equal hourly values running.
     *
     * @param suspectFrom the so-many-th equal hour and all that follow are SUSPECT, at least 2
     * @param failFrom likewise FAIL, null for never
     * @param above only hours above this level are looked at; null for all
     */
    public record EqualHours(int suspectFrom, @Nullable Integer failFrom, @Nullable Double above) {
        public EqualHours {
            if (suspectFrom < 2 || (failFrom != null && failFrom < suspectFrom)) {
                throw new IllegalArgumentException("equal hours: suspect from " + suspectFrom + ", fail from "
                        + failFrom + "; at least 2, and fail not before suspect");
            }
        }
    }

    /** Ranges alone, from the contract's table; no other test. */
    public static PropertyTests rangesOf(ObservedProperty property) {
        return new PropertyTests(new Range(property.failBelow(), property.failAbove()),
                new Range(property.suspectBelow(), property.suspectAbove()), List.of(), null, null, null, null, null,
                null, null);
    }

    /** With other ranges. */
    public PropertyTests withRanges(Range newRange, Range newUsualRange) {
        return new PropertyTests(newRange, newUsualRange, sentinels, spike, ratePerSecond, flatLine, stuckAtZero,
                hourSpike, equalHours, zeroHours);
    }

    /** With other numbers that mean "no value". */
    public PropertyTests withSentinels(Collection<Double> newSentinels) {
        return new PropertyTests(range, usualRange, List.copyOf(newSentinels), spike, ratePerSecond, flatLine,
                stuckAtZero, hourSpike, equalHours, zeroHours);
    }

    /** With other limits of change; null: not run. */
    public PropertyTests withChanges(@Nullable Double newSpike, @Nullable Double newRatePerSecond) {
        return new PropertyTests(range, usualRange, sentinels, newSpike, newRatePerSecond, flatLine, stuckAtZero,
                hourSpike, equalHours, zeroHours);
    }

    /** With other tests for standing still; null: not run. */
    public PropertyTests withStandstill(@Nullable FlatLine newFlatLine, @Nullable StuckAtZero newStuckAtZero) {
        return new PropertyTests(range, usualRange, sentinels, spike, ratePerSecond, newFlatLine, newStuckAtZero,
                hourSpike, equalHours, zeroHours);
    }

    /** With other tests of hourly values; null: not run. */
    public PropertyTests withHours(@Nullable Double newHourSpike, @Nullable EqualHours newEqualHours,
            @Nullable Integer newZeroHours) {
        return new PropertyTests(range, usualRange, sentinels, spike, ratePerSecond, flatLine, stuckAtZero,
                newHourSpike, newEqualHours, newZeroHours);
    }

    private static void positive(String what, @Nullable Double limit) {
        if (limit != null && !(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the limit of " + what + " must be above 0, not " + limit);
        }
    }

    /** A shorter one: the fall itself, one reading before the zeros, must be seen too. */
    private static void shorterThanLookback(String what, Duration window) {
        withinLookback(what, window);
        if (window.equals(DatastreamCheck.LOOKBACK)) {
            throw new IllegalArgumentException(
                    "the " + what + " must be shorter than " + DatastreamCheck.LOOKBACK + ", not " + window);
        }
    }

    private static void withinLookback(String what, Duration window) {
        if (window.isNegative() || window.isZero() || window.compareTo(DatastreamCheck.LOOKBACK) > 0) {
            throw new IllegalArgumentException(
                    "the " + what + " must be above 0 and at most " + DatastreamCheck.LOOKBACK + ", not " + window);
        }
    }
}
