package org.airshed.benchmarks.derivation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.DirtyHours;
import org.airshed.ingest.change.Progress;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.change.StationClocks;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.derivation.Derivation;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.quality.MetadataSettings;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.registry.Placement;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.Visibility;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;

/**
 * Stations 300 m apart on a grid, eight properties each, and a neighbourhood of 15 minutes' walk around every 25th of
 * them, in the embedded store: what an ingest tier has, without the connections and the journal.
 */
final class Town implements AutoCloseable {
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final SensorName PMS = new SensorName("pms5003-ttyama0");
    private static final SensorName BME = new SensorName("bme280-76");
    private static final int METRES_APART = 300;
    private static final int AN_AREA = 25;
    private static final int BATCH = 20_000;
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private record Stream(StationId station, SensorName sensor, ObservedProperty property, double base) {}

    private final Database database;
    private final EmbeddedStore store;
    private final DirtyHours dirty;
    private final Derivation derivation;
    private final List<Stream> streams = new ArrayList<>();
    private final List<AreaId> named = new ArrayList<>();
    private final int perHour;
    private Instant now;
    private long journal;

    Town(Path folder, int stations, int perHour, Instant start) throws IOException {
        this.perHour = perHour;
        this.now = start;
        InstantSource clock = () -> now;
        database = Database.open(folder);
        Registry registry = Registry.open(database, clock);
        Areas areas = Areas.open(database, clock);
        store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD, clock);
        dirty = DirtyHours.open(database, false, clock);
        int side = (int) Math.ceil(Math.sqrt(stations));
        for (int i = 0; i < stations; i++) {
            StationId station = new StationId("station-" + i);
            double latitude = 41.4 + i / side * METRES_APART / 111_195.0;
            double longitude = 2.2 + i % side * METRES_APART / 83_400.0;
            registry.place(station,
                    new Placement(latitude, longitude, 3.0, 5.0, Environment.OUTDOOR, "background"),
                    Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
            registry.show(station, Visibility.PRECISE);
            if (i % AN_AREA == AN_AREA / 2 || (i == 0 && stations <= AN_AREA / 2)) {
                AreaId area = new AreaId("area-" + i);
                areas.add(Area.of(area, "Area " + i, new Walk(new Position(latitude, longitude), 15)));
                named.add(area);
            }
            stream(station, PMS, "pm1", 6);
            stream(station, PMS, "pm2_5", 9);
            stream(station, PMS, "pm2_5_cf1", 9);
            stream(station, PMS, "pm10", 14);
            stream(station, BME, "temperature", 17);
            stream(station, BME, "relative_humidity", 60);
            stream(station, BME, "pressure", 1012);
            stream(station, new SensorName("scd41-62"), "co2", 460);
        }
        derivation = new Derivation(store.derived(), registry, areas, Judgements.open(database, clock),
                FittedCorrections.open(database, clock), dirty,
                StationClocks.open(database, false, MetadataSettings.DEFAULTS, dirty), Revisions.open(database, clock),
                ChangeLog.open(database), Progress.open(database), NetworkSettings.proposed(ZONE), SETTLE,
                _ -> {}, clock);
    }

    private void stream(StationId station, SensorName sensor, String property, double base) {
        streams.add(new Stream(station, sensor, ObservedProperties.of(property), base));
    }

    /**
     * Every reading of the hour comes in, in batches as delivery brings them, and is flagged as it does; the clock stands
     * at the hour's end after it.
     *
     * @return seconds that flagging took
     */
    double live(Instant hour) throws IOException {
        return readings(hour, true);
    }

    /** As {@link #live}, faster than the clock: nothing is flagged before the hour is over. */
    void past(Instant hour) throws IOException {
        readings(hour, false);
    }

