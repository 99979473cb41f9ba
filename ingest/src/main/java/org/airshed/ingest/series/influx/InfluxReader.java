package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.line.LineProtocol;
import org.jspecify.annotations.Nullable;

/** The port's questions in InfluxQL. Threads: any. */
final class InfluxReader {
    private static final OrderedPages<StoredReading> PAGES = new OrderedPages<>(StoredReading.ORDER,
            StoredReading::timeMillis);
    /** Statements of one request for the latest values. */
    private static final int STATEMENTS = 20;
    /** What fits InfluxDB's nanoseconds, in milliseconds. */
    private static final long FARTHEST = Long.MAX_VALUE / 1_000_000 - 1;

    private final InfluxQueries queries;
    private final InstantSource clock;

    InfluxReader(InfluxQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException {
        if (!query.level().equals(Level.RAW)) {
            return; // this measurement holds raw readings only
        }
        PAGES.read((from, to, rows) -> page(query, from, to, rows), query.fromMillis(), query.toMillis(),
                query.after(), query.limit(), new TimeSlices(query.toMillis(), clock.millis()), sink);
    }

    private OrderedPages.Page<StoredReading> page(ReadingQuery query, long from, long to, int rows)
            throws IOException {
        ObservedProperty property = query.property();
        String columns = property == null
                ? "*"
                : "\"station\", \"sensor\", " + fields(property, "\"" + property.id() + "\"");
        StringBuilder text = new StringBuilder("SELECT ").append(columns).append(" FROM \"")
                .append(LineProtocol.MEASUREMENT)
                .append("\" WHERE ").append(period(from, to));
        StationId station = query.station();
        if (station != null) {
            text.append(" AND \"station\" = '").append(station.text()).append('\'');
        }
        SensorName sensor = query.sensor();
        if (sensor != null) {
            text.append(" AND \"sensor\" = '").append(sensor.text()).append('\'');
        }
        text.append(" ORDER BY time ASC LIMIT ").append(rows);
        OrderedPages.Page<StoredReading> page = new OrderedPages.Page<>();
        queries.ask(text.toString(), json -> Table.read(json, (_, _, names, cells) -> {
            page.rows++;
            page.lastTime = Long.parseLong(String.valueOf(cells.getFirst()));
            addReadings(page, names, cells);
        }));
        return page;
    }

    private static void addReadings(OrderedPages.Page<StoredReading> page, List<String> names,
            List<@Nullable String> cells) {
        String station = cells.get(names.indexOf("station"));
        String sensor = cells.get(names.indexOf("sensor"));
        if (station == null || sensor == null || !StationId.isValid(station) || !SensorName.isValid(sensor)) {
            return; // somebody else's points in our measurement
        }
        for (int i = 1; i < names.size(); i++) {
            String value = cells.get(i);
            Optional<ObservedProperty> property = value == null
                    ? Optional.empty()
                    : ObservedProperties.find(names.get(i));
            if (value != null && property.isPresent()) {
                String name = names.get(i);
                page.items.add(reading(new StationId(station), new SensorName(sensor), property.get(), page.lastTime,
                        value, cell(names, cells, name + "_flag"), cell(names, cells, name + "_why"),
                        cell(names, cells, name + "_flagged")));
            }
        }
    }

    private static @Nullable String cell(List<String> names, List<@Nullable String> cells, String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : cells.get(at);
    }

    private static StoredReading reading(StationId station, SensorName sensor, ObservedProperty property, long time,
            String text, @Nullable String flag, @Nullable String why, @Nullable String flagged) {
        double value = Double.parseDouble(text);
        Judged judged = Judged.of(value, flag, why, flagged);
        return new StoredReading(station, sensor, property, Level.RAW, time, value, judged.flag(), judged.reasons());
    }

    /** The value, as it is asked for, and what quality control wrote beside it. */
    private static String fields(ObservedProperty property, String value) {
        String id = property.id();
        return value + ", \"" + id + "_flag\", \"" + id + "_why\", \"" + id + "_flagged\"";
    }

    List<StoredReading> latest(@Nullable StationId station) throws IOException {
        List<ObservedProperty> properties = new ArrayList<>();
        queries.ask("SHOW FIELD KEYS FROM \"" + LineProtocol.MEASUREMENT + "\"", json -> Table.read(json,
                (_, _, _, cells) -> ObservedProperties.find(String.valueOf(cells.getFirst()))
                        .ifPresent(properties::add)));
        List<StoredReading> latest = new ArrayList<>();
        for (int from = 0; from < properties.size(); from += STATEMENTS) {
            List<ObservedProperty> some = properties.subList(from, Math.min(properties.size(), from + STATEMENTS));
            StringBuilder text = new StringBuilder();
            for (ObservedProperty property : some) {
                text.append("SELECT ").append(fields(property, "last(\"" + property.id() + "\")"))
                        .append(" FROM \"").append(LineProtocol.MEASUREMENT).append('"')
                        .append(station == null ? "" : " WHERE \"station\" = '" + station.text() + "'")
                        .append(" GROUP BY \"station\", \"sensor\";");
            }
            queries.ask(text.toString(), json -> Table.read(json,
                    (statement, tags, _, cells) -> addLatest(latest, some.get(statement), tags, cells)));
        }
        latest.sort(Comparator.comparing(StoredReading::station).thenComparing(StoredReading::sensor)
                .thenComparing(reading -> reading.property().id()));
        return latest;
    }

    private static void addLatest(List<StoredReading> latest, ObservedProperty property, Map<String, String> tags,
            List<@Nullable String> cells) {
        String station = tags.getOrDefault("station", "");
        String sensor = tags.getOrDefault("sensor", "");
        String value = cells.get(1);
        if (value != null && StationId.isValid(station) && SensorName.isValid(sensor)) {
            latest.add(reading(new StationId(station), new SensorName(sensor), property,
                    Long.parseLong(String.valueOf(cells.getFirst())), value, cells.get(2), cells.get(3),
                    cells.get(4)));
        }
    }

    /** The condition of a period; beyond what the database can hold, its ends. */
    static String period(long from, long to) {
        return "time >= " + Math.clamp(from, -FARTHEST, FARTHEST) + "ms AND time < "
                + Math.clamp(to, -FARTHEST, FARTHEST) + "ms";
    }
}
