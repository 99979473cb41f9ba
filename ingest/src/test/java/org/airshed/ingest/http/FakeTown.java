package org.airshed.ingest.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.query.MemorySeries;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.query.PublicStation.Presence;
import org.airshed.ingest.query.StationDirectory;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.PublicPlace;
import org.jspecify.annotations.Nullable;

/** Eight stations in two neighbourhoods and a private one, with a made-up day behind them: enough to look at the page. */
public final class FakeTown implements StationDirectory {
    static final StationId PRIVATE = new StationId("private-home");
    private static final Duration HISTORY = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(1);

    private record Sensor(String name, Map<String, double[]> usual) {}

    // property → mean, daily swing, noise
    private static final Sensor PMS = new Sensor("pms5003-ttyama0",
            Map.of("pm1", new double[]{6, 3, 0.6}, "pm2_5", new double[]{11, 6, 1.2}, "pm10", new double[]{17, 8, 2}));
    private static final Sensor BME = new Sensor("bme280-76", Map.of("temperature", new double[]{15, 5, 0.05},
            "relative_humidity", new double[]{64, 14, 0.3}, "pressure", new double[]{1_014, 2, 0.05}));
    private static final Sensor SEN = new Sensor("sen55-69",
            Map.of("pm2_5", new double[]{10, 6, 0.8}, "pm10", new double[]{15, 8, 1}, "temperature",
                    new double[]{16.5, 5, 0.1}, "voc_index", new double[]{98, 25, 3}, "nox_index",
                    new double[]{2, 1, 0.2}));
    private static final Sensor SCD = new Sensor("scd41-62", Map.of("co2", new double[]{455, 35, 6}, "temperature",
            new double[]{16, 5, 0.1}, "relative_humidity", new double[]{62, 13, 0.5}));
    private static final Sensor ROOM = new Sensor("scd41-62", Map.of("co2", new double[]{840, 420, 12}, "temperature",
            new double[]{21.2, 1.4, 0.05}, "relative_humidity", new double[]{46, 6, 0.4}));

    private final InstantSource clock;
    private final MemorySeries series = new MemorySeries();
    private final LiveReadings live = new LiveReadings(10_000);
    private final Map<StationId, PublicStation> stations = new TreeMap<>();
    private final Map<StationId, List<Sensor>> sensors = new TreeMap<>();
    private final Random random = new Random(7);

    public FakeTown(InstantSource clock) {
        this.clock = clock;
        Instant since = clock.instant().minus(Duration.ofHours(5));
        add("poblenou-atelier", "Atelier Poblenou", 41.4036, 2.1931, Environment.OUTDOOR, since, PMS, BME);
        add("poblenou-school", "Escola, classroom 3B", 41.4021, 2.1962, Environment.INDOOR, since, ROOM);
        add("poblenou-rambla", "Rambla, balcony", 41.4021, 2.1962, Environment.OUTDOOR, since, SEN, SCD);
        add("poblenou-port", "Port side", 41.3985, 2.2010, Environment.OUTDOOR, since, PMS, BME, SCD);
        add("gracia-plaza", "Plaça del Sol", 41.4012, 2.1567, Environment.OUTDOOR, since, SEN, BME);
        add("gracia-roof", "Roof garden", 41.4031, 2.1590, Environment.OUTDOOR, since, PMS, BME);
        add("gracia-library", "Library yard", 41.4052, 2.1541, Environment.OUTDOOR, since, SEN);
        add("gracia-broken", "Old market (worn fan)", 41.4012, 2.1567, Environment.OUTDOOR, since, PMS, BME);
        sensors.put(PRIVATE, List.of(PMS));
        StationId broken = new StationId("gracia-broken");
        stations.put(broken, with(java.util.Objects.requireNonNull(stations.get(broken)), Presence.OFFLINE));
        long now = clock.millis();
        for (long time = now - HISTORY.toMillis(); time <= now - 5_000; time += STEP.toMillis()) {
            for (StationId station : sensors.keySet()) {
                boolean lunchGap = station.text().equals("gracia-roof")
                        && Math.floorMod(time, 86_400_000L) / 3_600_000 == 12;
                boolean gone = station.equals(broken) && time > now - 100 * 60_000;
                if (!lunchGap && !gone) {
                    series.write(at(station, time), 0);
                }
            }
        }
    }

    private static PublicStation with(PublicStation station, Presence presence) {
        return new PublicStation(station.id(), station.name(), station.place(), presence, station.presenceSince());
    }

    private void add(String id, @Nullable String name, double latitude, double longitude, Environment environment,
            Instant since, Sensor... its) {
        var station = new StationId(id);
        stations.put(station, new PublicStation(station, name,
                new PublicPlace(latitude, longitude, true, environment), Presence.ONLINE, since));
        sensors.put(station, List.of(its));
    }

    private List<Reading> at(StationId station, long time) {
        List<Reading> readings = new ArrayList<>();
        double day = Math.sin(2 * Math.PI * (time % 86_400_000 / 86_400_000.0 - 0.35));
        double rush = Math.exp(-Math.pow((time % 43_200_000 / 3_600_000.0 - 8) / 1.1, 2));
        for (Sensor sensor : sensors.getOrDefault(station, List.of())) {
            double own = 1 + (station.hashCode() % 17) / 90.0;
            sensor.usual().forEach((property, usual) -> readings.add(new Reading(station,
                    new SensorName(sensor.name()), ObservedProperties.of(property), time,
                    Math.round(own * (usual[0] + usual[1] * (0.6 * day + (property.startsWith("pm") ? rush : 0))
                            + usual[2] * random.nextGaussian()) * 100) / 100.0)));
        }
        return readings;
    }

    /** One reading of every sensor of every station that is online, now. */
    public synchronized void step() {
        long now = clock.millis();
        for (PublicStation station : stations.values()) {
            if (station.presence() == Presence.ONLINE) {
                arrive(at(station.id(), now));
            }
        }
        arrive(at(PRIVATE, now));
    }

    /** Stores readings and tells the listeners, as delivery does. */
    public void arrive(List<Reading> readings) {
        series.write(readings, 0);
        live.stored(readings);
    }

    /** A station comes or goes. */
    public synchronized void presence(StationId id, boolean online) {
        PublicStation station = stations.get(id);
        if (station != null) {
            stations.put(id, with(station, online ? Presence.ONLINE : Presence.OFFLINE));
        }
        live.presence(id, online, clock.millis());
    }

    /** By which its day was made up. */
    InstantSource clock() {
        return clock;
    }

    public MemorySeries series() {
        return series;
    }

    public LiveReadings live() {
        return live;
    }

    @Override
    public synchronized List<PublicStation> stations() {
        return List.copyOf(stations.values());
    }
}
