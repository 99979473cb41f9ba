package org.airshed.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;

/** The product's agent with simulated chips, on one data folder: started as the launcher starts it, as often as wanted. */
final class AgentProcess {
    private static final String MAIN = "org.airshed.edge.app.AgentMain";
    /** Those of the launcher. */
    private static final JavaCommand JAVA = JavaCommand
            .standard("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xms8m", "-Xmx48m",
                    "-XX:TieredStopAtLevel=1", "-XX:TrimNativeHeapInterval=5000")
            .without("ingest");

    private final Path folder;
    private final Path settings;
    private final List<Simulated> stations;

    /**
     * A station with simulated chips.
     *
     * @param scenario outdoor, classroom or broken
     */
    record Simulated(String id, String scenario, Duration commitInterval) {
        private String yaml(int port) {
            return """
                      - id: %s
                        connection:
                          host: localhost
                          port: %d
                          longest-retry: 1s
                        spool:
                          commit-interval: %dms
                        sampling:
                          averaging: 1s
                        simulation:
                          scenario: %s
                    """.formatted(id, port, commitInterval.toMillis(), scenario);
        }
    }

    private AgentProcess(Path folder, Path settings, List<Simulated> stations) {
        this.folder = folder;
        this.settings = settings;
        this.stations = List.copyOf(stations);
    }

    /** Writes the settings of an agent that sends to that port of this machine. */
    static AgentProcess sendingTo(int port, Path folder, List<Simulated> stations) {
        StringBuilder yaml = new StringBuilder("data: data\nclock: trust\nstations:\n");
        stations.forEach(station -> yaml.append(station.yaml(port)));
        try {
            Files.createDirectories(folder);
            return new AgentProcess(folder, Files.writeString(folder.resolve("agent.yaml"), yaml), stations);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the agent's settings", e);
        }
    }

    /** Starts it; does not wait. */
    ChildProcess start() {
        return ChildProcess.start("agent", JAVA.run(MAIN, List.of("agent", "--settings", settings.toString())), folder,
                folder.resolve("agent.log"));
    }

    List<Simulated> stations() {
        return stations;
    }

    /** Where everything of a station stands. */
    Path of(String station) {
        return folder.resolve("data/agent").resolve(station);
    }
}
