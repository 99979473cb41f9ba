package org.airshed.ingest.app;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.config.InfluxTarget;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;

/**
 * What the stations of a network have recorded, for commands that only read it, beside a running ingest tier or without
 * one; with the data folder's database for what a command keeps.
 *
 * <p>Threads: one.
 */
final class Recordings implements AutoCloseable {
    private final DataFolder folder;
    private final Database database;
    private final SeriesStore store;
    private final @Nullable InfluxTarget influx;

    private Recordings(DataFolder folder, Database database, SeriesStore store, @Nullable InfluxTarget influx) {
        this.folder = folder;
        this.database = database;
        this.store = store;
        this.influx = influx;
    }

    /** Opens what the settings name: the data folder, and the store that its ingest tier would use. */
    static Recordings open(IngestSettings settings) throws IOException {
        DataFolder folder = DataFolder.existing(settings.dataFolder());
        Database database = Database.open(folder.path());
        try {
            SeriesStore store = Stores.open(settings, folder, database, new FileDisk(), InstantSource.system())
                    .readings();
            return new Recordings(folder, database, store, settings.influx());
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    Database database() {
        return database;
    }

    /** Hourly means of one sensor, see {@link StoredHours}. */
    StoredHours hours(StationId station, SensorName sensor, ObservedProperty property, long from, long to,
            @Nullable Long intervalMillis) throws IOException {
        return StoredHours.read(store, station, sensor, property, from, to, intervalMillis);
    }

    /** The sensors of a station that ever observed a property. */
    List<SensorName> sensors(StationId station, ObservedProperty property) throws IOException {
        return store.latest(station).stream().filter(reading -> reading.property().equals(property))
                .filter(reading -> reading.level().equals(Level.RAW)).map(StoredReading::sensor).toList();
    }

    /**
     * The sensor that is meant.
     *
     * @param named by whoever typed the command; null: the only one
     * @param option that names it, with its value, for the sentence where it cannot be told
     */
    SensorName sensor(StationId station, ObservedProperty property, @Nullable String named, String option)
            throws IOException {
        List<SensorName> sensors = sensors(station, property);
        SensorName wanted = named == null ? null : new SensorName(named);
        if (wanted != null && sensors.contains(wanted)) {
            return wanted;
        }
        if (sensors.isEmpty()) {
            throw new IOException(where() + " has no " + property.id() + " of station " + station + otherwise());
        }
        if (wanted != null || sensors.size() > 1) {
            throw new IOException(option + " chooses one of the sensors of station " + station + " for "
                    + property.id() + ": " + String.join(", ", sensors.stream().map(SensorName::text).toList()));
        }
        return sensors.getFirst();
    }

    private String where() {
        return influx == null
                ? "the built-in store of the data folder " + folder.path()
                : "bucket '" + influx.bucket() + "' of InfluxDB at " + influx.url();
    }

    /** What to try where something is not there. */
    private String otherwise() {
        return influx == null && Files.exists(folder.influxCursor())
                ? "; this network's readings go to InfluxDB: name it as for 'airshed ingest', with --settings FILE or"
                        + " --influx, --influx-org, --influx-bucket and --influx-token-file"
                : "; 'airshed station list' shows the stations of this data folder";
    }

    @Override
    public void close() throws IOException {
        if (influx != null) {
            store.close(); // its position has not moved, so nothing is written
        }
        // The built-in store is not closed: that would checkpoint the database of a running ingest tier.
        database.close();
    }
}
