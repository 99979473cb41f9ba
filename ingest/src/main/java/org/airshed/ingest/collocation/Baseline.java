package org.airshed.ingest.collocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Percentile;

/**
 * How far a CO2 sensor's baseline lies from where it belongs, as one offset for all values: what it shows in fresh air
 * against what fresh air has, or what it shows on average against a reference beside it.
 *
 * <p>That a sensor's baseline is the 5th percentile of its hours, how many of them are needed and how far an offset may
 * go are ours.
 */
public sealed interface Baseline {
    /** Part of the hours that lie at the baseline or below. */
    BigDecimal SHARE = new BigDecimal("0.05");

    /** A week in which the air was fresh now and then, three quarters of its hours. */
    int HOURS_ALONE = 126;

    /** A day beside a reference. */
    int HOURS_BESIDE = 24;

    /** Farther off, a sensor wants calibrating or never met fresh air: no offset mends that. */
    BigDecimal FARTHEST_PPM = new BigDecimal(200);

    /** What fresh air can have. */
    BigDecimal LEAST_BACKGROUND_PPM = new BigDecimal(380);

    /** Likewise. */
    BigDecimal MOST_BACKGROUND_PPM = new BigDecimal(500);

    /**
     * The offset to add.
     *
     * @param offset ppm, to a tenth
     * @param background what fresh air is taken to have, ppm
     * @param hours it rests on
     * @param metrics by name, in ppm
     * @param how in words
     */
    record Found(BigDecimal offset, BigDecimal background, int hours, Map<String, BigDecimal> metrics, String how)
            implements
                Baseline {
        public Found {
            metrics = Map.copyOf(metrics);
        }
    }

    /** There is none; the sentence says what is missing. */
    record NotFound(String reason) implements Baseline {}

    /**
     * Of a sensor that met fresh air now and then.
     *
     * @param background what fresh air has, ppm
     * @throws IllegalArgumentException with a sentence where fresh air cannot have that much
     */
    static Baseline ofFreshAir(Hours sensor, BigDecimal background) {
        if (background.compareTo(LEAST_BACKGROUND_PPM) < 0 || background.compareTo(MOST_BACKGROUND_PPM) > 0) {
            throw new IllegalArgumentException("fresh air has " + LEAST_BACKGROUND_PPM + " to " + MOST_BACKGROUND_PPM
                    + " ppm of CO2, not " + background.toPlainString());
        }
        List<BigDecimal> hours = new ArrayList<>();
        for (BigDecimal value : sensor.values()) {
            if (value != null) {
                hours.add(value);
            }
        }
        if (hours.size() < HOURS_ALONE) {
            return new NotFound("only " + hours.size() + " hours of the sensor; " + HOURS_ALONE
                    + " are needed, three quarters of a week: choose a longer period");
        }
        BigDecimal own = percentile(hours);
        return found(background.subtract(own), background, hours.size(), Map.of("sensor_baseline", tenth(own)),
                "fresh air taken to have " + background.toPlainString()
                        + " ppm; the sensor's baseline, the 5th percentile"
                        + " of " + hours.size() + " hours, is " + tenth(own).toPlainString() + " ppm");
    }

    /** Of a sensor beside a reference: the mean difference; the background is the reference's own baseline. */
    static Baseline ofReference(Hours sensor, Hours reference) {
        List<Pair> pairs = Pairs.ofHours(sensor, reference, null).pairs();
        if (pairs.size() < HOURS_BESIDE) {
            return new NotFound("only " + pairs.size() + " hours with both sensor and reference; " + HOURS_BESIDE
                    + " are needed, a day: choose a longer period");
        }
        double offset = pairs.stream().mapToDouble(pair -> pair.reference() - pair.sensor()).average().orElseThrow();
        double squares = pairs.stream().mapToDouble(pair -> Math.pow(pair.sensor() + offset - pair.reference(), 2))
                .average().orElseThrow();
        BigDecimal background = percentile(
                pairs.stream().map(pair -> BigDecimal.valueOf(pair.reference())).toList());
        return found(BigDecimal.valueOf(offset), tenth(background), pairs.size(),
                Map.of("rmse_after", tenth(BigDecimal.valueOf(Math.sqrt(squares)))),
                "mean difference from the reference in " + pairs.size() + " hours");
    }

    private static Baseline found(BigDecimal offset, BigDecimal background, int hours, Map<String, BigDecimal> metrics,
            String how) {
        BigDecimal rounded = tenth(offset);
        return rounded.abs().compareTo(FARTHEST_PPM) > 0
                ? new NotFound("the sensor lies " + rounded.abs().toPlainString() + " ppm off, more than "
                        + FARTHEST_PPM + ": it wants calibrating, or it never met fresh air in this period")
                : new Found(rounded, background, hours, metrics, how);
    }

    private static BigDecimal percentile(List<BigDecimal> values) {
        return Percentile.nearestRank(values, SHARE).orElseThrow().value();
    }

    private static BigDecimal tenth(BigDecimal value) {
        return value.setScale(1, RoundingMode.HALF_EVEN);
    }
}
