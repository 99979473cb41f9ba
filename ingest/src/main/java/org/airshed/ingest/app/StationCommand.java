package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.auth.SelfSigned;
import org.airshed.ingest.auth.TlsIdentity;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.Deployment;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.Notice;
import org.airshed.ingest.registry.Placement;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.Station;
import org.airshed.ingest.registry.Visibility;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code airshed station …}: works on the registry beside a running ingest tier, which takes notice within a second, or
 * without one.
 */
@Command(name = "station", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Adds, lists, places and revokes stations. A running ingest tier takes notice within a second.")
final class StationCommand implements Runnable {
    private static final Duration DEFAULT_OVERLAP = Duration.ofDays(7);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private interface Work {
        void on(Registry registry, Database database) throws IOException;
    }

    private static DataOption.Work with(Work work) {
        return database -> work.on(Registry.open(database, InstantSource.system()), database);
    }

    @Command(description = "Adds a station and prints its secret, once, with the lines for agent.yaml.")
    void add(@Parameters(paramLabel = "ID", description = "its name: 3 to 40 of a-z, 0-9 and single hyphens") String id)
            throws IOException {
        StationId station = new StationId(id);
        data.inNewOrExisting(with((registry, _) -> printSecret(station, registry.add(station))));
    }

    @Command(description = "Gives a station a new secret; the old one stays valid for a while.")
    void rotate(@Parameters(paramLabel = "ID") String id,
            @Option(names = "--overlap", paramLabel = "TIME", defaultValue = "7d", description = "how long the old one stays valid, as in 12h or 7d; 0s: not at all") String overlap)
            throws IOException {
        StationId station = new StationId(id);
        Duration time = overlap.equals("7d") ? DEFAULT_OVERLAP : duration(overlap);
        data.inExisting(with((registry, _) -> printSecret(station, registry.rotate(station, time))));
    }

    private static Duration duration(String text) {
        try {
            return text.endsWith("d")
                    ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                    : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException("--overlap takes a time such as 30m, 12h or 7d, not '" + text + "'", e);
        }
    }

    private void printSecret(StationId station, String secret) throws IOException {
        Optional<TlsIdentity> own = SelfSigned.existing(data.path());
        PrintWriter out = out();
        out.println("Station " + station + ", secret: " + secret);
        out.println("It is shown this once and kept as a hash only. For agent.yaml:");
        out.println();
        out.println("stations:");
        out.println("  - id: " + station);
        out.println("    connection:");
        out.println("      host: ADDRESS-OF-THIS-MACHINE");
        out.println("      port: 8883");
        out.println("      tls:");
        if (own.isPresent()) {
            out.println("        fingerprint: \"" + own.get().fingerprint() + "\"");
        } else {
            out.println(
                    "        # what 'airshed ingest --listen 0.0.0.0:8883 --tls-self-signed' prints when it starts");
            out.println("        fingerprint: \"sha256:...\"");
        }
        out.println("      secret: \"" + secret + "\"");
    }

    @Command(description = "Shuts a station out: its secrets are void and its sessions end within a second.")
    void revoke(@Parameters(paramLabel = "ID") String id) throws IOException {
        StationId station = new StationId(id);
        data.inExisting(with((registry, _) -> registry.revoke(station)));
        out().println("Station " + station + " is revoked; its readings stay. 'airshed station add " + station
                + "' takes it back in with a new secret.");
    }

    @Command(description = "Says where a station stands, and since when.")
    void place(@Parameters(paramLabel = "ID") String id,
            @Option(names = "--lat", required = true, paramLabel = "DEGREES", description = "latitude") double latitude,
            @Option(names = "--lon", required = true, paramLabel = "DEGREES", description = "longitude") double longitude,
            @Option(names = "--environment", required = true, paramLabel = "outdoor|indoor", description = "what it breathes") String environment,
            @Option(names = "--height", paramLabel = "METRES", description = "height of the inlet above ground") @Nullable Double height,
            @Option(names = "--elevation", paramLabel = "METRES", description = "of the ground above sea level") @Nullable Double elevation,
            @Option(names = "--site-type", paramLabel = "WORD", description = "such as traffic, background, classroom") @Nullable String siteType,
            @Option(names = "--from", paramLabel = "TIME", description = "since when, as 2026-03-01 or 2026-03-01T12:00:00Z (default: now)") @Nullable String from,
            @Option(names = "--public", paramLabel = "precise|blurred|private", description = "what everyone may see of it (default: as before; blurred at first)") @Nullable String shown)
            throws IOException {
        StationId station = new StationId(id);
        Placement placement = new Placement(latitude, longitude, height, elevation,
                Environment.of(environment).orElseThrow(() -> new IllegalArgumentException(
                        "--environment takes outdoor or indoor, not '" + environment + "'")),
                siteType);
        Visibility visibility = shown == null
                ? null
                : Visibility.of(shown).orElseThrow(
                        () -> new IllegalArgumentException(
                                "--public takes precise, blurred or private, not '" + shown + "'"));
        long since = from == null ? InstantSource.system().millis() : Times.instant("--from", from);
        List<String> before = new ArrayList<>();
        data.inNewOrExisting(with((registry, database) -> {
            registry.deployment(station, since).ifPresent(was -> before.addAll(names(was.ambient())));
            database.writeDurably(_ -> {
                registry.place(station, placement, since);
                if (visibility != null) {
                    registry.show(station, visibility);
                }
                return mark(database, registry.deployment(station, since).orElseThrow(), since);
            });
        }));
        out().println("Station " + station + " stands at " + latitude + ", " + longitude + " (" + environment
                + ") since " + Instant.ofEpochMilli(since) + ".");
        if (!before.isEmpty()) {
            out().println(
                    "Which of its sensors are in ambient air is said for a place: 'airshed station ambient " + station
                            + " --sensor " + String.join(",", before) + "' says it of this one too.");
        }
    }

    @Command(description = {
            "Says which of a station's humidity sensors are in ambient air, outside its warmer box, where it stands.",
            "A correction by humidity growth (kappa-koehler) takes no other humidity; those fitted with the humidity of a"
                    + " box prefer another one."})
    void ambient(@Parameters(paramLabel = "ID") String id,
            @Option(names = "--sensor", split = ",", paramLabel = "NAME", description = "a sensor in ambient air, as bme280-76; may be repeated; those not named are not") @Nullable List<String> named,
            @Option(names = "--none", description = "no sensor is") boolean none,
            @Option(names = "--from", paramLabel = "TIME", description = "since when, as 2026-03-01 or 2026-03-01T12:00:00Z (default: since it stands where it stands now)") @Nullable String from)
            throws IOException {
        StationId station = new StationId(id);
        if (none == (named != null)) {
            throw new IllegalArgumentException("'station ambient' takes either --sensor NAME or --none");
        }
        Set<SensorName> sensors = new TreeSet<>();
        if (named != null) {
            named.forEach(name -> sensors.add(new SensorName(name)));
        }
        data.inExisting(with((registry, database) -> {
            long now = InstantSource.system().millis();
            long since = from == null
                    ? registry.deployment(station, now).map(Deployment::fromMillis).orElse(now)
                    : Times.instant("--from", from);
            database.writeDurably(_ -> mark(database, registry.ambient(station, sensors, since), since));
            out().println("Station " + station + ": since " + Instant.ofEpochMilli(since) + " "
                    + (sensors.isEmpty()
                            ? "no sensor is said to be in ambient air."
                            : "the humidity of " + String.join(", ", names(sensors)) + " is that of ambient air."));
        }));
    }

    /** What was said of a place, of hours that are over too, changes them. */
    private static int mark(Database database, Deployment at, long sinceMillis) throws IOException {
        Long end = at.toMillis();
        return RecomputeCommand.mark(database, at.station(), sinceMillis, end == null ? Long.MAX_VALUE : end);
    }

    private static List<String> names(Collection<SensorName> sensors) {
        return sensors.stream().map(SensorName::text).sorted().toList();
    }

    @Command(description = "Lists the stations: how they came, where they stand, what they last said.")
    void list() throws IOException {
        data.inExisting(with((registry, _) -> {
            if (registry.stations().isEmpty()) {
                out().println("No station is known yet; 'airshed station add ID' adds one.");
            }
            for (Station station : registry.stations()) {
                print(registry, station);
            }
        }));
    }

    private void print(Registry registry, Station station) throws IOException {
        StringBuilder line = new StringBuilder(station.id().text());
        line.append("  ").append(station.revoked() ? "revoked" : switch (station.origin()) {
            case ADDED -> station.hasSecret() ? "added" : "added, no secret";
            case SEEN -> "seen on this machine, no secret";
        });
        line.append(" ").append(Instant.ofEpochMilli(station.addedMillis()));
        Optional<Deployment> now = registry.deployment(station.id(), InstantSource.system().millis());
        line.append(now.map(StationCommand::text).orElse("  not placed")).append("  ")
                .append(station.visibility().text());
        Notice status = registry.notices(station.id()).get(Notice.Kind.STATUS);
        if (status != null) {
            line.append("  said '").append(
                    Printable.of(new String(status.bytes(), StandardCharsets.UTF_8), 20))
                    .append("' at ").append(Instant.ofEpochMilli(status.receivedMillis()));
        }
        out().println(line);
    }

    private static String text(Deployment place) {
        return "  " + place.latitude() + ", " + place.longitude() + " " + place.environment().text()
                + (place.siteType() == null ? "" : " " + place.siteType()) + " since "
                + Instant.ofEpochMilli(place.fromMillis())
                + (place.ambient().isEmpty() ? "" : ", in ambient air " + String.join(", ", names(place.ambient())));
    }
}
