package org.airshed.ingest.app;

import java.io.IOException;
import java.time.InstantSource;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;

/** Opens the store that the settings name. */
final class Stores {
    private Stores() {}

    static SeriesStore open(IngestSettings settings, Database database, InstantSource clock) throws IOException {
        if (settings.influx() != null) {
            throw new IOException("InfluxDB is not built in yet; leave --influx out for the embedded store");
        }
        return EmbeddedStore.open(database, EmbeddedSettings.STANDARD, clock);
    }
}
