package org.airshed.edge.app;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.airshed.contract.id.StationId;
import org.airshed.edge.config.SettingsException;
import org.airshed.edge.config.SettingsFile;
import org.airshed.edge.config.StationSettings;
import org.airshed.edge.recording.ImportProgress;
import org.airshed.edge.recording.ImportReport;
import org.airshed.edge.recording.RecordingException;
import org.airshed.edge.recording.RecordingImport;
import org.airshed.edge.recording.Sender;
import org.airshed.edge.uplink.Progress;
import org.airshed.edge.uplink.Uplink;
import org.airshed.edge.uplink.UplinkSettings;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: sends a recording like live readings, through a spool and a connection of its own. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Send a recording (CSV) with its own time stamps, like live readings. Stopped or killed, it goes on"
        + " where it stood when it is started again; repeating it changes nothing.", footer = {"",
                "Mappings that come with Airshed are in mappings/; docs/import.md says how to write one.",
                "Exit codes: 0 everything is stored; 1 refused, not finished or set aside; 2 wrong options."})
final class ImportCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int NOT_DONE = 1;
    private static final long PAUSE_MILLIS = 50;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "FILE.csv", description = "the recording")
    @Nullable
    Path file;

    @Option(names = "--station", required = true, paramLabel = "ID", description = "the station whose readings these are")
    @Nullable
    String station;

    @Option(names = "--mapping", required = true, paramLabel = "FILE.yaml", description = "which column is what")
    @Nullable
    Path mapping;

    @Option(names = "--mqtt", paramLabel = "HOST:PORT", description = "the ingest tier, without TLS (default: localhost:1883)")
    @Nullable
    String mqtt;

    @Option(names = "--settings", paramLabel = "FILE", description = "agent.yaml whose connection, secret and data folder to use for this station, instead of --mqtt")
    @Nullable
    Path settings;

    @Option(names = "--data", paramLabel = "DIR", description = "where the import keeps its spool (default: data)")
    @Nullable
    Path data;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60", description = "how long to wait for a server that does not answer (default: ${DEFAULT-VALUE})")
    int patienceSeconds;

    /** Where to, and where the spool is. */
    private record Way(UplinkSettings connection, Path data) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            if (file == null || mapping == null || station == null || !StationId.isValid(station)) {
                throw usage("--station: '" + station + "' is not 3 to 40 characters of a-z, 0-9 and single hyphens");
            }
            StationId id = new StationId(station);
            Way way = way(id);
            Path folder = DataFolder.open(way.data()).of(id);
            return send(file, mapping, id, way.connection(), folder, out);
        } catch (RecordingException e) {
            e.problems().forEach(problem -> System.err.println("airshed: " + problem));
            System.err.println("airshed: nothing of it was sent");
            return NOT_DONE;
        } catch (SettingsException | UsageException e) {
            System.err.println("airshed: " + e.getMessage());
            return NOT_DONE;
        }
    }

    private int send(Path csv, Path mappingFile, StationId id, UplinkSettings connection, Path folder, PrintStream out)
            throws RecordingException, IOException, InterruptedException {
        String target = connection.host() + ":" + connection.port() + "/" + connection.topics().prefix();
        out.println("reading " + csv);
        try (RecordingImport recording = RecordingImport.prepare(csv, mappingFile, id, target, folder, new FileDisk(),
                InstantSource.system())) {
            out.printf("%,d readings %s to %s:%d%n", recording.readings(),
                    recording.resumes() ? "go on where an earlier run stopped," : "go", connection.host(),
                    connection.port());
            ImportReport report;
            try (Uplink uplink = Uplink.start(connection.beside(recording.name()), id, recording.spool())) {
                ImportProgress progress = new ImportProgress(out, isTerminal(), System::nanoTime);
                report = recording.run(() -> sent(uplink.progress()), progress, () -> Thread.sleep(PAUSE_MILLIS),
                        Duration.ofSeconds(patienceSeconds), System::nanoTime);
            }
            report.lines().forEach(out::println);
            if (!report.complete()) {
                System.err.println("airshed: " + connection.host() + ":" + connection.port() + " took nothing for "
                        + patienceSeconds + " s; what was read waits on disk. Run the same command again to go on");
            }
            return report.good() ? DONE : NOT_DONE;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // null again since JDK 25, where nobody looks on
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static Sender.Sent sent(Progress progress) {
        return new Sender.Sent(progress.acknowledgedEntries(), progress.acknowledgedReadings(),
                progress.rejectedEntries(), progress.lastError());
    }

    private Way way(StationId id) throws SettingsException {
        if (settings == null) {
            return new Way(plain(mqtt == null ? "localhost:1883" : mqtt, id), data == null ? Path.of("data") : data);
        }
        if (mqtt != null) {
            throw usage("--mqtt and --settings: give one of them; the settings name the server");
        }
        var agent = SettingsFile.read(settings);
        UplinkSettings connection = agent.stations()
                .stream()
                .filter(candidate -> candidate.id().equals(id))
                .map(StationSettings::connection)
                .findFirst()
                .orElseThrow(() -> usage("--settings: " + settings + " has no station " + id));
        Path named = agent.data();
        return new Way(connection, data != null ? data : named != null ? named : Path.of("data"));
    }

    private UplinkSettings plain(String address, StationId id) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65_536) {
                String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
                return UplinkSettings.to(host, port, id.text());
            }
        } catch (NumberFormatException e) {
            // told below, like a port that is out of range
        }
        throw usage("--mqtt: '" + address + "' is not HOST:PORT, as in localhost:1883");
    }

    private ParameterException usage(String sentence) {
        if (spec == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(spec.commandLine(), sentence);
    }
}
