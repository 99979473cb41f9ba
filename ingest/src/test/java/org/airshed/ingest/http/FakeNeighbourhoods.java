package org.airshed.ingest.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Polygon;
import org.airshed.ingest.area.Polygons;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Ring;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.index.Assessment;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.query.DerivedData;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.PublicPlace;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.jspecify.annotations.Nullable;

/**
 * What the made-up town's readings come to, in a real store that was written directly: hours of every station, the
 * private one's included, and indicators of four areas.
 */
final class FakeNeighbourhoods implements AutoCloseable {
    static final AreaId POBLENOU = new AreaId("poblenou");
    static final AreaId GRACIA = new AreaId("gracia");
    /** Lies in {@link #GRACIA}, has one station. */
    static final AreaId BLOCK = new AreaId("gracia-block");
    /** Nobody is there. */
    static final AreaId EMPTY = new AreaId("montjuic");

    private final Path folder;
    private final Database database;
    private final EmbeddedStore store;
    final DerivedData data;

    private FakeNeighbourhoods(Path folder, Database database, EmbeddedStore store, DerivedData data) {
        this.folder = folder;
        this.database = database;
        this.store = store;
        this.data = data;
    }

    static FakeNeighbourhoods of(FakeTown town) {
        return of(town, NetworkSettings.proposed(ZoneOffset.UTC));
    }

