package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.HourTally;
import org.airshed.ingest.quality.HourVerdict;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.HourOfReadings;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Sample;
import org.airshed.ingest.rollup.SendingInterval;
import org.airshed.ingest.rollup.Summary;

/**
 * Rolls flagged readings up to hours.
 *
 * <p>An hour is counted in slots ({@link SendingInterval}): a slot is as good as the best reading in it. How often a
 * datastream speaks is read from its times in the hour and the hour before; where these are too few, from a day.
 */
final class BaseHours {
    /** With fewer times in two hours a datastream is looked at over a day. */
    static final int FEW = 3;

    private BaseHours() {}

    /** Whether the times within {@code [fromMillis, toMillis)} are too few to tell how often the datastream speaks. */
    static boolean isSparse(Column column, long fromMillis, long toMillis) {
        return column.from(toMillis) - column.from(fromMillis) < FEW;
    }

    /**
     * One hour; empty where no reading came.
     *
     * @param earlier times of the day before, where the column is sparse; otherwise empty
     */
    static Optional<BaseHour> of(Column column, long hourMillis, long[] earlier) {
        int first = column.from(hourMillis);
        int end = column.from(hourMillis + Hours.HOUR_MILLIS);
        if (first == end) {
            return Optional.empty();
        }
        SendingInterval interval = SendingInterval.between(context(column, hourMillis, end, earlier));
        int expected = interval.slotsAnHour();
        List<Sample> samples = new ArrayList<>(end - first);
        HourTally tally = new HourTally();
        long slot = Long.MIN_VALUE;
        Flag best = Flag.MISSING;
        int reasons = 0;
        for (int row = first; row < end; row++) {
            long next = interval.slotOf(hourMillis, column.times[first], column.times[row]);
            if (next != slot && slot != Long.MIN_VALUE) {
                tally.add(best, reasons);
                best = Flag.MISSING;
                reasons = 0;
            }
            slot = next;
            Flag flag = column.flags[row];
            if (HourTally.counts(flag)) {
                samples.add(new Sample(column.times[row], BigDecimal.valueOf(column.values[row])));
            }
            if (isBetter(flag, best)) {
                best = flag;
                reasons = column.reasons[row];
            } else if (flag == best) {
                reasons |= column.reasons[row];
            }
        }
        tally.add(best, reasons);
        int required = CaptureRule.THREE_QUARTERS.required(expected);
        Verdict verdict = HourVerdict.of(tally, required).verdict();
        Optional<Summary> summary = HourOfReadings.of(hourMillis, samples, interval, CaptureRule.THREE_QUARTERS);
        return Optional.of(new BaseHour(column.sensor, column.property, hourMillis, summary,
                summary.map(of -> of.completeness().coverage()).orElse(0.0), verdict));
    }

    /** For a slot a reading that counts is better than one that failed, and a good one better than a suspect one. */
    private static boolean isBetter(Flag flag, Flag than) {
        return rank(flag) > rank(than);
    }

    private static int rank(Flag flag) {
        return switch (flag) {
            case MISSING -> 0;
            case FAIL -> 1;
            case SUSPECT -> 2;
            case NOT_EVALUATED -> 3;
            case GOOD -> 4;
        };
    }

    private static long[] context(Column column, long hourMillis, int end, long[] earlier) {
        int begin = column.from(hourMillis - Hours.HOUR_MILLIS);
        long[] times = Arrays.copyOfRange(column.times, begin, end);
        if (times.length >= FEW || earlier.length == 0) {
            return times;
        }
        long[] all = Arrays.copyOf(earlier, earlier.length + times.length);
        System.arraycopy(times, 0, all, earlier.length, times.length);
        return all;
    }
}
