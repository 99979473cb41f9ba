package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Settled;
import org.airshed.ingest.rollup.Statistic;
import org.jspecify.annotations.Nullable;

/**
 * The US EPA's NowCast: a concentration for "now" that may be put into breakpoints made for 24 (PM) or 8 hours (ozone).
 *
 * <p>Threads: any. Source: AirNow practice as in airnowtech forum 172, EPA leaflet NEPIS P100X0J6 (PM) and USEPA/O3-Nowcast
 * {@code GetNowcast.r} @9853995 (ozone). Where others ask for the newest hour or the one before, AirNow does not.
 */
public final class NowCast {
    private static final int HOURS = 12;
    private static final int NEWEST = 3;
    private static final int NEEDED = 2;
    private static final BigDecimal SLOPE = new BigDecimal("0.85");
    private static final BigDecimal OFFSET_PPB = new BigDecimal("4.5");

    private NowCast() {}

    /**
     * NowCast of PM2.5 or PM10 for the latest hour that is complete at an instant, truncated.
     *
     * <p>At least 2 of the newest 3 hours must be there; the newest itself need not, nor any of the 9 before. An hour
     * weighs {@code w^age} with {@code w = lowest / highest} of the 12 hours, at least 0.5. Zeros are data.
     *
     * <p>There is one division, at the end; its result is settled and then truncated.
     *
     * @param hours ug/m3, neither rounded nor truncated
     * @param digits decimals to truncate to: 1 for PM2.5, 0 for PM10
     */
    public static Statistic pm(Hours hours, long atMillis, int digits) {
        Hours window = Means.before(hours, atMillis, HOURS);
        Completeness completeness = newest(window, NEEDED);
        if (!completeness.enough()) {
            return new Statistic.NotEnoughData(completeness, completeness.valid() + " of the newest " + NEWEST
                    + " hours, " + NEEDED + " are needed for the NowCast");
        }
        return new Statistic.Value(Rounding.truncate(Settled.of(weighted(window.values().reversed())), digits),
                completeness);
    }

    /**
     * What the US EPA takes where its ozone model (PLS over 14 days) has too little to go by: {@code 0.85 × latest + 4.5}
     * ppb with the latest of the last 3 hours, truncated to 1 ppb. A surrogate, to be called so: 0 ppb gives 4.
     *
     * @param hours ppb
     */
    public static Statistic ozoneSurrogate(Hours hours, long atMillis) {
        Hours window = Means.before(hours, atMillis, NEWEST);
        Completeness completeness = newest(window, 1);
        for (BigDecimal hour : window.values().reversed()) {
            if (hour != null) {
                return new Statistic.Value(Rounding.truncate(Settled.of(SLOPE.multiply(hour).add(OFFSET_PPB)), 0),
                        completeness);
            }
        }
        return new Statistic.NotEnoughData(completeness,
                "none of the newest " + NEWEST + " hours, 1 is needed for the ozone surrogate");
    }

    private static Completeness newest(Hours window, int required) {
        int valid = window.between(window.endMillis() - NEWEST * Hours.HOUR_MILLIS, window.endMillis()).present();
        return new Completeness(valid, NEWEST, required, Completeness.Unit.HOURS);
    }

    /** With w = a/b: Σ a^i b^(11-i) c_i / Σ a^i b^(11-i), i = age. One division, at the end. */
    private static BigDecimal weighted(List<@Nullable BigDecimal> newestFirst) {
        BigDecimal lowest = null;
        BigDecimal highest = null;
        for (BigDecimal hour : newestFirst) {
            if (hour != null) {
                lowest = lowest == null ? hour : lowest.min(hour);
                highest = highest == null ? hour : highest.max(hour);
            }
        }
        if (lowest == null || highest == null) {
            throw new IllegalArgumentException("no hour has a value");
        }
        BigDecimal a = lowest;
        BigDecimal b = highest;
        if (highest.signum() <= 0) { // all zero, or a reference monitor below its zero: all hours weigh the same
            a = BigDecimal.ONE;
            b = BigDecimal.ONE;
        } else if (lowest.multiply(BigDecimal.TWO).compareTo(highest) < 0) {
            a = BigDecimal.ONE;
            b = BigDecimal.TWO;
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (int age = 0; age < newestFirst.size(); age++) {
            BigDecimal hour = newestFirst.get(age);
            if (hour != null) {
                BigDecimal weight = a.pow(age).multiply(b.pow(HOURS - 1 - age));
                sum = sum.add(weight.multiply(hour));
                weights = weights.add(weight);
            }
        }
        return sum.divide(weights, Math.max(sum.scale() - weights.scale(), 0) + 34, RoundingMode.HALF_UP);
    }
}
