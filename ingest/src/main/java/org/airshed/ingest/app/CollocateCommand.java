package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.collocation.Calibration;
import org.airshed.ingest.collocation.Comparison;
import org.airshed.ingest.collocation.Pair;
import org.airshed.ingest.collocation.Pairs;
import org.airshed.ingest.collocation.Precision;
import org.airshed.ingest.collocation.Regression;
import org.airshed.ingest.collocation.ScatterPlot;
import org.airshed.ingest.collocation.Targets;
import org.airshed.ingest.config.SettingsException;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code airshed collocate}: compares a sensor with the reference beside it, and keeps a correction where its keeper says
 * so; beside a running ingest tier or without one.
 */
@Command(name = "collocate", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Compares a station's sensor with a reference beside it, and offers a correction for it.")
final class CollocateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "STATION", description = "the station with the sensor")
    private String station = "";

    @Option(names = "--property", required = true, paramLabel = "ID", description = "what is compared, as pm2_5, pm2_5_cf1, o3; a CF=1 channel is compared with the property itself")
    private String property = "";

    @Option(names = "--sensor", paramLabel = "NAME", description = "which sensor, where the station has several for it")
    private @Nullable String sensor;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private ReferenceOptions reference = new ReferenceOptions();

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "begin of the collocation, as 2026-03-01 or 2026-03-01T12:00:00Z")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "its end, which no longer belongs to it")
    private String to = "";

    @Option(names = "--average", paramLabel = "1h|24h", description = "what is compared (default: what the US EPA's targets are for, else 1h)")
    private @Nullable String average;

    @Option(names = "--day-offset", paramLabel = "OFFSET", defaultValue = "Z", description = "local standard time for days of 24h, as +09:00 (default: Z)")
    private String dayOffset = "Z";

    @Option(names = "--interval", paramLabel = "TIME", description = "time between readings, as 60s up to 1h (default: the median of its steps)")
    private @Nullable String interval;

    @Option(names = "--humidity-sensor", paramLabel = "NAME", description = "whose humidity a correction takes (default: the same sensor, else the station's only one)")
    private @Nullable String humiditySensor;

    @Option(names = "--beside", paramLabel = "STATION[/SENSOR]", description = "a further unit of the same kind, for the precision between units; may be repeated")
    private List<String> beside = List.of();

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "draws sensor over reference")
    private @Nullable Path plot;

    @Option(names = "--json", description = "one JSON object instead of text")
    private boolean json;

    @Option(names = "--offer", paramLabel = "ID[@VERSION]", description = "keeps the correction under this name, as park-2026 (default version: the next one)")
    private @Nullable String offer;

    @Option(names = "--with-humidity", description = "keeps the one with humidity")
    private boolean withHumidity;

    @Option(names = "--valid-from", paramLabel = "TIME", description = "first hour it is used for")
    private @Nullable String validFrom;

    @Option(names = "--valid-to", paramLabel = "TIME", description = "first hour it is no longer used for (default: no end)")
    private @Nullable String validTo;

    @Option(names = "--by", paramLabel = "NAME", description = "who says so")
    private @Nullable String by;

    @Mixin
    private StoreOptions stored = new StoreOptions();

    @Override
    public Integer call() throws IOException, SettingsException {
        StationId id = new StationId(station);
        ObservedProperty input = ObservedProperties.find(property)
                .orElseThrow(() -> FlagCommand.noProperty(property));
        long begin = Times.hour("--from", from);
        long end = Times.hour("--to", to);
        if (end <= begin) {
            throw new IllegalArgumentException("--to must be later than --from");
        }
        checkOffer();
        Path into = plot == null ? null : plot.toAbsolutePath().normalize().getParent();
        if (into != null && !Files.isDirectory(into)) {
            throw new IllegalArgumentException("--plot names " + plot + ", and there is no such folder to put it in");
        }
        try (Recordings recordings = Recordings.open(stored.read())) {
            collocate(recordings, id, input, begin, end);
        }
        return 0;
    }

    /** What is offered is looked at before anything is reckoned: nobody reads on below a long report. */
    private void checkOffer() {
        if (offer == null) {
            return;
        }
        if (by == null || by.isBlank() || validFrom == null) {
            throw new IllegalArgumentException("--offer needs --valid-from TIME, the first hour it is used for, and"
                    + " --by NAME, who says so");
        }
        CorrectionCommand.checkName("--offer", offer);
        long first = Times.hour("--valid-from", validFrom);
        if (validTo != null && Times.hour("--valid-to", validTo) <= first) {
            throw new IllegalArgumentException("--valid-to must be later than --valid-from");
        }
    }

    private void collocate(Recordings recordings, StationId id, ObservedProperty input, long begin, long end)
            throws IOException {
        ObservedProperty output = ObservedProperties.of(input.id().replaceFirst("_cf1$", ""));
        SensorName name = recordings.sensor(id, input, sensor, "--sensor NAME");
        StoredHours own = recordings.hours(id, name, input, begin, end, interval());
        List<String> notes = new ArrayList<>();
        notes.add("An hour has " + own.rule() + "; the sensor sends every " + own.interval().millis() / 1000.0 + " s"
                + (interval == null ? " (the median of its steps, not declared)" : "")
                + (own.left() == 0 ? "." : "; " + own.left() + " readings that failed quality control are left out."));
        Hours against = reference.hours(recordings, output, begin, end, notes);
        SensorName wetSensor = humiditySensor(recordings, id, name);
        ObservedProperty humidity = ObservedProperties.of("relative_humidity");
        Hours wet = wetSensor == null
                ? null
                : recordings.hours(id, wetSensor, humidity, begin, end, interval()).hours();
        Averaging averaging = averaging(output);
        Pairs pairs = pairs(own.hours(), against, wet, averaging);
        switch (Comparison.of(pairs.pairs())) {
            case Comparison.NotComparable not ->
                throw new IOException("nothing to compare: " + not.reason() + ". From " + Instant.ofEpochMilli(begin)
                        + " to " + Instant.ofEpochMilli(end) + " the sensor has " + own.hours().present()
                        + " hours and the reference " + against.present()
                        + (averaging == Averaging.DAYS
                                ? ", and means of 24 hours are compared; --average 1h compares hours, and"
                                : ";")
                        + " --from and --to choose a period in which both measured");
            case Comparison.Compared compared -> {
                boolean humid = pairs.pairs().stream().anyMatch(pair -> pair.humidity() != null);
                CollocationReport report = new CollocationReport("station " + id + ", sensor " + name,
                        reference.named(), input, output, begin, end, pairs,
                        compared, precision(recordings, own.hours(), input, begin, end, averaging),
                        Calibration.of(pairs.pairs(), begin, end, false),
                        humid ? Calibration.of(pairs.pairs(), begin, end, true) : null, notes);
                finish(report, recordings.database(), new FittedSensor(id, name, wetSensor));
            }
        }
    }

    private record FittedSensor(StationId station, SensorName sensor, @Nullable SensorName humidity) {}

    private void finish(CollocationReport report, Database database, FittedSensor fitted) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.print(out);
        }
        if (plot != null) {
            Comparison.Compared compared = report.compared();
            String unit = report.unit().replace("ug/m3", "µg/m³");
            Files.writeString(plot, new ScatterPlot(report.property().name("en") + ", " + report.subject(),
                    Instant.ofEpochMilli(report.fromMillis()) + " to " + Instant.ofEpochMilli(report.toMillis()) + ", "
                            + report.means() + ", n = " + compared.n(),
                    "reference (" + unit + "): " + report.reference(), "sensor (" + unit + ")")
                    .draw(report.pairs().pairs(), new Regression.Line(compared.intercept(), compared.slope()),
                            compared.outliers()));
        }
        if (offer != null && by != null && validFrom != null) {
            FittedCorrections table = FittedCorrections.open(database, InstantSource.system());
            FittedCorrection fit = offered(report, CorrectionCommand.named("--offer", offer, table), fitted,
                    air(database, fitted.station(), report.fromMillis()), Times.hour("--valid-from", validFrom),
                    validTo == null ? null : Long.valueOf(Times.hour("--valid-to", validTo)), by);
            CorrectionCommand.keep(database, table, fit);
            if (!json) {
                out.println();
                out.println(CorrectionCommand.kept(fit));
            }
        }
    }

    private FittedCorrection offered(CollocationReport report, Level level, FittedSensor fitted, @Nullable Air air,
            long first, @Nullable Long last, String author) throws IOException {
        Calibration calibration = withHumidity ? report.humid() : report.plain();
        if (!(calibration instanceof Calibration.Fitted fit)) {
            throw new IOException(
                    "there is no such correction to keep: " + (calibration instanceof Calibration.NotFitted not
                            ? not.reason()
                            : "the station has no relative humidity for this period"));
        }
        Map<String, BigDecimal> coefficients = new TreeMap<>(
                Map.of("intercept", BigDecimal.valueOf(fit.intercept()), "slope", BigDecimal.valueOf(fit.slope())));
        if (fit.humidity() != null) {
            coefficients.put("humidity", BigDecimal.valueOf(fit.humidity()));
        }
        List<Range> ranges = new ArrayList<>(List.of(range(report.property(), fit.sensorRange())));
        boolean wet = fit.humidityRange() != null && fitted.humidity() != null;
        if (fit.humidityRange() != null && wet) {
            ranges.add(range(ObservedProperties.of("relative_humidity"), fit.humidityRange()));
        }
        Map<String, BigDecimal> metrics = new TreeMap<>(Map.of("test_n", BigDecimal.valueOf(fit.test().n()),
                "test_rmse", BigDecimal.valueOf(fit.test().rmse()), "test_mae", BigDecimal.valueOf(fit.test().mae()),
                "test_bias", BigDecimal.valueOf(fit.test().bias()), "train_rmse",
                BigDecimal.valueOf(fit.train().rmse())));
        if (fit.test().r2() != null) {
            metrics.put("test_r2", BigDecimal.valueOf(fit.test().r2()));
        }
        return new FittedCorrection(level, fitted.station(), fitted.sensor(), report.property(), report.output(),
                fit.humidity() == null
                        ? FittedCorrection.Method.LINE
                        : FittedCorrection.Method.LINE_AND_HUMIDITY,
                coefficients, air, wet ? fitted.humidity() : null, ranges, fit.train().n(), metrics,
                report.reference() + "; " + fit.split(), report.pairs().averaging(), report.fromMillis(),
                report.toMillis(), first, last, author);
    }

    private static Range range(ObservedProperty property, Comparison.Span span) {
        return new Range(property, BigDecimal.valueOf(span.lowest()), BigDecimal.valueOf(span.highest()), true);
    }

    private static @Nullable Air air(Database database, StationId id, long atMillis) throws IOException {
        return Registry.open(database, InstantSource.system()).deployment(id, atMillis)
                .map(place -> place.environment() == Environment.OUTDOOR ? Air.OUTDOOR : Air.INDOOR).orElse(null);
    }

    private Pairs pairs(Hours own, Hours against, @Nullable Hours wet, Averaging averaging) {
        return averaging == Averaging.HOURS
                ? Pairs.ofHours(own, against, wet)
                : Pairs.ofDays(own, against, wet, days().getTotalSeconds() * 1000L);
    }

    private ZoneOffset days() {
        ZoneOffset offset = ReferenceOptions.offset("--day-offset", dayOffset);
        if (offset.getTotalSeconds() % 3600 != 0) {
            throw new IllegalArgumentException("--day-offset takes whole hours, not " + dayOffset);
        }
        return offset;
    }

    private @Nullable Precision precision(Recordings recordings, Hours own, ObservedProperty input, long begin,
            long end,
            Averaging averaging) throws IOException {
        List<SortedMap<Long, Double>> units = new ArrayList<>();
        units.add(means(own, averaging));
        for (String unit : beside) {
            int slash = unit.indexOf('/');
            StationId id = new StationId(slash < 0 ? unit : unit.substring(0, slash));
            SensorName name = recordings.sensor(id, input, slash < 0 ? null : unit.substring(slash + 1),
                    "--beside STATION/SENSOR");
            units.add(means(recordings.hours(id, name, input, begin, end, interval()).hours(), averaging));
        }
        return Precision.of(units).orElse(null);
    }

    /** A unit's means, as pairs of it with itself. */
    private SortedMap<Long, Double> means(Hours hours, Averaging averaging) {
        TreeMap<Long, Double> means = new TreeMap<>();
        for (Pair pair : pairs(hours, hours, null, averaging).pairs()) {
            means.put(pair.fromMillis(), pair.sensor());
        }
        return means;
    }

    private Averaging averaging(ObservedProperty output) {
        return switch (average) {
            case null -> Targets.averaging(output).orElse(Averaging.HOURS);
            case "1h" -> Averaging.HOURS;
            case "24h" -> Averaging.DAYS;
            default -> throw new IllegalArgumentException("--average takes 1h or 24h, not '" + average + "'");
        };
    }

    private @Nullable SensorName humiditySensor(Recordings recordings, StationId id, SensorName beside)
            throws IOException {
        ObservedProperty humidity = ObservedProperties.of("relative_humidity");
        if (humiditySensor != null) {
            return recordings.sensor(id, humidity, humiditySensor, "--humidity-sensor NAME");
        }
        List<SensorName> sensors = recordings.sensors(id, humidity);
        return sensors.contains(beside) ? beside : sensors.size() == 1 ? sensors.getFirst() : null;
    }

    private @Nullable Long interval() {
        if (interval == null) {
            return null;
        }
        try {
            long millis = Duration.parse("PT" + interval.toUpperCase(Locale.ROOT)).toMillis();
            if (millis > 0 && millis <= Hours.HOUR_MILLIS) {
                return millis;
            }
            throw new IllegalArgumentException("--interval takes a time above 0s and up to 1h, not " + interval);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--interval takes a time such as 10s or 1m, not '" + interval + "'", e);
        }
    }
}
