package org.airshed.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.benchmarks.mqtt.Latencies;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.process.ProcessUsage;
import org.airshed.benchmarks.process.Tools;
import org.airshed.benchmarks.server.Influxd;

/**
 * Whole-system load: Airshed, then Mosquitto + Telegraf, into the same influxd in the same run. Loopback only, bounded
 * in time, everything in a folder of its own that is deleted at the end.
 */
public final class WholeSystemLoad {
    private final PrintStream out;
    private final Options options;
    private final Path folder;

    private WholeSystemLoad(PrintStream out, Options options, Path folder) {
        this.out = out;
        this.options = options;
        this.folder = folder;
    }

    /** See {@link Options#USAGE}. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        Options options;
        try {
            options = Options.of(List.of(arguments));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            System.exit(2);
            return;
        }
        if (options.help()) {
            out.println(Options.USAGE);
            return;
        }
        Path folder = Files.createTempDirectory(options.folder().toAbsolutePath(), "airshed-load-");
        try {
            new WholeSystemLoad(out, options, folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws IOException {
        Latencies forces = ForceTimes.measure(folder);
        out.printf(Locale.ROOT, "force of 64 KiB on this disk: p50 %s ms, p99 %s ms%n",
                Table.millis(forces.percentile(50)),
                Table.millis(forces.percentile(99)));
        List<Measurement> measurements = new ArrayList<>();
        try (Influxd influxd = Influxd.start(tool("influxd"), folder.resolve("influxd"))) {
            LoadRun run = new LoadRun(influxd, options.plan());
            for (Scenario scenario : options.scenarios()) {
                if (options.airshed()) {
                    measurements.add(airshed(influxd, run, scenario));
                }
                if (options.peer()) {
                    measurements.add(peer(influxd, run, scenario));
                }
            }
        }
        out.println();
        out.println(Table.of(measurements));
        out.println(Table.ratios(measurements));
    }

    private Measurement airshed(Influxd influxd, LoadRun run, Scenario scenario) {
        String bucket = "airshed-" + scenario.name();
        influxd.createBucket(bucket);
        Path recording = folder.resolve(scenario.name() + ".jfr");
        List<String> flags = new ArrayList<>(options.ingestFlags());
        if (options.profile()) {
            flags.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        }
        Path data = folder.resolve(bucket);
        try (AirshedContender airshed = AirshedContender.start(JavaCommand.standard(flags.toArray(String[]::new)), data,
                influxd,
                bucket)) {
            Measurement measured = run.measure(airshed, scenario);
            say(measured);
            if (options.profile()) {
                threads(airshed);
                airshed.stop();
                view(recording, "hot-methods");
                view(recording, "allocation-by-class");
            }
            return measured;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    e.getMessage() + "\nthe ingest tier's log ends:\n" + tail(data.resolve("ingest.log")), e);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private Measurement peer(Influxd influxd, LoadRun run, Scenario scenario) {
        String bucket = "peer-" + scenario.name();
        influxd.createBucket(bucket);
        try (PeerContender peer = PeerContender.start(tool("mosquitto"), tool("telegraf"), folder.resolve(bucket),
                influxd,
                bucket)) {
            Measurement measured = run.measure(peer, scenario);
            say(measured);
            return measured;
        }
    }

    private void say(Measurement measured) {
        out.printf(Locale.ROOT, "%s, %s: %,d readings, %,.0f/s acknowledged, %,.0f/s stored%n",
                measured.scenario().name(),
                measured.contender(), measured.readings(), measured.acknowledgedPerSecond(),
                measured.storedPerSecond());
    }

    private void threads(Contender contender) {
        for (ChildProcess process : contender.processes().values()) {
            out.println("CPU-seconds by thread since the start of the process, warm-up included:");
            Map<String, Double> threads = new TreeMap<>(ProcessUsage.byThread(process.pid()));
            threads.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed()).limit(12)
                    .forEach(entry -> out.printf(Locale.ROOT, "  %6.1f  %s%n", entry.getValue(), entry.getKey()));
        }
    }

    private void view(Path recording, String view) {
        Path jfr = Path.of(System.getProperty("java.home"), "bin", "jfr");
        Path log = folder.resolve(view + ".txt");
        try (ChildProcess process = ChildProcess.start("jfr",
                List.of(jfr.toString(), "view", "--width", "150", view, recording.toString()), folder, log)) {
            process.waitFor(Duration.ofMinutes(2));
            out.println(process.output());
        }
    }

    private static Path tool(String name) {
        return Tools.find(name).orElseThrow(() -> new IllegalStateException(Tools.missing(name)));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(folder)) {
            paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