    private double readings(Instant hour, boolean flagged) throws IOException {
        long flagging = 0;
        long step = Duration.ofHours(1).toMillis() / perHour;
        List<Reading> batch = new ArrayList<>(BATCH);
        for (int slot = 0; slot < perHour; slot++) {
            long time = hour.toEpochMilli() + slot * step;
            now = Instant.ofEpochMilli(time + step);
            for (Stream stream : streams) {
                batch.add(new Reading(stream.station, stream.sensor, stream.property, time, value(stream, time)));
                if (batch.size() == BATCH) {
                    store(batch);
                }
            }
            if (flagged && slot + 1 < perHour) {
                store(batch);
                long begin = System.nanoTime();
                derivation.flagUnderWay();
                flagging += System.nanoTime() - begin;
            }
        }
        store(batch);
        return flagging / 1e9;
    }

    private void store(List<Reading> batch) throws IOException {
        if (!batch.isEmpty()) {
            dirty.before(batch);
            store.write(batch, journal += 8);
            dirty.after();
            batch.clear();
        }
    }

    /** Air that no test finds anything in: days, weather, each sensor's own noise; one value in a thousand is a spike. */
    private static double value(Stream stream, long time) {
        double hours = time / 3_600_000.0;
        long noise = mix(time ^ stream.hashCode() * 0x9E3779B97F4A7C15L);
        double value = stream.base * (1 + 0.15 * Math.sin(2 * Math.PI * hours / 24)
                + 0.10 * Math.sin(2 * Math.PI * hours / (24 * 5.7)) + 0.02 * (noise & 0xFFFF) / 0x10000);
        boolean spike = (noise >>> 16 & 0xFFFF) < 65 && stream.property.id().startsWith("pm");
        return Math.round((spike ? value * 40 : value) * 100) / 100.0;
    }

    private static long mix(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** Marks a period of the first station, as {@code airshed recompute} does. */
    void markFirst(Instant from, Instant to) throws IOException {
        dirty.markPeriod(streams.getFirst().station, from.toEpochMilli(), to.toEpochMilli());
    }

    /** Rounds until there is nothing more to do, at this instant of the clock. */
    void compute(Instant at) throws IOException {
        now = at;
        while (derivation.round()) {
            // as the loop does: more at once
        }
    }

    /** What plain SQL makes of the same raw table in one statement: mean, least, greatest and count of every hour. */
    void aggregate(Instant from, Instant to, boolean firstStation) throws IOException {
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS plain_hour(series INTEGER NOT NULL, h INTEGER NOT NULL,"
                        + " mean REAL, least REAL, greatest REAL, n INTEGER, PRIMARY KEY(series, h)) WITHOUT ROWID");
                String stations = firstStation
                        ? " AND series IN (SELECT id FROM series WHERE station = 'station-0')"
                        : "";
                String raw = "SELECT series, t, v FROM %s WHERE t >= " + from.toEpochMilli() + " AND t < "
                        + to.toEpochMilli() + stations;
                statement
                        .execute("INSERT OR REPLACE INTO plain_hour SELECT series, t / 3600000, avg(v), min(v), max(v),"
                                + " count(*) FROM (" + raw.formatted("main") + " UNION ALL " + raw.formatted("tail")
                                + ") GROUP BY series, t / 3600000");
            }
            return true;
        });
    }

    long rollups(Instant from, Instant to) throws IOException {
        long[] rows = {0};
        store.derived().readRollups(new RollupQuery(null, null, null, null, Span.HOUR, from.toEpochMilli(),
                to.toEpochMilli(), Integer.MAX_VALUE, null), (_, _) -> rows[0]++);
        return rows[0];
    }

    /** Hourly rows of areas that have a value. */
    long indicators(Instant from, Instant to) throws IOException {
        long[] rows = {0};
        for (AreaId area : named) {
            store.derived().readIndicators(new IndicatorQuery(area.text(), null, null, Span.HOUR, null,
                    from.toEpochMilli(), to.toEpochMilli(), Integer.MAX_VALUE, null),
                    (row, _) -> rows[0] += row.value() == null ? 0 : 1);
        }
        return rows[0];
    }

    @Override
    public void close() throws IOException {
        store.close();
        database.close();
    }
}
