package org.airshed.ingest.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs that pull a line hard and lie far apart. They are named and stay in every figure.
 *
 * <p>Named is a pair with a Cook's distance above 4/n in {@code sensor = a + b·reference}, whose absolute difference and
 * whose relative one, 2·|S − R| / |S + R|, are both above their median plus two standard deviations; without a ratio
 * (S + R = 0) the absolute one decides. Source: USEPA sensortoolkit, as far as the rule; the relative difference is
 * written there in a way of its own, this one is ours.
 */
final class Outliers {
    private Outliers() {}

    static List<Pair> of(List<Pair> pairs, Regression.Line line, double meanReference, double squaresReference) {
        int n = pairs.size();
        if (n < 3) {
            return List.of();
        }
        double[] residual = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            Pair pair = pairs.get(i);
            residual[i] = pair.sensor() - line.at(pair.reference());
            squares += residual[i] * residual[i];
        }
        double variance = squares / (n - 2);
        double[] absolute = pairs.stream().mapToDouble(pair -> Math.abs(pair.sensor() - pair.reference())).toArray();
        double[] relative = pairs.stream().mapToDouble(Outliers::relative).toArray();
        double absoluteBound = bound(absolute);
        double relativeBound = bound(Arrays.stream(relative).filter(Double::isFinite).toArray());
        List<Pair> outliers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double away = pairs.get(i).reference() - meanReference;
            double leverage = 1.0 / n + away * away / squaresReference;
            double cook = residual[i] * residual[i] * leverage / (2 * variance * (1 - leverage) * (1 - leverage));
            if (cook > 4.0 / n && absolute[i] > absoluteBound && relative[i] > relativeBound) {
                outliers.add(pairs.get(i));
            }
        }
        return outliers;
    }

    private static double relative(Pair pair) {
        double sum = Math.abs(pair.sensor() + pair.reference());
        return sum == 0 ? Double.POSITIVE_INFINITY : 2 * Math.abs(pair.sensor() - pair.reference()) / sum;
    }

    /** Median plus two sample standard deviations. */
    private static double bound(double[] values) {
        if (values.length < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        double mean = Regression.mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return median + 2 * Math.sqrt(squares / (values.length - 1));
    }
}
