package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Polygons;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.area.geojson.AreaFile;
import org.airshed.ingest.area.geojson.GeoJsonReader;
import org.airshed.ingest.area.geojson.NameSlug;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.Membership;
import org.airshed.ingest.registry.PublicDeployment;
import org.airshed.ingest.registry.Registry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code airshed area …}: works on the areas beside a running ingest tier or without one. */
@Command(name = "area", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Imports, draws, lists and removes areas: the neighbourhoods whose air is told.")
final class AreaCommand implements Runnable {
    private static final int SHOWN_CHARS = 500;

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
        void on(Areas areas, Registry registry) throws IOException;
    }

    private static DataOption.Work with(Work work) {
        return database -> {
            Registry registry = Registry.open(database, InstantSource.system());
            work.on(Areas.open(database, InstantSource.system()), registry);
        };
    }

    @Command(name = "import", description = "Takes in the areas of a GeoJSON file: all of them, or none where one is wrong. One whose id is there already is replaced, and the older one stays on record.")
    int importFile(
            @Parameters(paramLabel = "FILE", description = "polygons in WGS 84; a point with the property minutes is a walk around it") Path file)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        if (Files.size(file) > GeoJsonReader.MAX_BYTES) {
            throw new IOException(
                    file + " has " + Files.size(file) + " bytes, more than " + GeoJsonReader.MAX_BYTES);
        }
        AreaFile read = GeoJsonReader.read(file.getFileName().toString(), Files.readAllBytes(file));
        PrintWriter err = spec.commandLine().getErr();
        read.warnings()
                .forEach(warning -> err.println("airshed: warning: " + Printable.of(warning, SHOWN_CHARS)));
        if (!read.problems().isEmpty()) {
            read.problems().forEach(problem -> err.println("airshed: " + Printable.of(problem, SHOWN_CHARS)));
            err.println("airshed: nothing was imported");
            return 1;
        }
        data.inNewOrExisting(with((areas, _) -> {
            Areas.Changes changes = areas.put(read.areas());
            say("new", changes.added());
            say("replaced", changes.replaced());
            say("as before", changes.unchanged());
        }));
        return 0;
    }

    private void say(String what, List<AreaId> ids) {
        if (!ids.isEmpty()) {
            out().println(ids.size() + " " + what + ": " + String.join(", ", ids.stream().map(AreaId::text).toList()));
        }
    }

    @Command(description = "Adds all that is within some minutes' walk of a place, 80 m a minute as the crow flies.")
    void around(@Parameters(index = "0", paramLabel = "LAT", description = "latitude in degrees") double latitude,
            @Parameters(index = "1", paramLabel = "LON", description = "longitude in degrees") double longitude,
            @Option(names = "--minutes", paramLabel = "N", defaultValue = "15", description = "1 to 240 (default: 15)") int minutes,
            @Option(names = "--name", required = true, paramLabel = "TEXT", description = "what people call it") String name,
            @Option(names = "--id", paramLabel = "ID", description = "3 to 40 of a-z, 0-9 and single hyphens (default: made of the name)") @Nullable String id)
            throws IOException {
        Optional<AreaId> chosen = id == null ? NameSlug.of(name) : Optional.of(new AreaId(id));
        Area area = Area.of(
                chosen.orElseThrow(() -> new IllegalArgumentException(
                        "no id of a-z and 0-9 can be made of the name '" + name + "'; --id gives one")),
                name, new Walk(new Position(latitude, longitude), minutes));
        data.inNewOrExisting(with((areas, _) -> areas.add(area)));
        out().println("Area " + area.id() + ": " + describe(area) + ".");
    }

    @Command(description = "Ends an area. It stays on record, and the stations and readings in it stay as they are.")
    void remove(@Parameters(paramLabel = "ID") String id) throws IOException {
        AreaId area = new AreaId(id);
        data.inExisting(with((areas, _) -> areas.remove(area)));
        out().println("Area " + area + " is removed.");
    }

    @Command(description = "Lists the areas: what they cover, who stands in them by their public place, what they lie in.")
    void list() throws IOException {
        data.inExisting(with((areas, registry) -> {
            List<Area> all = areas.areas();
            if (all.isEmpty()) {
                out().println("There is no area yet; 'airshed area around LAT LON --name TEXT' adds one.");
            }
            List<PublicDeployment> deployments = registry.publicDeployments();
            long now = InstantSource.system().millis();
            for (Area area : all) {
                out().println(area.id() + "  " + describe(area) + "  "
                        + stations(Membership.of(area, now, now + 1, deployments)) + within(area, all));
            }
        }));
    }

    private static String describe(Area area) {
        String shape = switch (area.shape()) {
            case Walk walk -> walk.minutes() + " minutes' walk (" + Math.round(walk.radiusMetres()) + " m) around "
                    + walk.centre().latitude() + ", " + walk.centre().longitude();
            case Polygons polygons -> "polygon of " + polygons.positions() + " positions";
        };
        return "'" + Printable.of(area.name("en"), Area.MAX_NAME) + "', " + shape
                + String.format(Locale.ROOT, ", %.2f km²", area.shape().squareMetres() / 1e6);
    }

    private static String stations(Membership now) {
        if (now.stays().isEmpty()) {
            return "no station";
        }
        long outdoor = now.stays().stream().filter(stay -> stay.place().environment() == Environment.OUTDOOR).count();
        return outdoor + " outdoor, " + (now.stays().size() - outdoor) + " indoor";
    }

    private static String within(Area area, List<Area> all) {
        List<String> around = all.stream().filter(other -> !other.id().equals(area.id()) && area.within(other))
                .map(other -> other.id().text()).toList();
        return around.isEmpty() ? "" : "  within " + String.join(", ", around);
    }
}
