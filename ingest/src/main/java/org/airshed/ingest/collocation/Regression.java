package org.airshed.ingest.collocation;

import org.jspecify.annotations.Nullable;

/** Straight lines and planes through points. All sums are of differences from the means, which keeps their digits. */
public final class Regression {
    /** Smallest part of the variance of one quantity that the other must leave open: below it lie roundings. */
    private static final double DETERMINED = 1e-12;

    private Regression() {}

    /** {@code y = intercept + slope·x}. */
    public record Line(double intercept, double slope) {
        public double at(double x) {
            return intercept + slope * x;
        }
    }

    /** {@code y = intercept + slope·x + second·z}. */
    public record Plane(double intercept, double slope, double second) {}

    /** Sums of squares and products of differences from the mean. */
    record Moments(int n, double meanX, double meanY, double xx, double yy, double xy) {
        static Moments of(double[] x, double[] y) {
            if (x.length != y.length) {
                throw new IllegalArgumentException(x.length + " and " + y.length + " values");
            }
            double meanX = mean(x);
            double meanY = mean(y);
            double xx = 0;
            double yy = 0;
            double xy = 0;
            for (int i = 0; i < x.length; i++) {
                double dx = x[i] - meanX;
                double dy = y[i] - meanY;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
            return new Moments(x.length, meanX, meanY, xx, yy, xy);
        }
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Whether not all values are the same. The sum of squares cannot tell: the mean of equal values is rounded. */
    static boolean varies(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return true;
            }
        }
        return false;
    }

    /** Least squares of y, x taken as exact; null where x does not vary, as with fewer than two points. */
    public static @Nullable Line ordinary(double[] x, double[] y) {
        Moments sums = Moments.of(x, y);
        if (!varies(x)) {
            return null;
        }
        double slope = sums.xy / sums.xx;
        return new Line(sums.meanY - slope * sums.meanX, slope);
    }

    /** Least squares of y over two quantities; null where they do not determine it (too few, or x and z go together). */
    public static @Nullable Plane ordinary(double[] x, double[] z, double[] y) {
        Moments xy = Moments.of(x, y);
        Moments zy = Moments.of(z, y);
        Moments xz = Moments.of(x, z);
        double determinant = xy.xx * zy.xx - xz.xy * xz.xy;
        if (xy.n < 3 || !varies(x) || !varies(z) || determinant <= DETERMINED * xy.xx * zy.xx) {
            return null;
        }
        double slope = (xy.xy * zy.xx - zy.xy * xz.xy) / determinant;
        double second = (zy.xy * xy.xx - xy.xy * xz.xy) / determinant;
        return new Plane(xy.meanY - slope * xy.meanX - second * zy.meanX, slope, second);
    }

    /**
     * Deming regression, both quantities with error; null where they do not vary together.
     *
     * @param lambda variance of the errors of y over that of x; 1 makes it orthogonal regression
     */
    public static @Nullable Line deming(double[] x, double[] y, double lambda) {
        Moments sums = Moments.of(x, y);
        if (!varies(x) || !varies(y) || sums.xy == 0) {
            return null;
        }
        double difference = sums.yy - lambda * sums.xx;
        double slope = (difference + Math.sqrt(difference * difference + 4 * lambda * sums.xy * sums.xy))
                / (2 * sums.xy);
        return new Line(sums.meanY - slope * sums.meanX, slope);
    }
}
