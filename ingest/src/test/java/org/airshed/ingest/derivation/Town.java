package org.airshed.ingest.derivation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
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
import org.airshed.ingest.quality.MetadataSettings;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.registry.Placement;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.Visibility;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.RawSink;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;

/** A town in a folder: stations, an area, the embedded store, and a clock that a test moves. */
final class Town implements AutoCloseable {
    static final AreaId AREA = new AreaId("old-town");
    static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final SensorName PMS = new SensorName("pms5003-ttyama0");
    private static final SensorName BME = new SensorName("bme280-76");

    private final Database database;
    private final EmbeddedStore store;
    private final DirtyHours dirty;
    final StationClocks clocks;
    final Registry registry;
    final Areas areas;
    final Judgements judgements;
    final FittedCorrections fitted;
    final ChangeLog changes;
    final Revisions revisions;
    /** What was said of the newest readings while their hour went on. */
    final List<FlaggedReading> judged = new ArrayList<>();
    private Instant now;
    private long journal;
    private DerivedStore derived;
    private Derivation derivation;
    private NetworkSettings settings = NetworkSettings.proposed(ZONE);

    Town(Path folder, Instant start) throws IOException {
        now = start;
        InstantSource clock = () -> now;
        database = Database.open(folder);
        registry = Registry.open(database, clock);
        areas = Areas.open(database, clock);
        judgements = Judgements.open(database, clock);
        fitted = FittedCorrections.open(database, clock);
        store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD, clock);
        dirty = DirtyHours.open(database, false, clock);
        clocks = StationClocks.open(database, false, MetadataSettings.DEFAULTS, dirty);
        revisions = Revisions.open(database, clock);
        changes = ChangeLog.open(database);
        derived = store.derived();
        derivation = derivation(clock);
    }

    private Derivation derivation(InstantSource clock) throws IOException {
        return new Derivation(derived, registry, areas, judgements, fitted, dirty, clocks, revisions, changes,
                Progress.open(database), settings, Duration.ZERO, judged::add, clock);
    }

    /** Puts another store between, or changes what the network has chosen. */
    void with(DerivedStore other, NetworkSettings chosen) throws IOException {
        derived = other;
        settings = chosen;
        derivation = derivation(() -> now);
    }

    DerivedStore derived() {
        return derived;
    }

    NetworkSettings settings() {
        return settings;
    }

    /** Stations 200 m apart on a grid, at their true places, outdoors, since 2020. */
    void stations(String... ids) throws IOException {
        stations(200, ids);
    }

    /** The same, so many metres apart: less than 50 m would be one site. */
    void stations(int metresApart, String... ids) throws IOException {
        for (int i = 0; i < ids.length; i++) {
            place(ids[i], 41.4 + i % 8 * metresApart / 111_195.0, 2.2 + i / 8 * metresApart / 83_400.0);
        }
    }

    /** One station at its true place, outdoors, since 2020. */
    void place(String id, double latitude, double longitude) throws IOException {
        StationId station = new StationId(id);
        registry.place(station, new Placement(latitude, longitude, 3.0, 5.0, Environment.OUTDOOR, "background"),
                Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
        registry.show(station, Visibility.PRECISE);
    }

    /** Lets the days of the network be those of UTC. */
    void inUtc() throws IOException {
        with(derived, NetworkSettings.proposed(java.time.ZoneOffset.UTC));
    }

    /** Looks into the tables themselves. */
    <T> T read(org.airshed.ingest.database.Work<T> work) throws IOException {
        return database.read(work);
    }

    void area() throws IOException {
        areas.add(Area.of(AREA, "Old town", new Walk(new Position(41.4, 2.2), 15)));
    }

    void at(Instant instant) {
        now = instant;
    }

    Instant now() {
        return now;
    }

    static Reading pm(String station, Instant time, double value) {
        return new Reading(new StationId(station), PMS, ObservedProperties.of("pm2_5"), time.toEpochMilli(), value);
    }

    static Reading reading(String station, String property, Instant time, double value) {
        return new Reading(new StationId(station), property.startsWith("pm") ? PMS : BME,
                ObservedProperties.of(property), time.toEpochMilli(), value);
    }

    /** What delivery does with a batch. */
    void store(List<Reading> readings) throws IOException {
        dirty.before(readings);
        store.write(readings, journal += 8);
        dirty.after();
    }

    /** Rounds until there is nothing more to do. */
    void compute() throws IOException {
        int idle = 0;
        for (int i = 0; i < 400 && idle < 2; i++) {
            now = now.plusMillis(1); // marks are due when their time has passed
            idle = derivation.round() ? 0 : idle + 1;
        }
        if (idle == 2) {
            return;
        }
        throw new IllegalStateException("there is no end to it");
    }

    /** What the loop does between rounds. */
    void flagUnderWay() throws IOException {
        derivation.flagUnderWay();
    }

    /** As the command line asks for it. */
    void again(StationId station, long fromMillis, long toMillis) throws IOException {
        dirty.markPeriod(station, fromMillis, toMillis);
        compute();
    }

    List<Rollup> rollups(Span span) throws IOException {
        List<Rollup> rows = new ArrayList<>();
        derived.readRollups(new RollupQuery(null, null, null, null, span, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2,
                Integer.MAX_VALUE, null), (row, _) -> rows.add(row));
        return rows;
    }

    List<IndicatorValue> indicators(Span period, String index) throws IOException {
        List<IndicatorValue> rows = new ArrayList<>();
        derived.readIndicators(new IndicatorQuery(AREA.text(), index, null, period, null, Long.MIN_VALUE / 2,
                Long.MAX_VALUE / 2, Integer.MAX_VALUE, null), (row, _) -> rows.add(row));
        return rows;
    }

    /** Everything that follows from the readings, as text: for comparing two towns. */
    List<String> everything() throws IOException {
        List<String> all = new ArrayList<>();
        derived.readRaw(new RawQuery(null, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2), new RawSink() {
            private String stream = "";

            @Override
            public void datastream(StationId station, SensorName sensor,
                    org.airshed.contract.property.ObservedProperty property) {
                stream = station + " " + sensor + " " + property;
            }

            @Override
            public void value(long timeMillis, double value, int flagCode, int reasons) {
                all.add(stream + " " + Instant.ofEpochMilli(timeMillis) + " " + value + " " + flagCode + " " + reasons);
            }
        });
        for (Span span : Span.values()) {
            rollups(span).forEach(row -> all.add(row.toString()));
            List<IndicatorValue> rows = new ArrayList<>();
            derived.readIndicators(new IndicatorQuery(AREA.text(), null, null, span, null, Long.MIN_VALUE / 2,
                    Long.MAX_VALUE / 2, Integer.MAX_VALUE, null), (row, _) -> rows.add(row));
            rows.forEach(row -> all.add(row.toString()));
        }
        return all;
    }

    /** What is told to those who pull, by subject. */
    Map<String, Long> announced() throws IOException {
        return changes.read(0, Integer.MAX_VALUE).stream().collect(java.util.stream.Collectors
                .groupingBy(entry -> entry.change().subject(), java.util.stream.Collectors.counting()));
    }

    @Override
    public void close() throws IOException {
        store.close();
        database.close();
    }
}
