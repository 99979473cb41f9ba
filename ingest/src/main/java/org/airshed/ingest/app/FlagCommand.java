package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.quality.Judgement;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.registry.Registry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code airshed flag …}: a person's word on the readings of a period; beside a running ingest tier or without one.
 *
 * <p>What flagging needs is asked for by hand and not by picocli, which would ask {@code flag list} for it too.
 */
@Command(name = "flag", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Flags the readings of a period by a person's judgement. Nothing is overwritten: a judgement can be revoked, and both stay on record.")
final class FlagCommand implements Callable<Integer> {
    private static final String NAMES = "good (1), suspect (3) or fail (4)";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "STATION", description = "whose readings")
    private @Nullable String station;

    @Option(names = "--property", paramLabel = "P", description = "what was observed, such as pm2_5")
    private @Nullable String property;

    @Option(names = "--sensor", paramLabel = "S", description = "by this sensor (default: by every one that observes it)")
    private @Nullable String sensor;

    @Option(names = "--from", paramLabel = "TIME", description = "since when, as 2026-03-01 or 2026-03-01T12:00:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "until when, likewise; this instant is no longer in it")
    private @Nullable String to;

    @Option(names = "--flag", paramLabel = "FLAG", description = NAMES)
    private @Nullable String flag;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why: whoever uses the data will read it")
    private @Nullable String reason;

    @Option(names = "--by", paramLabel = "NAME", description = "who says so")
    private @Nullable String by;

    private interface Work {
        void on(Judgements judgements, Database database) throws IOException;
    }

    private void withJudgements(Work work) throws IOException {
        data.inExisting(database -> {
            Registry.open(database, InstantSource.system());
            work.on(Judgements.open(database, InstantSource.system()), database);
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public Integer call() throws IOException {
        if (station == null || property == null || from == null || to == null || flag == null || reason == null
                || by == null) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "flagging needs " + String.join(", ", missing())
                            + "; or one of the commands list and revoke");
        }
        StationId id = new StationId(station);
        ObservedProperty observed = property(property);
        SensorName only = sensor == null ? null : new SensorName(sensor);
        long since = Times.instant("--from", from);
        long until = Times.instant("--to", to);
        if (since >= until) {
            throw new IllegalArgumentException("--from " + from + " must be before --to " + to);
        }
        Flag given = flag(flag);
        String why = reason;
        String who = by;
        withJudgements((judgements, database) -> {
            Judgement added = database.<Judgement>writeDurably(_ -> {
                RecomputeCommand.mark(database, id, since, until);
                return judgements.add(id, observed, only, since, until, given, why, who);
            });
            out().println(text(added) + ". 'airshed flag revoke " + added.id() + " --by NAME' takes it back.");
        });
        return 0;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        ask(missing, station, "STATION");
        ask(missing, property, "--property");
        ask(missing, from, "--from");
        ask(missing, to, "--to");
        ask(missing, flag, "--flag");
        ask(missing, reason, "--reason");
        ask(missing, by, "--by");
        return missing;
    }

    private static void ask(List<String> missing, @Nullable String value, String name) {
        if (value == null) {
            missing.add(name);
        }
    }

    private static ObservedProperty property(String text) {
        return ObservedProperties.find(text).orElseThrow(() -> noProperty(text));
    }

    static IllegalArgumentException noProperty(String text) {
        return new IllegalArgumentException("there is no observed property '" + text + "'; there are "
                + String.join(", ", ObservedProperties.all().stream().map(ObservedProperty::id).toList()));
    }

    private static Flag flag(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (Flag each : Flag.values()) {
            if (each != Flag.NOT_EVALUATED
                    && (each.name().equals(name) || String.valueOf(each.code()).equals(text))) {
                return each;
            }
        }
        throw new IllegalArgumentException("--flag takes " + NAMES + ", not '" + text + "'");
    }

    private static String text(Judgement judgement) {
        SensorName sensor = judgement.sensor();
        return "Judgement " + judgement.id() + ": " + judgement.station() + " " + judgement.property() + " ("
                + (sensor == null ? "every sensor" : sensor.text()) + ") from "
                + Instant.ofEpochMilli(judgement.fromMillis()) + " to " + Instant.ofEpochMilli(judgement.toMillis())
                + " is " + judgement.flag().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", says "
                + Printable.of(judgement.by(), Judgements.MAX_BY) + ": "
                + Printable.of(judgement.reason(), Judgements.MAX_REASON);
    }

    @Command(description = "Lists the judgements, of one station or of all, the revoked ones included.")
    void list(@Parameters(arity = "0..1", paramLabel = "STATION") @Nullable String of) throws IOException {
        StationId only = of == null ? null : new StationId(of);
        withJudgements((judgements, _) -> {
            List<Judgement> all = only == null ? judgements.list() : judgements.list(only);
            if (all.isEmpty()) {
                out().println("There is no judgement" + (only == null ? "." : " on station " + only + "."));
            }
            for (Judgement judgement : all) {
                Optional<Judgements.Revocation> revoked = judgements.revocation(judgement.id());
                out().println(text(judgement) + " (" + Instant.ofEpochMilli(judgement.recordedMillis()) + ")"
                        + revoked.map(FlagCommand::text).orElse(""));
            }
        });
    }

    private static String text(Judgements.Revocation revoked) {
        return "  revoked by " + Printable.of(revoked.by(), Judgements.MAX_BY) + " "
                + Instant.ofEpochMilli(revoked.recordedMillis());
    }

    @Command(description = "Takes a judgement back; it stays on record.")
    void revoke(@Parameters(paramLabel = "N", description = "its number, as 'flag list' shows it") long number,
            @Option(names = "--by", required = true, paramLabel = "NAME", description = "who says so") String who)
            throws IOException {
        withJudgements((judgements, database) -> {
            database.writeDurably(_ -> {
                Judgement revoked = judgements.revoke(number, who);
                return RecomputeCommand.mark(database, revoked.station(), revoked.fromMillis(), revoked.toMillis());
            });
            out().println("Judgement " + number + " is revoked; it stays on record.");
        });
    }
}
