package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.collocation.Baseline;
import org.airshed.ingest.config.SettingsException;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code airshed correction co2-baseline}: one offset for a CO2 sensor whose baseline does not lie at fresh air. */
@Command(name = "co2-baseline", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Moves a CO2 sensor's baseline to fresh air: one offset, kept as a correction of this sensor.",
        "With --baseline the sensor must have met fresh air now and then in the period, a week at least: its own baseline is"
                + " the 5th percentile of its hours. With --reference the offset is the mean difference.",
        "Not for a sensor whose self-calibration aims at today's background already: that would move it twice."})
final class Co2BaselineCommand implements Callable<Integer> {
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");
    /** Where an offset holds is what the catalogue says of the same correction for a whole network. */
    private static final List<Range> RANGES = Catalogue.named("co2-baseline offset=0 background=400").domain().ranges();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "STATION", description = "the station with the sensor")
    private String station = "";

    @Option(names = "--sensor", paramLabel = "NAME", description = "which sensor, where the station has several for CO2")
    private @Nullable String sensor;

    @ArgGroup(multiplicity = "1")
    private Truth truth = new Truth();

    /** What the sensor is held against. */
    static final class Truth {
        @Option(names = "--baseline", required = true, paramLabel = "PPM", description = "what fresh air has where the station stands, 380 to 500 (about 427 in 2026)")
        private @Nullable BigDecimal baseline;

        @ArgGroup(exclusive = false)
        private @Nullable ReferenceOptions reference;
    }

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "first hour that is looked at, as 2026-03-01 or 2026-03-01T12:00:00Z")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "first hour that is no longer looked at")
    private String to = "";

    @Option(names = "--valid-from", paramLabel = "TIME", description = "first hour it is used for (default: --from)")
    private @Nullable String validFrom;

    @Option(names = "--valid-to", paramLabel = "TIME", description = "first hour it is no longer used for (default: no end)")
    private @Nullable String validTo;

    @Option(names = "--name", paramLabel = "ID[@VERSION]", description = "what it is called (default: co2-STATION and the next version)")
    private @Nullable String name;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "who says so")
    private String by = "";

    @Mixin
    private StoreOptions stored = new StoreOptions();

    @Override
    public Integer call() throws IOException, SettingsException {
        StationId id = new StationId(station);
        long begin = Times.hour("--from", from);
        long end = Times.hour("--to", to);
        if (end <= begin) {
            throw new IllegalArgumentException("--to must be later than --from");
        }
        long first = validFrom == null ? begin : Times.hour("--valid-from", validFrom);
        Long last = validTo == null ? null : Long.valueOf(Times.hour("--valid-to", validTo));
        if (last != null && last <= first) {
            throw new IllegalArgumentException("--valid-to must be later than "
                    + (validFrom == null ? "--from, where it begins to be used" : "--valid-from"));
        }
        String called = name == null ? "co2-" + id : name;
        CorrectionCommand.checkName("--name", called);
        try (Recordings recordings = Recordings.open(stored.read())) {
            SensorName of = recordings.sensor(id, CO2, sensor, "--sensor NAME");
            Hours own = recordings.hours(id, of, CO2, begin, end, null).hours();
            List<String> notes = new ArrayList<>();
            switch (baseline(recordings, own, begin, end, notes)) {
                case Baseline.NotFound not -> throw new IOException("no baseline can be told: " + not.reason());
                case Baseline.Found found -> {
                    FittedCorrections table = FittedCorrections.open(recordings.database(), InstantSource.system());
                    Level level = CorrectionCommand.named("--name", called, table);
                    ReferenceOptions reference = truth.reference;
                    FittedCorrection fit = new FittedCorrection(level, id, of, CO2, CO2,
                            FittedCorrection.Method.BASELINE,
                            Map.of("offset", found.offset(), "background", found.background()), null, null, RANGES,
                            found.hours(), found.metrics(),
                            (reference == null ? "" : reference.named() + "; ") + found.how(), Averaging.HOURS, begin,
                            end, first, last, by);
                    CorrectionCommand.keep(recordings.database(), table, fit);
                    PrintWriter out = spec.commandLine().getOut();
                    notes.forEach(out::println);
                    out.println(found.how() + ": " + (found.offset().signum() < 0 ? "" : "+")
                            + found.offset().toPlainString() + " ppm.");
                    out.println(CorrectionCommand.kept(fit));
                }
            }
        }
        return 0;
    }

    private Baseline baseline(Recordings recordings, Hours own, long begin, long end, List<String> notes)
            throws IOException {
        ReferenceOptions reference = truth.reference;
        BigDecimal background = truth.baseline;
        if (reference != null) {
            return Baseline.ofReference(own, reference.hours(recordings, CO2, begin, end, notes));
        }
        if (background == null) {
            throw new IllegalStateException("neither --baseline nor --reference");
        }
        return Baseline.ofFreshAir(own, background);
    }
}
