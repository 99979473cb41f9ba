package org.airshed.ingest.quality;

import java.util.Collection;
import org.airshed.contract.reading.Flag;

/**
 * A flag and why.
 *
 * @param reasons mask of {@link Reason}s; a FAIL holds at least one that is not statistical
 */
public record Verdict(Flag flag, int reasons) {
    /** Nothing against the value. */
    public static final Verdict GOOD = new Verdict(Flag.GOOD, 0);
    /** No test could look. */
    public static final Verdict NOT_EVALUATED = new Verdict(Flag.NOT_EVALUATED, 0);
    /** There is no value. */
    public static final Verdict MISSING = new Verdict(Flag.MISSING, 0);

    public Verdict {
        if (flag == Flag.FAIL && Reason.onlyStatistical(reasons)) {
            throw new IllegalArgumentException("a value does not fail for " + Reason.setOf(reasons)
                    + ": an event is never deleted by a statistical test alone");
        }
    }

    /** The value is doubtful for this reason. */
    public static Verdict suspect(Reason reason) {
        return new Verdict(Flag.SUSPECT, reason.mask());
    }

    /** The value is wrong for this reason, which must not be statistical. */
    public static Verdict fail(Reason reason) {
        return new Verdict(Flag.FAIL, reason.mask());
    }

    /** Both together: the stronger flag, all reasons. */
    public Verdict and(Verdict other) {
        return new Verdict(stronger(flag, other.flag), reasons | other.reasons);
    }

    /**
     * Several tests in one flag, weakest to strongest 9 &lt; 2 &lt; 1 &lt; 3 &lt; 4: one FAIL beats everything, one GOOD
     * beats any number of "not evaluated", and only nothing but MISSING gives MISSING.
     *
     * <p>Source: ioos_qc {@code qartod.py}, {@code qartod_compare}.
     */
    public static Flag stronger(Flag one, Flag other) {
        return strength(one) >= strength(other) ? one : other;
    }

    private static int strength(Flag flag) {
        return switch (flag) {
            case MISSING -> 0;
            case NOT_EVALUATED -> 1;
            case GOOD -> 2;
            case SUSPECT -> 3;
            case FAIL -> 4;
        };
    }

    /**
     * After the people's word: where one stands, its flag with the reason {@code judged-by-person} alone, because that
     * alone is why the flag is what it is. What the tests said can be reckoned again at any time.
     */
    public Verdict judged(Collection<Judgement> concerning) {
        if (flag == Flag.MISSING) {
            return this;
        }
        return Judgement.standing(concerning)
                .map(judgement -> new Verdict(judgement.flag(), Reason.JUDGED_BY_PERSON.mask())).orElse(this);
    }
}
