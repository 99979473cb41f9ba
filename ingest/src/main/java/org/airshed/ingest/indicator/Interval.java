package org.airshed.ingest.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * How far from a median the truth may lie, and how that was reckoned.
 *
 * <ul>
 * <li>From six stations on: the distribution-free 95 % confidence interval of a median between two order statistics
 * (six is the smallest number for which there is one: lowest to highest, 96.9 %), widened in quadrature by the expanded
 * uncertainty of one chip. That part does not shrink with the number of stations, because chips of a kind err together.
 * <li>Below: from the lowest to the highest station, at least as far as one chip's stated uncertainty around the median.
 * This is no confidence interval and is not called one.
 * </ul>
 *
 * <p>A maker's "±a" is taken as a rectangular distribution, standard uncertainty {@code a/√3}, expanded by 2. Source: GUM
 * (JCGM 100:2008) 4.3.7; order statistics: any textbook; their combination is a proposal of ours. Where a chip's own
 * uncertainty is unknown there is no interval: one without it would make the least known sensor the surest.
 *
 * @param lower in the unit of the median
 * @param upper in the unit of the median
 */
public record Interval(BigDecimal lower, BigDecimal upper, Method method) {
    /** Fewest stations for a confidence interval of 95 %. */
    public static final int FEWEST_FOR_CONFIDENCE = 6;

    private static final double TAIL = 0.025;

    /** Which of the two ways. */
    public enum Method {
        CONFIDENCE_95, RANGE_AND_STATED;

        /** As it stands in answers and data files. */
        public String key() {
            return this == CONFIDENCE_95 ? "order-statistics-95-with-stated" : "range-and-stated";
        }
    }

    /**
     * The interval around a median.
     *
     * @param ascending what each site said, in ascending order, at least one
     * @param stated half-width of a chip's stated uncertainty at the median
     */
    static Interval around(BigDecimal median, List<BigDecimal> ascending, BigDecimal stated) {
        int n = ascending.size();
        if (n < FEWEST_FOR_CONFIDENCE) {
            return new Interval(median.subtract(stated).min(ascending.getFirst()),
                    median.add(stated).max(ascending.getLast()), Method.RANGE_AND_STATED);
        }
        int rank = rank(n);
        BigDecimal below = median.subtract(ascending.get(rank - 1));
        BigDecimal above = ascending.get(n - rank).subtract(median);
        double chip = 2 * stated.doubleValue() / Math.sqrt(3);
        return new Interval(median.subtract(together(below, chip)), median.add(together(above, chip)),
                Method.CONFIDENCE_95);
    }

    private static BigDecimal together(BigDecimal spread, double chip) {
        if (chip == 0) {
            return spread;
        }
        return new BigDecimal(Math.hypot(spread.doubleValue(), chip), MathContext.DECIMAL32);
    }

    /**
     * The highest rank {@code k} whose order statistic lies above the median with a chance of at most 2.5 %: then
     * {@code [x(k), x(n-k+1)]} holds the median with at least 95 %.
     */
    static int rank(int n) {
        // That none lies below the median; its logarithm, because from n = 1075 on the chance itself is 0 in a double.
        double logChance = -n * Math.log(2);
        double sum = Math.exp(logChance);
        int k = 0;
        while (sum <= TAIL) {
            k++;
            logChance += Math.log((n - k + 1) / (double) k);
            sum += Math.exp(logChance);
        }
        return Math.max(k, 1);
    }
}
