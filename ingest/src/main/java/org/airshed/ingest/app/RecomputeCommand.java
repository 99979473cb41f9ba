package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.change.DirtyHours;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.Station;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code airshed recompute}: after a change of the rules, or for whoever does not believe a number. */
@Command(name = "recompute", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Has flags, hours, days, corrections and indicators of a period computed anew from the readings.",
        "What comes out the same stays as it is; what differs keeps its earlier revision beside it. A running ingest tier"
                + " begins within seconds, another one when it is started."})
final class RecomputeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "STATION", description = "one station (default: all)")
    private @Nullable String station;

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "first instant, as 2026-03-01 or 2026-03-01T12:00:00Z")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "end of the period (default: now)")
    private @Nullable String to;

    @Override
    public Integer call() throws IOException {
        long since = Times.instant("--from", from);
        long until = to == null ? InstantSource.system().millis() : Times.instant("--to", to);
        if (since >= until) {
            throw new IllegalArgumentException("--from " + from + " must be before --to "
                    + (to == null ? "(now)" : to));
        }
        StationId only = station == null ? null : new StationId(station);
        PrintWriter out = spec.commandLine().getOut();
        data.inExisting(database -> {
            Registry registry = Registry.open(database, InstantSource.system());
            if (only != null && !registry.knows(only)) {
                throw new IOException("there is no station " + only + "; 'airshed station list' shows those there are");
            }
            List<StationId> stations = only == null
                    ? registry.stations().stream().map(Station::id).toList()
                    : List.of(only);
            long hours = 0;
            for (StationId each : stations) {
                hours += mark(database, each, since, until);
            }
            out.println(counted(hours, "hour") + " of " + counted(stations.size(), "station") + " from "
                    + Instant.ofEpochMilli(since) + " to " + Instant.ofEpochMilli(until) + " will be computed anew.");
        });
        return 0;
    }

    /** With a plural where it is not one. */
    static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /**
     * Marks what there is of a station in a period, so that the ingest tier computes it anew. Where something is recorded
     * that makes it necessary, both belong into one {@link Database#writeDurably}: a process that is killed between them
     * would leave the hours as they were.
     *
     * @return how many hours that are
     */
    static int mark(Database database, StationId station, long fromMillis, long toMillis) throws IOException {
        return DirtyHours.open(database, true, InstantSource.system()).markKnown(station, fromMillis, toMillis);
    }

    /** The same for the hours that a correction is valid for. */
    static int mark(Database database, FittedCorrection fit) throws IOException {
        Long end = fit.validToMillis();
        return mark(database, fit.station(), fit.validFromMillis(), end == null ? Long.MAX_VALUE : end);
    }
}
