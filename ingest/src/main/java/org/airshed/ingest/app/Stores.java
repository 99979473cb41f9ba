package org.airshed.ingest.app;

import java.io.IOException;
import java.time.InstantSource;
import org.airshed.ingest.config.InfluxTarget;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.airshed.ingest.series.influx.InfluxSettings;
import org.airshed.ingest.series.influx.InfluxStore;
import org.airshed.journal.disk.Disk;

/**
 * The store that the settings name, by its two ports.
 *
 * @param derived closed with the readings
 */
record Stores(SeriesStore readings, DerivedStore derived) {
    static Stores open(IngestSettings settings, DataFolder folder, Database database, Disk disk, InstantSource clock)
            throws IOException {
        InfluxTarget influx = settings.influx();
        if (influx == null) {
            EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD, clock);
            return new Stores(store, store.derived());
        }
        InfluxStore store = InfluxStore.open(
                InfluxSettings.of(influx.url(), influx.org(), influx.bucket(), influx.tokenFile()),
                folder.influxCursor(), disk, clock);
        return new Stores(store, store.derived());
    }
}
