package org.airshed.ingest.collocation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A correction of the sensor from a collocation: {@code reference = intercept + slope·sensor (+ humidity·RH)}, least
 * squares. It is fitted on some blocks of the period and tested on the others, and what was tested is what is offered:
 * no second fit on everything.
 */
public sealed interface Calibration {
    /** Equal parts of the period; every third is for the test. */
    int BLOCKS = 9;

    /** Pairs to fit with, for each coefficient. Ours: fewer do not determine one. */
    int PAIRS_PER_COEFFICIENT = 5;

    /**
     * A fit.
     *
     * @param humidity coefficient of the relative humidity in %, null where it was left out
     * @param sensorRange of the pairs it was fitted on: the domain
     * @param humidityRange likewise; null where a pair lacks it
     * @param train how it does on the pairs it was fitted on
     * @param test how it does on the others
     * @param split in words
     */
    record Fitted(double intercept, double slope, @Nullable Double humidity, Comparison.Span sensorRange,
            Comparison.@Nullable Span humidityRange, Quality train, Quality test, String split)
            implements
                Calibration {}

    /** There is none. */
    record NotFitted(String reason) implements Calibration {}

    /**
     * Corrected values against the reference.
     *
     * @param r2 square of Pearson's correlation, null where the corrected values do not vary or are fewer than three
     */
    record Quality(int n, double rmse, double mae, double bias, @Nullable Double r2) {}

    /**
     * Fits.
     *
     * @param fromMillis first instant of the period
     * @param toMillis end of the period
     * @param withHumidity whether humidity is a term; pairs without it are then left out
     */
    static Calibration of(List<Pair> pairs, long fromMillis, long toMillis, boolean withHumidity) {
        List<Pair> used = withHumidity ? pairs.stream().filter(pair -> pair.humidity() != null).toList() : pairs;
        List<Pair> train = new ArrayList<>();
        List<Pair> test = new ArrayList<>();
        for (Pair pair : used) {
            (isTest(pair.fromMillis(), fromMillis, toMillis) ? test : train).add(pair);
        }
        int coefficients = withHumidity ? 3 : 2;
        if (train.size() < PAIRS_PER_COEFFICIENT * coefficients || test.size() < 3) {
            return new NotFitted("only " + train.size() + " pairs" + (withHumidity ? " with humidity" : "")
                    + " to fit with and " + test.size() + " to test with; "
                    + PAIRS_PER_COEFFICIENT * coefficients + " and 3 are needed");
        }
        double[] x = train.stream().mapToDouble(Pair::sensor).toArray();
        double[] y = train.stream().mapToDouble(Pair::reference).toArray();
        double[] wet = humidity(train);
        double intercept;
        double slope;
        Double humidity = null;
        if (withHumidity) {
            Regression.Plane plane = wet == null ? null : Regression.ordinary(x, wet, y);
            if (plane == null) {
                return new NotFitted("sensor and humidity do not tell their parts apart");
            }
            intercept = plane.intercept();
            slope = plane.slope();
            humidity = plane.second();
        } else {
            Regression.Line line = Regression.ordinary(x, y);
            if (line == null) {
                return new NotFitted("the sensor shows the same in all " + train.size() + " pairs");
            }
            intercept = line.intercept();
            slope = line.slope();
        }
        if (slope <= 0) {
            return new NotFitted("the reference does not rise with the sensor (slope " + (float) slope + ")");
        }
        return new Fitted(intercept, slope, humidity, Comparison.Span.of(x),
                wet == null ? null : Comparison.Span.of(wet), quality(train, intercept, slope, humidity),
                quality(test, intercept, slope, humidity), split(train.size(), test.size()));
    }

    /** Whether an interval belongs to a block for the test: the second, fifth and eighth ninth of the period. */
    static boolean isTest(long atMillis, long fromMillis, long toMillis) {
        return Math.floorDiv((atMillis - fromMillis) * BLOCKS, toMillis - fromMillis) % 3 == 1;
    }

    private static String split(int train, int test) {
        return "period cut into " + BLOCKS + " equal blocks of time; fitted on blocks 1, 3, 4, 6, 7, 9 (" + train
                + " pairs), tested on 2, 5, 8 (" + test + " pairs)";
    }

    private static double @Nullable [] humidity(List<Pair> pairs) {
        double[] values = new double[pairs.size()];
        for (int i = 0; i < values.length; i++) {
            Double humidity = pairs.get(i).humidity();
            if (humidity == null) {
                return null;
            }
            values[i] = humidity;
        }
        return values;
    }

    private static Quality quality(List<Pair> pairs, double intercept, double slope, @Nullable Double humidity) {
        List<Pair> corrected = new ArrayList<>();
        for (Pair pair : pairs) {
            Double wet = pair.humidity();
            double value = intercept + slope * pair.sensor()
                    + (humidity == null || wet == null ? 0 : humidity * wet);
            corrected.add(new Pair(pair.fromMillis(), value, pair.reference(), wet));
        }
        double squares = 0;
        double absolute = 0;
        double difference = 0;
        for (Pair pair : corrected) {
            double off = pair.sensor() - pair.reference();
            squares += off * off;
            absolute += Math.abs(off);
            difference += off;
        }
        int n = corrected.size();
        return new Quality(n, Math.sqrt(squares / n), absolute / n, difference / n,
                Comparison.of(corrected) instanceof Comparison.Compared compared ? compared.r2() : null);
    }
}
