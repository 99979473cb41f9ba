package org.airshed.ingest.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.collocation.Calibration;
import org.airshed.ingest.collocation.Comparison;
import org.airshed.ingest.collocation.Pair;
import org.airshed.ingest.collocation.Pairs;
import org.airshed.ingest.collocation.Precision;
import org.airshed.ingest.collocation.Targets;
import org.airshed.ingest.correction.Averaging;
import org.jspecify.annotations.Nullable;

/**
 * What a collocation came to, for people and for programs.
 *
 * @param subject the sensor, in words
 * @param reference in words
 * @param notes sentences on where the hours come from
 * @param precision null where there are no further units
 * @param plain the fit without humidity
 * @param humid the fit with humidity, null where no humidity is known
 */
record CollocationReport(String subject, String reference, ObservedProperty property, ObservedProperty output,
        long fromMillis, long toMillis, Pairs pairs, Comparison.Compared compared, @Nullable Precision precision,
        Calibration plain, @Nullable Calibration humid, List<String> notes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void print(PrintWriter out) {
        out.println(property.id() + " of " + Printable.of(subject, 200) + " beside " + Printable.of(reference, 200));
        out.println(Instant.ofEpochMilli(fromMillis) + " to " + Instant.ofEpochMilli(toMillis) + ", " + means() + ", "
                + pairs.completeness().valid() + " pairs of " + pairs.completeness().expected() + " "
                + pairs.completeness().unit().name().toLowerCase(Locale.ROOT));
        notes.forEach(note -> out.println(Printable.of(note, 500)));
        out.println();
        Comparison.Compared c = compared;
        out.println("sensor = a + b · reference, least squares (the direction in which the US EPA reports)");
        line(out, "slope b", c.slope(), "");
        line(out, "intercept a", c.intercept(), unit());
        line(out, "R²", c.r2(), "");
        line(out, "RMSE", c.rmse(), unit());
        line(out, "NRMSE", c.nrmsePercent(), "%");
        line(out, "MAE", c.mae(), unit());
        line(out, "bias", c.bias(), unit());
        if (c.deming() != null) {
            line(out, "Deming slope", c.deming().slope(), "(errors on both sides, equal)");
        }
        out.println("  sensor " + span(c.sensor()) + "; reference " + span(c.reference()));
        if (precision != null) {
            line(out, "SD", precision.sd(), unit() + " between " + precision.units() + " units, "
                    + precision.intervals() + " intervals in which all report");
            line(out, "CV", precision.cvPercent(), "%");
        }
        out.println("  outliers by Cook's distance, kept in every figure: " + outliers());
        out.println();
        printTargets(out);
        out.println();
        out.println("corrections: reference = a + b · sensor (+ c · humidity), least squares");
        print(out, "without humidity", plain);
        if (humid != null) {
            print(out, "with humidity", humid);
        } else {
            out.println("  with humidity: the station has no relative humidity for this period");
        }
    }

    private void printTargets(PrintWriter out) {
        Targets targets = Targets.of(output, pairs.averaging()).orElse(null);
        if (targets == null) {
            out.println("The US EPA has no targets for " + means() + " of " + output.id() + Targets.averaging(output)
                    .map(other -> "; it has them for " + means(other) + " (--average)").orElse("") + ".");
            return;
        }
        out.println("beside the US EPA's targets for sensors");
        for (Targets.Verdict verdict : targets.judge(compared, precision)) {
            out.println(String.format(Locale.ROOT, "  %-10s %-12s %-28s %s", verdict.name(),
                    number(verdict.found(), verdict.unit()), verdict.target(), switch (verdict.met()) {
                        case YES -> "met";
                        case NO -> "NOT met";
                        case NO_BUT_ITS_ALTERNATIVE -> "not met, its alternative is";
                        case UNKNOWN ->
                            precision == null && (verdict.name().equals("SD") || verdict.name().equals("CV"))
                                    ? "unknown: needs several units (--beside)"
                                    : "not defined for these values";
                    }));
        }
        out.println(Targets.NO_STANDING);
        out.println("The US EPA's base test asks for three units or more, about 30 days at each of two sites.");
    }

    private void print(PrintWriter out, String name, Calibration calibration) {
        switch (calibration) {
            case Calibration.NotFitted not -> out.println("  " + name + ": none, " + not.reason());
            case Calibration.Fitted fit -> {
                out.println("  " + name + ": a " + number(fit.intercept(), "") + ", b " + number(fit.slope(), "")
                        + (fit.humidity() == null ? "" : ", c " + number(fit.humidity(), "")));
                out.println("    " + fit.split());
                print(out, "fitted", fit.train());
                print(out, "tested", fit.test());
                out.println("    holds for the sensor " + span(fit.sensorRange())
                        + (fit.humidityRange() == null
                                ? ""
                                : String.format(Locale.ROOT, ", humidity %.1f to %.1f %%", fit.humidityRange().lowest(),
                                        fit.humidityRange().highest())));
            }
        }
    }

    private void print(PrintWriter out, String name, Calibration.Quality quality) {
        out.println("    " + name + ": RMSE " + number(quality.rmse(), unit()) + ", MAE "
                + number(quality.mae(), unit()) + ", bias " + number(quality.bias(), unit()) + ", R² "
                + number(quality.r2(), "") + " (n " + quality.n() + ")");
    }

    private static void line(PrintWriter out, String name, @Nullable Double value, String unit) {
        out.println(String.format(Locale.ROOT, "  %-14s %s", name, number(value, unit)));
    }

    private String outliers() {
        List<Pair> pairs = compared.outliers();
        return pairs.isEmpty()
                ? "none"
                : pairs.size() + " (" + String.join(", ", pairs.stream().limit(5).map(pair -> String.format(Locale.ROOT,
                        "%s %.1f/%.1f", Instant.ofEpochMilli(pair.fromMillis()), pair.sensor(), pair.reference()))
                        .toList()) + (pairs.size() > 5 ? ", …)" : ")");
    }

    private String span(Comparison.Span span) {
        return String.format(Locale.ROOT, "%.1f to %.1f %s, mean %.2f", span.lowest(), span.highest(), unit(),
                span.mean());
    }

    String means() {
        return means(pairs.averaging());
    }

    private static String means(Averaging averaging) {
        return averaging == Averaging.DAYS ? "24-hour means" : "1-hour means";
    }

    String unit() {
        return property.unit();
    }

    private static String number(@Nullable Double value, String unit) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.3f %s", value, unit).strip();
    }

    String json() throws IOException {
        ObjectNode node = JSON.createObjectNode().put("subject", subject).put("reference", reference)
                .put("property", property.id()).put("unit", unit())
                .put("from", Instant.ofEpochMilli(fromMillis).toString())
                .put("to", Instant.ofEpochMilli(toMillis).toString())
                .put("average", pairs.averaging() == Averaging.DAYS ? "24h" : "1h")
                .put("pairs", pairs.completeness().valid()).put("expected", pairs.completeness().expected());
        Comparison.Compared c = compared;
        node.set("comparison", JSON.createObjectNode().put("n", c.n()).put("slope", c.slope())
                .put("intercept", c.intercept()).put("r2", c.r2()).put("rmse", c.rmse())
                .put("nrmse_percent", c.nrmsePercent()).put("mae", c.mae()).put("bias", c.bias())
                .put("deming_slope", c.deming() == null ? null : Double.valueOf(c.deming().slope()))
                .put("sensor_min", c.sensor().lowest()).put("sensor_mean", c.sensor().mean())
                .put("sensor_max", c.sensor().highest()).put("reference_min", c.reference().lowest())
                .put("reference_mean", c.reference().mean()).put("reference_max", c.reference().highest()));
        ArrayNode outliers = node.putArray("outliers");
        c.outliers()
                .forEach(pair -> outliers.addObject().put("time", Instant.ofEpochMilli(pair.fromMillis()).toString())
                        .put("sensor", pair.sensor()).put("reference", pair.reference()));
        if (precision != null) {
            node.putObject("precision").put("units", precision.units()).put("intervals", precision.intervals())
                    .put("sd", precision.sd()).put("cv_percent", precision.cvPercent());
        }
        ArrayNode verdicts = node.putArray("epa_targets");
        Targets.of(output, pairs.averaging()).ifPresent(targets -> targets.judge(c, precision)
                .forEach(verdict -> verdicts.addObject().put("name", verdict.name()).put("target", verdict.target())
                        .put("found", verdict.found()).put("met", verdict.met().name().toLowerCase(Locale.ROOT))));
        node.put("standing", Targets.NO_STANDING);
        node.set("correction", json(plain));
        if (humid != null) {
            node.set("correction_with_humidity", json(humid));
        }
        notes.forEach(node.putArray("notes")::add);
        return JSON.writeValueAsString(node);
    }

    private static JsonNode json(Calibration calibration) {
        ObjectNode node = JSON.createObjectNode();
        return switch (calibration) {
            case Calibration.NotFitted not -> node.put("none", not.reason());
            case Calibration.Fitted fit -> {
                node.put("intercept", fit.intercept()).put("slope", fit.slope());
                if (fit.humidity() != null) {
                    node.put("humidity", fit.humidity());
                }
                node.put("split", fit.split()).put("train_n", fit.train().n()).put("train_rmse", fit.train().rmse())
                        .put("test_n", fit.test().n()).put("test_rmse", fit.test().rmse())
                        .put("test_mae", fit.test().mae()).put("test_bias", fit.test().bias())
                        .put("test_r2", fit.test().r2()).put("sensor_min", fit.sensorRange().lowest())
                        .put("sensor_max", fit.sensorRange().highest());
                if (fit.humidityRange() != null) {
                    node.put("humidity_min", fit.humidityRange().lowest())
                            .put("humidity_max", fit.humidityRange().highest());
                }
                yield node;
            }
        };
    }
}
