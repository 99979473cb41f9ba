package org.airshed.ingest.registry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Correction;
import org.airshed.ingest.correction.Domain;
import org.airshed.ingest.correction.Formula;
import org.airshed.ingest.correction.LocalFit;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.correction.Verification;
import org.jspecify.annotations.Nullable;

/**
 * A correction that a keeper made for one sensor: where its numbers come from, what they are, and for how long they count.
 *
 * @param level {@code id@version}, unique in the network and carried by every value it made
 * @param input the property and channel it takes, {@code output} what it gives
 * @param coefficients by name, as the method asks for
 * @param air the surroundings it was fitted in, null where nobody said
 * @param humiditySensor whose humidity it takes, null where it takes none
 * @param ranges of its inputs in the collocation; beyond them it is not used
 * @param n pairs it was fitted on
 * @param metrics by name: what was found when it was tested
 * @param reference what it was compared with, and how period and pairs were split, in words
 * @param averaging length of the means it was fitted on
 * @param collocatedFromMillis period of the collocation, UTC, end excluded
 * @param validFromMillis first hour it is used for, UTC
 * @param validToMillis first hour it is no longer used for, null for no end
 * @param author who says so
 */
public record FittedCorrection(Level level, StationId station, SensorName sensor, ObservedProperty input,
        ObservedProperty output, Method method, Map<String, BigDecimal> coefficients, @Nullable Air air,
        @Nullable SensorName humiditySensor, List<Range> ranges, int n, Map<String, BigDecimal> metrics,
        String reference, Averaging averaging, long collocatedFromMillis, long collocatedToMillis,
        long validFromMillis, @Nullable Long validToMillis, String author) {
    /** What the coefficients mean. */
    public enum Method {
        /** {@code intercept + slope·raw}, least squares of the reference over the sensor. */
        LINE,
        /** {@code intercept + slope·raw + humidity·RH}, likewise. */
        LINE_AND_HUMIDITY,
        /** {@code raw + offset}; {@code background} is what fresh air was taken to have. No line is fitted. */
        BASELINE;

        private Set<String> coefficients() {
            return switch (this) {
                case LINE -> Set.of("intercept", "slope");
                case LINE_AND_HUMIDITY -> Set.of("intercept", "slope", "humidity");
                case BASELINE -> Set.of("offset", "background");
            };
        }
    }

    public FittedCorrection {
        coefficients = Map.copyOf(coefficients);
        metrics = Map.copyOf(metrics);
        ranges = List.copyOf(ranges);
        if (!coefficients.keySet().equals(method.coefficients())) {
            throw new IllegalArgumentException(level + " has the coefficients " + coefficients.keySet()
                    + ", its method takes " + method.coefficients());
        }
        if (validToMillis != null && validToMillis <= validFromMillis) {
            throw new IllegalArgumentException(level + " would be valid from " + Instant.ofEpochMilli(validFromMillis)
                    + " to " + Instant.ofEpochMilli(validToMillis) + ", which ends before it begins");
        }
        if (author.isBlank()) {
            throw new IllegalArgumentException("the name of who says so must be 1 to 100 printable characters");
        }
        if (level.equals(Level.RAW) || (method == Method.LINE_AND_HUMIDITY && humiditySensor == null)) {
            throw new IllegalArgumentException("correction " + level + " of " + station + "/" + sensor
                    + " lacks a name or its humidity sensor");
        }
    }

    /** As it is applied. */
    public LocalFit localFit() {
        Formula formula = switch (method) {
            case LINE -> new Formula.Line(number("intercept"), number("slope"));
            case LINE_AND_HUMIDITY ->
                new Formula.Plane(number("intercept"), number("slope"), number("humidity"));
            case BASELINE -> new Formula.Offset(number("offset"));
        };
        String title = (method == Method.BASELINE
                ? "moved to a stated background by "
                : "fitted beside a reference by ")
                + author;
        return new LocalFit(new Correction(level, title, input, output, formula,
                new Domain(Set.of(), air, false, humiditySensor, ranges, "station " + station), averaging,
                method == Method.BASELINE ? Verification.PROPOSED : Verification.FITTED, reference), sensor,
                validFromMillis, validToMillis);
    }

    private BigDecimal number(String name) {
        BigDecimal number = coefficients.get(name);
        if (number == null) {
            throw new IllegalStateException(level + " lacks " + name);
        }
        return number;
    }
}
