package org.airshed.ingest.quality;

import java.time.Instant;
import java.util.Set;

/** The tests that need nothing but the reading itself: sentinels, ranges, and the years of a clock never set. */
final class PointTests {
    // Where clocks without a battery begin: 1970 and 2000, UTC.
    private static final long YEAR_1970_ENDS = Instant.parse("1971-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_2000_BEGINS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_2000_ENDS = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();

    private final boolean time;
    private final double[] sentinels;
    private final boolean ranges;
    private final boolean bounded;
    private final double failBelow;
    private final double failAbove;
    private final double suspectBelow;
    private final double suspectAbove;

    PointTests(PropertyTests limits, Set<ReadingTest> tests) {
        time = tests.contains(ReadingTest.TIME);
        sentinels = tests.contains(ReadingTest.SENTINEL)
                ? limits.sentinels().stream().mapToDouble(Double::doubleValue).toArray()
                : new double[0];
        ranges = tests.contains(ReadingTest.GROSS_RANGE);
        bounded = limits.range().bounded() || limits.usualRange().bounded();
        failBelow = limits.range().lowOr(Double.NEGATIVE_INFINITY);
        failAbove = limits.range().highOr(Double.POSITIVE_INFINITY);
        suspectBelow = limits.usualRange().lowOr(Double.NEGATIVE_INFINITY);
        suspectAbove = limits.usualRange().highOr(Double.POSITIVE_INFINITY);
    }

    /** Whether a value without a reason has passed a test that says something about it. */
    boolean speak() {
        return ranges && bounded;
    }

    /** The reasons against this reading; a sentinel is no value, so that its range is not asked. */
    int reasons(long timeMillis, double value) {
        int reasons = 0;
        if (time && isOfAnUnsetClock(timeMillis)) {
            reasons = Reason.CLOCK.mask();
        }
        for (double sentinel : sentinels) {
            if (value == sentinel) {
                return reasons | Reason.SENTINEL.mask();
            }
        }
        if (ranges) {
            if (value < failBelow || value > failAbove) {
                reasons |= Reason.GROSS_RANGE.mask();
            } else if (value < suspectBelow || value > suspectAbove) {
                reasons |= Reason.OUTSIDE_USUAL_RANGE.mask();
            }
        }
        return reasons;
    }

    private static boolean isOfAnUnsetClock(long timeMillis) {
        boolean in1970 = timeMillis >= 0 && timeMillis < YEAR_1970_ENDS;
        return in1970 || (timeMillis >= YEAR_2000_BEGINS && timeMillis < YEAR_2000_ENDS);
    }
}
