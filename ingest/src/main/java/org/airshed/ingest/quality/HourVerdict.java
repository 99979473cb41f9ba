package org.airshed.ingest.quality;

import java.util.Collection;
import org.airshed.contract.reading.Flag;

/**
 * The flag of one datastream's hourly value, and what the neighbours said about it.
 *
 * @param neighbours GOOD: they show the same; SUSPECT: they do not; NOT_EVALUATED: nobody could be asked
 */
public record HourVerdict(Verdict verdict, Flag neighbours) {
    public HourVerdict {
        if (neighbours == Flag.FAIL || neighbours == Flag.MISSING) {
            throw new IllegalArgumentException(
                    "neighbours agree, disagree or are silent; they never say " + neighbours);
        }
    }

    /**
     * From the flags of the readings, all rules ours:
     *
     * <ul> <li>nothing came: MISSING. <li>Too little is left after the failed readings, but with them the hour would have
     * been complete: FAIL with their reasons. A failed hour and a missing one are different facts. <li>Too little came at
     * all: MISSING, {@code too-few-readings}; a mean below its coverage is missing, not "of low quality". <li>The hour is
     * complete only with its suspect readings: SUSPECT with their reasons. So one spike among sixty does not mark an
     * hour. <li>Otherwise GOOD, or NOT_EVALUATED where no reading is better than that. </ul>
     *
     * @param required how many readings make an hour complete (75 % of those expected), at least 1
     */
    public static HourVerdict of(HourTally tally, int required) {
        int needed = Math.max(1, required);
        int failed = tally.failed();
        Verdict verdict;
        if (tally.counted() + failed == 0) {
            verdict = Verdict.MISSING;
        } else if (tally.counted() < needed) {
            verdict = tally.counted() + failed >= needed
                    ? new Verdict(Flag.FAIL, tally.failReasons())
                    : new Verdict(Flag.MISSING, Reason.TOO_FEW_READINGS.mask());
        } else if (tally.unsuspected() < needed) {
            verdict = new Verdict(Flag.SUSPECT, tally.suspectReasons());
        } else {
            verdict = tally.good() > 0 ? Verdict.GOOD : Verdict.NOT_EVALUATED;
        }
        return new HourVerdict(verdict, Flag.NOT_EVALUATED);
    }

    /** With what a test of hourly values says. There is no such test of a missing hour: it stays missing. */
    public HourVerdict and(Verdict test) {
        return verdict.flag() == Flag.MISSING ? this : new HourVerdict(verdict.and(test), neighbours);
    }

    /** With what the neighbours say; where they disagree the hour is SUSPECT, never worse. */
    public HourVerdict withNeighbours(Flag said) {
        HourVerdict asked = new HourVerdict(verdict, said);
        return switch (said) {
            case SUSPECT -> asked.and(Verdict.suspect(Reason.NEIGHBOURS_DISAGREE));
            case GOOD -> asked.and(Verdict.GOOD);
            default -> asked;
        };
    }

    /** After the word of a person about the whole hour, see {@link Judgement#covers}. */
    public HourVerdict judged(Collection<Judgement> covering) {
        return new HourVerdict(verdict.judged(covering), neighbours);
    }

    /** The flag. */
    public Flag flag() {
        return verdict.flag();
    }

    /** Mask of the reasons. */
    public int reasons() {
        return verdict.reasons();
    }

    /** Whether it counts where one station is shown: suspect values do, and say that they are. */
    public boolean usableAtStation() {
        return HourTally.counts(flag());
    }

    /**
     * Whether it counts in the number of an area. GOOD and NOT_EVALUATED do. SUSPECT does only where nothing worse than
     * "unusual" is known and the neighbours show the same: then it is the air, not the sensor. FAIL and MISSING never.
     */
    public boolean usableInArea() {
        return switch (flag()) {
            case GOOD, NOT_EVALUATED -> true;
            case SUSPECT -> neighbours == Flag.GOOD && Reason.onlyStatistical(reasons());
            case FAIL, MISSING -> false;
        };
    }
}
