package org.airshed.ingest.quality;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Flat line and stuck at zero, over the rows of one datastream in order of time. */
final class StandstillTests {
    private final @Nullable SlidingWindow window;
    private final double tolerance;
    private final double above;
    private final int points;

    private final boolean zeroTest;
    private final long zeroMillis;
    private final double fallFrom;
    private final long neighbourGapMillis;

    /** Whether the flat-line test looked at the last row. */
    private boolean spoke;

    // The run of zeros, and the value that it fell from.
    private boolean zeros;
    private long zerosSince;
    private boolean fell;
    private long fellAfter;

    private boolean hasPrevious;
    private long previousTime;
    private double previousValue;

    StandstillTests(PropertyTests limits, Set<ReadingTest> tests, long neighbourGapMillis) {
        PropertyTests.FlatLine flat = tests.contains(ReadingTest.FLAT_LINE) ? limits.flatLine() : null;
        window = flat == null ? null : new SlidingWindow(flat.window().toMillis());
        tolerance = flat == null ? 0 : flat.tolerance();
        Double level = flat == null ? null : flat.above();
        above = level == null ? Double.NEGATIVE_INFINITY : level;
        points = flat == null ? 0 : flat.points();
        PropertyTests.StuckAtZero zero = tests.contains(ReadingTest.STUCK_AT_ZERO) ? limits.stuckAtZero() : null;
        zeroTest = zero != null;
        zeroMillis = zero == null ? 0 : zero.window().toMillis();
        fallFrom = zero == null ? 0 : zero.fallFrom();
        this.neighbourGapMillis = neighbourGapMillis;
    }

    /** Whether there is a test that says GOOD of every value it does not flag. */
    boolean speak() {
        return zeroTest;
    }

    /** Whether the flat-line test looked at the row of the last call: those below its level it leaves alone. */
    boolean spoke() {
        return spoke;
    }

    /** The reasons against the next row; one without a usable value has none, but keeps its place in the window. */
    int reasons(long timeMillis, boolean usable, double value) {
        spoke = false;
        int reasons = window == null ? 0 : flatLine(window, timeMillis, usable, value);
        if (zeroTest && usable) {
            reasons |= stuckAtZero(timeMillis, value);
        }
        hasPrevious = usable;
        previousTime = timeMillis;
        previousValue = value;
        return reasons;
    }

    private int flatLine(SlidingWindow rows, long timeMillis, boolean usable, double value) {
        if (!usable) {
            rows.addMissing(timeMillis);
            return 0;
        }
        rows.add(timeMillis, value);
        if (value <= above) {
            return 0;
        }
        spoke = true;
        boolean flat = rows.values() >= points && rows.isFull() && Limits.isFlat(rows.min(), rows.max(), tolerance);
        return flat ? Reason.FLAT_LINE.mask() : 0;
    }

    private int stuckAtZero(long timeMillis, double value) {
        if (value != 0) {
            zeros = false;
            return 0;
        }
        if (!zeros) {
            zeros = true;
            zerosSince = timeMillis;
            fell = hasPrevious && previousValue >= fallFrom && timeMillis - previousTime <= neighbourGapMillis;
            fellAfter = previousTime;
        }
        boolean stuck = fell && timeMillis - zerosSince >= zeroMillis
                && timeMillis - fellAfter <= DatastreamCheck.LOOKBACK.toMillis();
        return stuck ? Reason.STUCK_AT_ZERO.mask() : 0;
    }
}
