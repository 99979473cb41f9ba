package org.airshed.ingest.quality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/** Tests for the hourly values of one datastream. Each gives one verdict per hour, MISSING for a missing one. */
public final class HourTests {
    /** Ours: a sensor is stuck at zero where its neighbours show this much for {@link #ZERO_HOURS_BESIDE} hours. */
    private static final BigDecimal NEIGHBOURS_ABOVE_ZERO = BigDecimal.TEN;
    private static final int ZERO_HOURS_BESIDE = 3;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private HourTests() {}

    /**
     * SUSPECT where the value is further than the limit (strictly) from the mean of the hours before and after;
     * NOT_EVALUATED for the first, the last and beside a missing hour.
     */
    public static List<Verdict> spikes(Hours hours, PropertyTests limits) {
        List<Verdict> verdicts = new ArrayList<>(hours.size());
        Double limit = limits.hourSpike();
        for (int i = 0; i < hours.size(); i++) {
            BigDecimal value = hours.values().get(i);
            BigDecimal before = i == 0 ? null : hours.values().get(i - 1);
            BigDecimal after = i + 1 == hours.size() ? null : hours.values().get(i + 1);
            if (value == null) {
                verdicts.add(Verdict.MISSING);
            } else if (limit == null || before == null || after == null) {
                verdicts.add(Verdict.NOT_EVALUATED);
            } else {
                BigDecimal twice = value.multiply(TWO).subtract(before).subtract(after).abs();
                boolean spike = twice.compareTo(BigDecimal.valueOf(limit).multiply(TWO)) > 0;
                verdicts.add(spike ? Verdict.suspect(Reason.SPIKE) : Verdict.GOOD);
            }
        }
        return verdicts;
    }

    /**
     * The same value N hours running: the N-th and the equal ones after it. A missing hour ends the run. Hours at or
     * below the test's level are NOT_EVALUATED.
     */
    public static List<Verdict> equalHours(Hours hours, PropertyTests limits) {
        List<Verdict> verdicts = new ArrayList<>(hours.size());
        PropertyTests.EqualHours test = limits.equalHours();
        BigDecimal last = null;
        int run = 0;
        for (BigDecimal value : hours.values()) {
            run = value != null && last != null && value.compareTo(last) == 0 ? run + 1 : 1;
            last = value;
            verdicts.add(equalHour(value, run, test));
        }
        return verdicts;
    }

    private static Verdict equalHour(@Nullable BigDecimal value, int run, PropertyTests.@Nullable EqualHours test) {
        if (value == null) {
            return Verdict.MISSING;
        }
        if (test == null) {
            return Verdict.NOT_EVALUATED;
        }
        Double above = test.above();
        if (above != null && value.compareTo(BigDecimal.valueOf(above)) <= 0) {
            return Verdict.NOT_EVALUATED;
        }
        Integer failFrom = test.failFrom();
        if (failFrom != null && run >= failFrom) {
            return Verdict.fail(Reason.PERSISTENT_VALUE);
        }
        return run >= test.suspectFrom() ? Verdict.suspect(Reason.PERSISTENT_VALUE) : Verdict.GOOD;
    }

    /**
     * Zero hour after hour: SUSPECT from the limit's hour on (many true zeros are normal in clean air, a whole day of
     * them is not), or already from the third where the neighbours show 10 or more all along. A missing hour ends the
     * run.
     *
     * <p>The ingest tier asks no neighbours here, for theirs are judged after it; only the calculator does, where somebody
     * gives their medians.
     *
     * @param neighbourMedians of the same hours, see {@link NeighbourCheck.Opinion}; missing where nobody could be asked
     */
    public static List<Verdict> zeroHours(Hours hours, Hours neighbourMedians, PropertyTests limits) {
        List<Verdict> verdicts = new ArrayList<>(hours.size());
        Integer longest = limits.zeroHours();
        int run = 0;
        int beside = 0;
        for (int i = 0; i < hours.size(); i++) {
            BigDecimal value = hours.values().get(i);
            BigDecimal around = neighbourMedians.at(hours.hourMillis(i));
            boolean zero = value != null && value.signum() == 0;
            run = zero ? run + 1 : 0;
            beside = zero && around != null && around.compareTo(NEIGHBOURS_ABOVE_ZERO) >= 0 ? beside + 1 : 0;
            if (value == null) {
                verdicts.add(Verdict.MISSING);
            } else if (longest == null) {
                verdicts.add(Verdict.NOT_EVALUATED);
            } else {
                boolean stuck = run >= longest || beside >= ZERO_HOURS_BESIDE;
                verdicts.add(stuck ? Verdict.suspect(Reason.STUCK_AT_ZERO) : Verdict.GOOD);
            }
        }
        return verdicts;
    }
}
