package org.airshed.edge.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.airshed.edge.config.AgentSettings;
import org.airshed.edge.config.SettingsException;
import org.airshed.edge.config.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs stations until it is stopped: those of a settings file, or simulated ones. */
@Command(name = "agent", description = "Runs the stations of a settings file, or simulated ones, until it is stopped.", mixinStandardHelpOptions = true, sortOptions = false)
final class AgentCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--settings", paramLabel = "FILE", description = "Settings file; a commented sample is agent.yaml.")
    private @Nullable Path settingsFile;

    @Option(names = "--demo", description = "Simulated stations in two neighbourhoods of Barcelona instead.")
    private boolean demo;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; wins over the one in the settings.")
    private @Nullable Path data;

    @Option(names = "--stations", paramLabel = "N", defaultValue = "8", description = "Demo: how many stations (${DEFAULT-VALUE}).")
    private int stations;

    @Option(names = "--mqtt", paramLabel = "HOST:PORT", defaultValue = "localhost:1883", converter = HostAndPort.Converter.class, description = "Demo: where to send (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private HostAndPort mqtt;

    @Option(names = "--history", paramLabel = "TIME", defaultValue = "2d", converter = TimeConverter.class, description = "Demo: how long the stations have lived already, as in 12h, 7d; 0d for not at all (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration history;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Demo: the same seed breathes the same air (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws UsageException {
        Path file = settingsFile;
        if (demo == (file != null)) {
            throw new ParameterException(spec.commandLine(), "give --settings FILE, or --demo");
        }
        try (Stop stop = Stop.onSignal()) {
            if (file == null) {
                if (data == null) {
                    throw new UsageException("--demo needs --data DIR, a folder to keep what is not sent yet");
                }
                return Demo.run(new Demo.Options(stations, mqtt, history, seed), DataFolder.open(data), stop,
                        spec.commandLine().getOut());
            }
            AgentSettings settings = SettingsFile.read(file);
            Path folder = data != null ? data : settings.data();
            if (folder == null) {
                throw new UsageException("there is no data folder: give --data DIR, or data: in " + file);
            }
            return SettledStations.run(settings, DataFolder.open(folder), stop, spec.commandLine().getOut());
        } catch (SettingsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
