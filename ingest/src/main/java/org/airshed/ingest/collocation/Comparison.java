package org.airshed.ingest.collocation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a sensor compares with the reference beside it. */
public sealed interface Comparison {
    /**
     * In the direction in which the US EPA reports: {@code sensor = intercept + slope·reference}, least squares. To
     * correct the sensor the other direction is needed, and one is not the other turned round unless R² is 1
     * ({@link Calibration}).
     *
     * @param n pairs
     * @param r2 square of Pearson's correlation; null where the sensor does not vary
     * @param rmse root of the mean squared difference sensor − reference, in the property's unit
     * @param nrmsePercent {@code rmse} over the reference's mean; null where that is not above zero
     * @param mae mean absolute difference
     * @param bias mean of sensor − reference
     * @param deming with errors on both sides, their variances taken as equal; null where nothing varies together
     * @param sensor range and mean of the sensor
     * @param reference range and mean of the reference
     * @param outliers named, and kept in every figure
     */
    record Compared(int n, double slope, double intercept, @Nullable Double r2, double rmse,
            @Nullable Double nrmsePercent, double mae, double bias, Regression.@Nullable Line deming, Span sensor,
            Span reference, List<Pair> outliers) implements Comparison {
        public Compared {
            outliers = List.copyOf(outliers);
        }
    }

    /** There is nothing to compare. */
    record NotComparable(String reason) implements Comparison {}

    /** Lowest, mean and highest value. */
    record Span(double lowest, double mean, double highest) {
        static Span of(double[] values) {
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            return new Span(lowest, Regression.mean(values), highest);
        }
    }

    /** Compares. */
    static Comparison of(List<Pair> pairs) {
        if (pairs.size() < 3) {
            return new NotComparable((pairs.size() == 1 ? "1 pair" : pairs.size() + " pairs")
                    + " of sensor and reference; at least 3 are needed");
        }
        double[] sensor = pairs.stream().mapToDouble(Pair::sensor).toArray();
        double[] reference = pairs.stream().mapToDouble(Pair::reference).toArray();
        Regression.Line line = Regression.ordinary(reference, sensor);
        if (line == null) {
            return new NotComparable("the reference is the same in all " + pairs.size() + " pairs");
        }
        Regression.Moments sums = Regression.Moments.of(reference, sensor);
        double squares = 0;
        double absolute = 0;
        double difference = 0;
        for (Pair pair : pairs) {
            double off = pair.sensor() - pair.reference();
            squares += off * off;
            absolute += Math.abs(off);
            difference += off;
        }
        int n = pairs.size();
        double rmse = Math.sqrt(squares / n);
        return new Compared(n, line.slope(), line.intercept(),
                Regression.varies(sensor) ? sums.xy() * sums.xy() / (sums.xx() * sums.yy()) : null, rmse,
                sums.meanX() > 0 ? 100 * rmse / sums.meanX() : null, absolute / n, difference / n,
                Regression.deming(reference, sensor, 1), Span.of(sensor), Span.of(reference),
                Outliers.of(pairs, line, sums.meanX(), sums.xx()));
    }
}