    static FakeNeighbourhoods of(FakeTown town, NetworkSettings network) {
        InstantSource clock = town.clock();
        try {
            Path folder = Files.createTempDirectory("airshed-neighbourhoods");
            Database database = Database.open(folder);
            EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD, clock);
            Areas areas = Areas.open(database, clock);
            areas.put(List.of(new Area(POBLENOU, Map.of("en", "Poblenou, 15 minutes", "ja", "ポブレノウ 徒歩15分"),
                    new Walk(new Position(41.402, 2.196), 15)), Area.of(GRACIA, "Gràcia", box(41.399, 2.150, 0.01)),
                    Area.of(BLOCK, "One block", box(41.4025, 2.1580, 0.0015)),
                    Area.of(EMPTY, "Montjuïc", new Walk(new Position(41.364, 2.158), 5))));
            ChangeLog changes = ChangeLog.open(database);
            Revisions revisions = Revisions.open(database, clock);
            revisions.begin("airshed-qc@1");
            FakeNeighbourhoods made = new FakeNeighbourhoods(folder, database, store,
                    new DerivedData(store.derived(), areas, changes, revisions, network));
            made.fill(town, clock);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Polygons box(double south, double west, double size) {
        return new Polygons(List.of(new Polygon(new Ring(List.of(new Position(south, west),
                new Position(south, west + size), new Position(south + size, west + size),
                new Position(south + size, west), new Position(south, west))), List.of())));
    }

    private void fill(FakeTown town, InstantSource clock) throws IOException {
        long end = clock.millis() - Math.floorMod(clock.millis(), Hours.HOUR_MILLIS);
        long begin = end - 25 * Hours.HOUR_MILLIS;
        List<Rollup> hours = hours(town, begin, end);
        data.store().revise(hours, 1);
        List<ChangeLog.Change> told = new ArrayList<>();
        hours.stream().map(row -> new ChangeLog.Change(ChangeLog.Kind.STATION, row.station().text(),
                row.startMillis(), 1)).distinct().forEach(told::add);
        List<IndicatorValue> rows = new ArrayList<>();
        for (Area area : data.areas().areas()) {
            for (Environment environment : Environment.values()) {
                List<StationId> members = members(town, area, environment);
                if (!members.isEmpty()) {
                    rows.addAll(areaHours(area.id(), environment, members, hours, begin, end));
                    told.add(new ChangeLog.Change(ChangeLog.Kind.AREA, area.id().text(), end - Hours.HOUR_MILLIS, 1));
                }
            }
        }
        data.store().reviseIndicators(rows, 1);
        data.changes().append(told);
    }

    private static List<StationId> members(FakeTown town, Area area, Environment environment) {
        List<StationId> members = new ArrayList<>();
        for (PublicStation station : town.stations()) {
            PublicPlace place = station.place();
            if (place != null && place.environment() == environment
                    && area.shape().contains(place.latitude(), place.longitude())) {
                members.add(station.id());
            }
        }
        return members;
    }

    private record Series(StationId station, SensorName sensor, ObservedProperty property, long hour) {}

    private static List<Rollup> hours(FakeTown town, long begin, long end) throws IOException {
        Map<Series, List<Double>> values = new LinkedHashMap<>();
        town.series().read(new ReadingQuery(null, null, null, Level.RAW, begin, end, Integer.MAX_VALUE, null),
                reading -> values.computeIfAbsent(series(reading), _ -> new ArrayList<>()).add(reading.value()));
        List<Rollup> rollups = new ArrayList<>();
        values.forEach((of, its) -> {
            boolean enough = its.size() >= 45;
            double mean = BigDecimal.valueOf(its.stream().mapToDouble(value -> value).average().orElseThrow())
                    .setScale(3, RoundingMode.HALF_UP).doubleValue();
            rollups.add(new Rollup(of.station(), of.sensor(), of.property(), Level.RAW, Span.HOUR, of.hour(),
                    enough ? (Double) mean : null,
                    enough ? its.stream().min(Comparator.naturalOrder()).orElse(null) : null,
                    enough ? its.stream().max(Comparator.naturalOrder()).orElse(null) : null, its.size(),
                    its.size() / 60.0, enough ? Flag.GOOD : Flag.MISSING, enough ? 0 : 1 << 16));
        });
        return rollups;
    }

    private static Series series(StoredReading reading) {
        return new Series(reading.station(), reading.sensor(), reading.property(),
                reading.timeMillis() - Math.floorMod(reading.timeMillis(), Hours.HOUR_MILLIS));
    }

    private static List<IndicatorValue> areaHours(AreaId area, Environment environment, List<StationId> members,
            List<Rollup> hours, long begin, long end) {
        Map<ObservedProperty, TreeMap<Long, IndicatorValue>> made = new LinkedHashMap<>();
        for (long hour = begin; hour < end; hour += Hours.HOUR_MILLIS) {
            long of = hour;
            for (String id : environment == Environment.OUTDOOR ? List.of("pm2_5", "pm10") : List.of("co2")) {
                ObservedProperty property = ObservedProperties.of(id);
                List<Double> values = hours.stream()
                        .filter(row -> row.startMillis() == of && row.property().equals(property)
                                && row.mean() != null && members.contains(row.station()))
                        .map(Rollup::mean).sorted().toList();
                made.computeIfAbsent(property, _ -> new TreeMap<>()).put(hour,
                        concentration(area, environment, property, hour, values, members.size()));
            }
        }
        List<IndicatorValue> rows = new ArrayList<>();
        made.values().forEach(of -> rows.addAll(of.values()));
        String index = environment == Environment.OUTDOOR ? "eaqi" : "co2-japan-school";
        for (long hour = begin; hour < end; hour += Hours.HOUR_MILLIS) {
            Map<ObservedProperty, Hours> medians = new LinkedHashMap<>();
            for (Map.Entry<ObservedProperty, TreeMap<Long, IndicatorValue>> of : made.entrySet()) {
                IndicatorValue row = of.getValue().get(hour);
                Double value = row == null ? null : row.value();
                List<@Nullable BigDecimal> one = new ArrayList<>();
                one.add(value == null ? null : BigDecimal.valueOf(value));
                medians.put(of.getKey(), new Hours(hour, one));
            }
            overall(area, environment, index, hour,
                    Indices.current(index).orElseThrow().now(medians, hour + Hours.HOUR_MILLIS),
                    members.size()).ifPresent(rows::add);
        }
        return rows;
    }

    private static IndicatorValue concentration(AreaId area, Environment environment, ObservedProperty property,
            long hour, List<Double> values, int members) {
        double coverage = values.size() / (double) members;
        if (values.size() < 3) {
            return new IndicatorValue(area.text(), "concentration", property.id(), Span.HOUR, environment.text(), hour,
                    null, null, null, values.size(), coverage, null,
                    values.size() + " of " + members + " stations, 3 are needed");
        }
        double median = values.get(values.size() / 2);
        return new IndicatorValue(area.text(), "concentration", property.id(), Span.HOUR, environment.text(), hour,
                median, values.getFirst(), values.getLast(), values.size(), coverage, "uncorrected", null);
    }

    private static java.util.Optional<IndicatorValue> overall(AreaId area, Environment environment, String index,
            long hour, Assessment assessment, int stations) {
        return switch (assessment.overall()) {
            case IndexResult.Value value -> java.util.Optional.of(new IndicatorValue(area.text(), index, "all",
                    Span.HOUR, environment.text(), hour, value.number().doubleValue(), value.number().doubleValue(),
                    value.number().doubleValue() + 1, stations, 1, value.band().key() + ":" + value.deciding().id(),
                    null));
            case IndexResult.NotEnoughData lacking -> java.util.Optional.of(new IndicatorValue(area.text(), index,
                    "all", Span.HOUR, environment.text(), hour, null, null, null, stations, 0, null,
                    lacking.reason()));
            case IndexResult.NoIndex _ -> java.util.Optional.empty();
        };
    }

    DerivedStore derived() {
        return data.store();
    }

    /** Computes an hour of a station once more, with another outcome, under a revision. */
    void replace(StationId station, long hourMillis, double mean, long revision) throws IOException {
        data.store().revise(List.of(new Rollup(station, new SensorName("pms5003-ttyama0"),
                ObservedProperties.of("pm2_5"), Level.RAW, Span.HOUR, hourMillis, mean, null, null, 60, 1, Flag.GOOD,
                0)),
                revision);
    }

    /** Stores a year's value of an area. */
    void year(AreaId area, int year, String index, String property, @Nullable Double value, @Nullable String category)
            throws IOException {
        long begin = LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        data.store().reviseIndicators(List.of(new IndicatorValue(area.text(), index, property, Span.YEAR, "outdoor",
                begin, value, value == null ? null : (Double) (value - 1), value == null ? null : (Double) (value + 1),
                3, 0.9, category, value == null ? "120 of 365 days, 274 are needed" : null)), 2);
    }

    @Override
    public void close() {
        try {
            store.close();
            database.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
