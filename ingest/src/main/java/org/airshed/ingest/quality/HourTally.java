package org.airshed.ingest.quality;

import org.airshed.contract.reading.Flag;

/**
 * How the readings of one datastream in one hour were flagged. A {@link FlagSink}, so that the hour is counted while
 * its readings are checked.
 *
 * <p>Threads: one at a time.
 */
public final class HourTally implements FlagSink {
    private int good;
    private int notEvaluated;
    private int suspect;
    private int failed;
    private int suspectReasons;
    private int failReasons;

    @Override
    public void decided(long row, long timeMillis, double value, Flag flag, int reasons) {
        add(flag, reasons);
    }

    /** Counts one reading; a missing one counts for nothing. */
    public void add(Flag flag, int reasons) {
        switch (flag) {
            case GOOD -> good++;
            case NOT_EVALUATED -> notEvaluated++;
            case SUSPECT -> {
                suspect++;
                suspectReasons |= reasons;
            }
            case FAIL -> {
                failed++;
                failReasons |= reasons;
            }
            case MISSING -> {
                // not a reading
            }
        }
    }

    /** Whether a reading with this flag goes into the hour's mean. The one place that says so. */
    public static boolean counts(Flag flag) {
        return switch (flag) {
            case GOOD, NOT_EVALUATED, SUSPECT -> true;
            case FAIL, MISSING -> false;
        };
    }

    /** Readings that go into the mean. */
    public int counted() {
        return good + notEvaluated + suspect;
    }

    /** Readings that go into the mean and are not suspect. */
    public int unsuspected() {
        return good + notEvaluated;
    }

    /** Readings of which every test that looked spoke well. */
    public int good() {
        return good;
    }

    /** Readings that failed. */
    public int failed() {
        return failed;
    }

    /** Reasons of the suspect readings. */
    public int suspectReasons() {
        return suspectReasons;
    }

    /** Reasons of the failed readings. */
    public int failReasons() {
        return failReasons;
    }
}
