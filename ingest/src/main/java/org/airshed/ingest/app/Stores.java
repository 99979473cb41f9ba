package org.airshed.ingest.app;

import java.io.IOException;
import java.time.InstantSource;
import org.airshed.ingest.config.InfluxTarget;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.airshed.ingest.series.influx.InfluxSettings;
import org.airshed.ingest.series.influx.InfluxStore;
import org.airshed.journal.disk.Disk;

/** Opens the store that the settings name. */
final class Stores {
    private Stores() {}

    static SeriesStore open(IngestSettings settings, DataFolder folder, Database database, Disk disk,
            InstantSource clock) throws IOException {
        InfluxTarget influx = settings.influx();
        return influx == null
                ? EmbeddedStore.open(database, EmbeddedSettings.STANDARD, clock)
                : InfluxStore.open(
                        InfluxSettings.of(influx.url(), influx.org(), influx.bucket(), influx.tokenFile()),
                        folder.influxCursor(), disk, clock);
    }
}
