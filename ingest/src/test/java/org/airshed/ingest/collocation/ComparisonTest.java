package org.airshed.ingest.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final long HOUR = Hours.HOUR_MILLIS;

    private static List<Pair> pairs(double... sensorThenReference) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < sensorThenReference.length; i += 2) {
            pairs.add(new Pair(i / 2 * HOUR, sensorThenReference[i], sensorThenReference[i + 1], null));
        }
        return pairs;
    }

    private static <T> T found(@Nullable T answer) {
        return Objects.requireNonNull(answer);
    }

    private static Comparison.Compared compared(List<Pair> pairs) {
        return (Comparison.Compared) Comparison.of(pairs);
    }

    @Test
    void figuresAreThoseReckonedByHand() {
        // x (reference) 1 2 3 4, y (sensor) 2 1 4 5: Sxx 5, Syy 10, Sxy 6; differences 1 -1 1 1
        Comparison.Compared c = compared(pairs(2, 1, 1, 2, 4, 3, 5, 4));
        assertThat(c.slope()).isCloseTo(1.2, within(1e-12));
        assertThat(c.intercept()).isCloseTo(0, within(1e-12));
        assertThat(c.r2()).isCloseTo(36.0 / 50, within(1e-12));
        assertThat(c.rmse()).isEqualTo(1);
        assertThat(c.nrmsePercent()).isEqualTo(40);
        assertThat(c.mae()).isEqualTo(1);
        assertThat(c.bias()).isEqualTo(0.5);
        // (5 + sqrt(25 + 144)) / 12
        assertThat(found(c.deming()).slope()).isCloseTo(1.5, within(1e-12));
        assertThat(c.reference()).isEqualTo(new Comparison.Span(1, 2.5, 4));
    }

    @Test
    void oneDirectionIsNotTheOtherTurnedRound() {
        double[] x = {1, 2, 3, 4};
        double[] y = {2, 1, 4, 5};
        Regression.Line there = found(Regression.ordinary(x, y));
        Regression.Line back = found(Regression.ordinary(y, x));
        assertThat(back.slope()).isCloseTo(0.6, within(1e-12)).isNotCloseTo(1 / there.slope(), within(0.1));
    }

    @Test
    void demingWithAnotherRatioOfErrorsIsTheLineOfLeastWeightedDistance() {
        long seed = 20_190_801;
        Random random = new Random(seed);
        double[] x = new double[60];
        double[] y = new double[60];
        for (int i = 0; i < x.length; i++) {
            double truth = 30 * random.nextDouble();
            x[i] = truth + random.nextGaussian();
            y[i] = 2 + 1.4 * truth + 2 * random.nextGaussian();
        }
        for (double lambda : new double[]{0.25, 1, 4}) {
            Regression.Line line = found(Regression.deming(x, y, lambda));
            // What it promises to make smallest, computed directly and tried beside it.
            double least = distance(x, y, line.slope(), lambda);
            for (double other : new double[]{-0.01, -0.001, 0.001, 0.01}) {
                assertThat(distance(x, y, line.slope() + other, lambda)).as("lambda %s, seed %s", lambda, seed)
                        .isGreaterThan(least);
            }
        }
    }

    private static double distance(double[] x, double[] y, double slope, double lambda) {
        double intercept = Arrays.stream(y).average().orElseThrow() - slope * Arrays.stream(x).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double off = y[i] - intercept - slope * x[i];
            sum += off * off / (lambda + slope * slope);
        }
        return sum;
    }

    @Test
    void aPlaneIsFoundAgainAndRefusedWhereItsPartsGoTogether() {
        Random random = new Random(7);
        double[] x = new double[40];
        double[] z = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = 50 * random.nextDouble();
            z[i] = 20 + 70 * random.nextDouble();
            y[i] = 5.75 + 0.524 * x[i] - 0.0862 * z[i];
        }
        Regression.Plane plane = found(Regression.ordinary(x, z, y));
        assertThat(plane.intercept()).isCloseTo(5.75, within(1e-10));
        assertThat(plane.slope()).isCloseTo(0.524, within(1e-12));
        assertThat(plane.second()).isCloseTo(-0.0862, within(1e-12));
        assertThat(Regression.ordinary(x, Arrays.stream(x).map(value -> 3 - 2 * value).toArray(), y)).isNull();
    }

    @Test
    void whatCannotBeComparedSaysWhy() {
        assertThat(Comparison.of(pairs(1, 1, 2, 2))).isEqualTo(new Comparison.NotComparable(
                "2 pairs of sensor and reference; at least 3 are needed"));
        assertThat(Comparison.of(pairs(1, 1))).isEqualTo(new Comparison.NotComparable(
                "1 pair of sensor and reference; at least 3 are needed"));
        assertThat(Comparison.of(pairs(1, 5, 2, 5, 3, 5))).isInstanceOf(Comparison.NotComparable.class);
        assertThat(compared(pairs(4, 1, 4, 2, 4, 3)).r2()).isNull();
        assertThat(compared(pairs(1, -1, 2, 0, 3, 1)).nrmsePercent()).isNull();
    }

    /** The mean of equal values is rounded, so that their sum of squares about it is not 0. */
    @Test
    void whatStandsStillDeterminesNothingHoweverItsMeanIsRounded() {
        assertThat(Comparison.of(pairs(0.2, 0.1, 0.3, 0.1, 0.4, 0.1)))
                .isEqualTo(new Comparison.NotComparable("the reference is the same in all 3 pairs"));
        Comparison.Compared still = compared(pairs(0.1, 0.2, 0.1, 0.3, 0.1, 0.4));
        assertThat(still.r2()).isNull();
        assertThat(still.deming()).isNull();
        assertThat(still.slope()).isCloseTo(0, within(1e-12));
        List<Pair> stuck = new ArrayList<>();
        List<Pair> wet = new ArrayList<>();
        for (int hour = 0; hour < 480; hour++) {
            double reference = 5 + hour % 24 / 2.0;
            stuck.add(new Pair(hour * HOUR, 12.3, reference, 40.0 + hour % 7));
            wet.add(new Pair(hour * HOUR, reference * 1.1 + hour % 5, reference, 45.6));
        }
        assertThat(Calibration.of(stuck, 0, 480 * HOUR, false))
                .isEqualTo(new Calibration.NotFitted("the sensor shows the same in all 321 pairs"));
        assertThat(Calibration.of(stuck, 0, 480 * HOUR, true)).isInstanceOf(Calibration.NotFitted.class);
        assertThat(Calibration.of(wet, 0, 480 * HOUR, true)).isInstanceOf(Calibration.NotFitted.class);
        assertThat(Calibration.of(wet, 0, 480 * HOUR, false)).isInstanceOf(Calibration.Fitted.class);
    }

    @Test
    void anOutlierIsNamedAndStaysInTheFigures() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            pairs.add(new Pair(i * HOUR, i + (i % 2 == 0 ? 0.3 : -0.3), i, null));
        }
        assertThat(compared(pairs).outliers()).isEmpty();
        Pair smoke = new Pair(30 * HOUR, 120, 8, null);
        pairs.add(smoke);
        assertThat(compared(pairs).outliers()).containsExactly(smoke);
        assertThat(compared(pairs).n()).isEqualTo(31);
        assertThat(compared(pairs).sensor().highest()).isEqualTo(120);
    }

    @Test
    void precisionCountsOnlyIntervalsInWhichAllUnitsReport() {
        TreeMap<Long, Double> a = new TreeMap<>(Map.of(0L, 10.0, 1L, 20.0, 2L, 500.0));
        TreeMap<Long, Double> b = new TreeMap<>(Map.of(0L, 12.0, 1L, 24.0, 3L, 1.0));
        // (1 + 1 + 4 + 4) / (2·2 − 1), mean of 11 and 22
        Precision precision = Precision.of(List.of(a, b)).orElseThrow();
        assertThat(precision.intervals()).isEqualTo(2);
        assertThat(precision.sd()).isCloseTo(Math.sqrt(10.0 / 3), within(1e-12));
        assertThat(precision.cvPercent()).isCloseTo(100 * Math.sqrt(10.0 / 3) / 16.5, within(1e-12));
        assertThat(Precision.of(List.of(a))).isEmpty();
        assertThat(Precision.of(List.of(a, new TreeMap<>(Map.of(9L, 1.0))))).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // javac does not read from class files that the values of Hours may be null
    void aDayNeeds18HoursOfEachSideAndBeginsAtLocalMidnight() {
        List<@Nullable BigDecimal> sensor = new ArrayList<>();
        List<@Nullable BigDecimal> reference = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            int day = Math.floorDiv(i - 5, 24);
            int hour = Math.floorMod(i - 5, 24);
            sensor.add((day == 0 && hour >= 18) || (day == 1 && hour >= 17) ? null : BigDecimal.valueOf(i));
            reference.add(BigDecimal.valueOf(10 + day));
        }
        Pairs days = Pairs.ofDays(new Hours(0, sensor), new Hours(0, reference), null, -5 * HOUR);
        // Of three days of UTC two lie whole in the period; the second has 17 hours.
        assertThat(days.pairs()).containsExactly(new Pair(5 * HOUR, 5 + 8.5, 10, null));
        assertThat(days.completeness().expected()).isEqualTo(2);
    }

    @Test
    void targetsAreJudgedWithTheirAlternatives() {
        Targets targets = Targets.of(ObservedProperties.of("pm2_5"), Averaging.DAYS).orElseThrow();
        // slope 1.35 is met; RMSE 8 is not, but NRMSE 25 % is; SD unknown
        Comparison.Compared c = new Comparison.Compared(20, 1.35, -5.01, 0.70, 8, 25.0, 1, 1,
                new Regression.Line(0, 1),
                new Comparison.Span(0, 1, 2), new Comparison.Span(0, 1, 2), List.of());
        assertThat(targets.judge(c, null)).extracting(Targets.Verdict::name, Targets.Verdict::met).containsExactly(
                tuple("slope", Targets.Met.YES),
                tuple("intercept", Targets.Met.NO),
                tuple("R²", Targets.Met.YES),
                tuple("RMSE", Targets.Met.NO_BUT_ITS_ALTERNATIVE),
                tuple("NRMSE", Targets.Met.YES),
                tuple("SD", Targets.Met.UNKNOWN),
                tuple("CV", Targets.Met.UNKNOWN));
        assertThat(Targets.of(ObservedProperties.of("pm2_5"), Averaging.HOURS)).isEmpty();
        Targets gas = Targets.of(ObservedProperties.of("co"), Averaging.HOURS).orElseThrow();
        assertThat(gas.judge(c, new Precision(2, 5, 21, 10.0, 3))).extracting(Targets.Verdict::name)
                .containsExactly("slope", "intercept", "R²", "RMSE", "SD", "CV");
        assertThat(gas.judge(c, new Precision(2, 5, 21, 10.0, 3))).filteredOn(verdict -> verdict.name().equals("SD"))
                .extracting(Targets.Verdict::target, Targets.Verdict::met)
                .containsExactly(tuple("at most 20", Targets.Met.NO));
    }

    @Test
    void aCalibrationIsTestedOnBlocksItNeverSaw() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            // In the blocks for the test the sensor reads 3 more; a fit that saw them would show it.
            boolean test = i / 10 % 3 == 1;
            double reference = i % 13;
            pairs.add(new Pair(i * HOUR, 2 * reference + (test ? 3 : 0), reference, test ? 99.0 : 40.0 + i % 7));
        }
        Calibration.Fitted fit = (Calibration.Fitted) Calibration.of(pairs, 0, 90 * HOUR, false);
        assertThat(fit.slope()).isCloseTo(0.5, within(1e-12));
        assertThat(fit.intercept()).isCloseTo(0, within(1e-12));
        assertThat(fit.train().n()).isEqualTo(60);
        assertThat(fit.train().rmse()).isCloseTo(0, within(1e-12));
        assertThat(fit.test().n()).isEqualTo(30);
        assertThat(fit.test().bias()).isCloseTo(1.5, within(1e-12));
        assertThat(fit.sensorRange().highest()).isEqualTo(24);
        assertThat(found(fit.humidityRange()).highest()).isEqualTo(46);
        assertThat(Calibration.of(pairs.subList(0, 12), 0, 90 * HOUR, false))
                .isInstanceOf(Calibration.NotFitted.class);
    }
}
