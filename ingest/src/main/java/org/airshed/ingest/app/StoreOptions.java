package org.airshed.ingest.app;

import java.nio.file.Path;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.config.Options;
import org.airshed.ingest.config.SettingsException;
import org.airshed.ingest.config.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a network's data are: the settings file, the data folder, and the InfluxDB where readings are in one. The same
 * words for the process that stores readings and for commands that read them.
 */
final class StoreOptions {
    @Option(names = "--settings", paramLabel = "FILE", description = "settings file of the ingest tier, see the sample ingest.yaml")
    private @Nullable Path settings;

    @Option(names = "--data", paramLabel = "DIR", description = "data folder of the ingest tier (default: data)")
    private @Nullable String data;

    @Option(names = "--influx", paramLabel = "URL", description = "the InfluxDB that holds the readings (default: the built-in store of the data folder)")
    private @Nullable String influx;

    @Option(names = "--influx-org", paramLabel = "ORG", description = "its organisation")
    private @Nullable String influxOrg;

    @Option(names = "--influx-bucket", paramLabel = "BUCKET", description = "its bucket")
    private @Nullable String influxBucket;

    @Option(names = "--influx-token-file", paramLabel = "FILE", description = "file that holds a token for it")
    private @Nullable String influxTokenFile;

    /** The settings that file and options come to. */
    IngestSettings read() throws SettingsException {
        return read(new Options());
    }

    /** The same with further options. */
    IngestSettings read(Options more) throws SettingsException {
        return SettingsFile.read(settings, more.with("--data", "data", data).with("--influx", "influx.url", influx)
                .with("--influx-org", "influx.org", influxOrg).with("--influx-bucket", "influx.bucket", influxBucket)
                .with("--influx-token-file", "influx.token-file", influxTokenFile));
    }
}
