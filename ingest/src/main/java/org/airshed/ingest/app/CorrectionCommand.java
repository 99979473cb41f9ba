package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Judgements;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code airshed correction …}: the corrections that keepers made for their sensors. */
@Command(name = "correction", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = Co2BaselineCommand.class, description = {
        "Lists and revokes the corrections that keepers made for their sensors, and makes one for the baseline of a CO2 sensor.",
        "'airshed collocate --offer' makes one beside a reference. Those that a network has declared stand in its settings file."})
final class CorrectionCommand implements Runnable {
    private static final int MAX_REFERENCE = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    private interface Work {
        void on(Database database, FittedCorrections table) throws IOException;
    }

    private static DataOption.Work with(Work work) {
        return database -> work.on(database, FittedCorrections.open(database, InstantSource.system()));
    }

    @Command(description = "Lists them, the revoked ones included: what they do, where they hold and what they rest on.")
    void list(
            @Option(names = "--station", paramLabel = "ID", description = "those of one station (default: all)") @Nullable String station,
            @Mixin DataOption data)
            throws IOException {
        StationId only = station == null ? null : new StationId(station);
        data.inExisting(with((_, table) -> {
            List<FittedCorrections.Entry> entries = only == null ? table.list() : table.list(only);
            PrintWriter out = spec.commandLine().getOut();
            if (entries.isEmpty()) {
                out.println("There is no correction" + (only == null ? "" : " for a sensor of station " + only)
                        + " yet; 'airshed collocate --offer' and 'airshed correction co2-baseline' make one.");
            }
            entries.forEach(entry -> print(out, entry));
        }));
    }

    private static void print(PrintWriter out, FittedCorrections.Entry entry) {
        FittedCorrection fit = entry.correction();
        FittedCorrections.Revocation revoked = entry.revoked();
        out.println(fit.level() + "  station " + fit.station() + ", sensor " + fit.sensor()
                + (revoked == null ? "" : "  REVOKED"));
        out.println("  " + formula(fit) + ": " + numbers(fit.coefficients()));
        out.println("  holds " + (fit.air() == null ? "in any air" : fit.air() == Air.OUTDOOR ? "outdoors" : "indoors")
                + " for " + String.join("; ", fit.ranges().stream().map(Range::toString).toList()));
        out.println("  valid from " + Instant.ofEpochMilli(fit.validFromMillis()) + until(fit));
        out.println("  made of " + fit.n() + (fit.averaging() == Averaging.DAYS ? " days" : " hours") + " between "
                + Instant.ofEpochMilli(fit.collocatedFromMillis()) + " and "
                + Instant.ofEpochMilli(fit.collocatedToMillis()) + ": " + Printable.of(fit.reference(), MAX_REFERENCE));
        if (!fit.metrics().isEmpty()) {
            out.println("  found " + numbers(fit.metrics()));
        }
        out.println("  by " + Printable.of(fit.author(), Judgements.MAX_BY) + ", "
                + Instant.ofEpochMilli(entry.recordedMillis()));
        if (revoked != null) {
            out.println("  revoked by " + Printable.of(revoked.by(), Judgements.MAX_BY) + ", "
                    + Instant.ofEpochMilli(revoked.atMillis()) + ": "
                    + Printable.of(revoked.why(), Judgements.MAX_REASON));
        }
    }

    private static String formula(FittedCorrection fit) {
        SensorName humidity = fit.humiditySensor();
        String input = fit.input().id();
        return fit.output().id() + " = " + switch (fit.method()) {
            case LINE -> "intercept + slope · " + input;
            case LINE_AND_HUMIDITY ->
                "intercept + slope · " + input + " + humidity · relative_humidity of " + humidity;
            case BASELINE -> input + " + offset";
        };
    }

    /** In full: a record is no place to round. */
    private static String numbers(Map<String, BigDecimal> numbers) {
        return String.join(", ", new TreeMap<>(numbers).entrySet().stream()
                .map(number -> number.getKey() + " " + number.getValue().toPlainString()).toList());
    }

    private static String until(FittedCorrection fit) {
        Long end = fit.validToMillis();
        return end == null ? ", without an end" : " to " + Instant.ofEpochMilli(end);
    }

    @Command(description = {"Takes a correction back for all hours; it stays on record.",
            "The hours it was used for are computed anew, by the next correction that holds or as the sensor gave them;"
                    + " what they were before stays readable as an earlier revision."})
    void revoke(@Parameters(paramLabel = "ID@VERSION", description = "as 'correction list' shows it") String name,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why: whoever uses the data will read it") String reason,
            @Option(names = "--by", required = true, paramLabel = "NAME", description = "who says so") String by,
            @Mixin DataOption data)
            throws IOException {
        if (!name.contains("@") || !Level.isValid(name)) {
            throw new IllegalArgumentException("a correction is named by ID@VERSION, as park-2026@1, not '" + name
                    + "'; 'airshed correction list' shows them");
        }
        data.inExisting(with((database, table) -> {
            int hours = database.<Integer>writeDurably(
                    _ -> RecomputeCommand.mark(database, table.revoke(new Level(name), by, reason)));
            spec.commandLine().getOut()
                    .println("Correction " + name + " is revoked; it stays on record. " + (hours > 0
                            ? RecomputeCommand.counted(hours, "hour") + " will be computed anew."
                            : "It was used for no hour yet."));
        }));
    }

    /**
     * The level that a new correction gets.
     *
     * @param option that names it
     * @param text an id, which gets the next version, or {@code ID@VERSION}
     */
    static Level named(String option, String text, FittedCorrections table) throws IOException {
        checkName(option, text);
        return text.contains("@") ? new Level(text) : table.next(text);
    }

    /** Refuses what can be no name of a correction of one's own, with a sentence. */
    static void checkName(String option, String text) {
        int at = text.indexOf('@');
        if (!Level.isValid(at < 0 ? text + "@1" : text)) {
            throw new IllegalArgumentException(option + " takes ID or ID@VERSION of a-z, 0-9, '.', '_' and hyphens, as"
                    + " park-2026 or park-2026@2, not '" + text + "'");
        }
        if (Catalogue.ids().contains(at < 0 ? text : text.substring(0, at))) {
            throw new IllegalArgumentException(option + " " + text
                    + " is the name of a published correction; choose another");
        }
    }

    /** Keeps a correction that was made, and has its hours computed with it. */
    static void keep(Database database, FittedCorrections table, FittedCorrection fit) throws IOException {
        database.writeDurably(_ -> {
            table.add(fit);
            return RecomputeCommand.mark(database, fit);
        });
    }

    /** What is said of a correction that was made. */
    static String kept(FittedCorrection fit) {
        return "Correction " + fit.level() + " is kept for sensor " + fit.sensor() + " of station " + fit.station()
                + ", valid from " + Instant.ofEpochMilli(fit.validFromMillis()) + until(fit)
                + ". 'airshed correction revoke " + fit.level() + " --reason TEXT --by NAME' takes it back.";
    }
}
