package org.airshed.ingest.series.influx;

import java.io.IOException;
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
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.HourQuery;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredHour;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.line.LineProtocol;
import org.jspecify.annotations.Nullable;

/** The port's questions in InfluxQL. Threads: any. */
final class InfluxReader {
    /** Rows of one request; a row holds all properties of one sensor at one time. */
    private static final int ROWS = 10_000;
    /** Statements of one request for the latest values. */
    private static final int STATEMENTS = 20;
    /** What fits InfluxDB's nanoseconds, in milliseconds. */
    private static final long FARTHEST = Long.MAX_VALUE / 1_000_000 - 1;

    private final InfluxQueries queries;

    InfluxReader(InfluxQueries queries) {
        this.queries = queries;
    }

    void read(ReadingQuery query, Consumer<StoredReading> sink) throws IOException {
        if (!query.level().equals(Level.RAW)) {
            return; // this measurement holds raw readings only
        }
        StoredReading after = query.after();
        long from = after == null ? query.fromMillis() : Math.max(query.fromMillis(), after.timeMillis());
        int left = query.limit();
        int rows = (int) Math.min(ROWS, query.limit() + 16L);
        while (left > 0 && from < query.toMillis()) {
            Page page = page(query, from, rows);
            boolean last = page.rows < rows;
            long end = last ? Long.MAX_VALUE : page.lastTime;
            if (!last && page.lastTime == from
                    && page.readings.stream().allMatch(one -> one.timeMillis() == page.lastTime)) {
                rows = Math.multiplyExact(rows, 2); // one time alone fills the page: only whole times can be ordered
                continue;
            }
            page.readings.sort(StoredReading.ORDER);
            for (StoredReading reading : page.readings) {
                if (left > 0 && reading.timeMillis() < end
                        && (after == null || StoredReading.ORDER.compare(reading, after) > 0)) {
                    sink.accept(reading);
                    left--;
                }
            }
            if (last) {
                return;
            }
            from = page.lastTime;
        }
    }

    private static final class Page {
        final List<StoredReading> readings = new ArrayList<>();
        int rows;
        long lastTime;
    }

    private Page page(ReadingQuery query, long from, int rows) throws IOException {
        ObservedProperty property = query.property();
        String columns = property == null
                ? "*"
                : "\"station\", \"sensor\", \"" + property.id() + "\", \"" + property.id()
                        + "_flag\", \"" + property.id() + "_why\"";
        StringBuilder text = new StringBuilder("SELECT ").append(columns).append(" FROM \"")
                .append(LineProtocol.MEASUREMENT)
                .append("\" WHERE ").append(period(from, query.toMillis()));
        StationId station = query.station();
        if (station != null) {
            text.append(" AND \"station\" = '").append(station.text()).append('\'');
        }
        SensorName sensor = query.sensor();
        if (sensor != null) {
            text.append(" AND \"sensor\" = '").append(sensor.text()).append('\'');
        }
        text.append(" ORDER BY time ASC LIMIT ").append(rows);
        Page page = new Page();
        queries.ask(text.toString(), json -> Table.read(json, (_, _, names, cells) -> {
            page.rows++;
            page.lastTime = Long.parseLong(String.valueOf(cells.getFirst()));
            addReadings(page, names, cells);
        }));
        return page;
    }

    private static void addReadings(Page page, List<String> names, List<@Nullable String> cells) {
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
                page.readings.add(new StoredReading(new StationId(station), new SensorName(sensor), property.get(),
                        Level.RAW,
                        page.lastTime, Double.parseDouble(value), flag(cell(names, cells, names.get(i) + "_flag")),
                        reasons(cell(names, cells, names.get(i) + "_why"))));
            }
        }
    }

    private static @Nullable String cell(List<String> names, List<@Nullable String> cells, String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : cells.get(at);
    }

    private static Flag flag(@Nullable String cell) {
        return cell == null ? Flag.NOT_EVALUATED : Flag.of(Integer.parseInt(cell));
    }

    private static int reasons(@Nullable String cell) {
        return cell == null ? 0 : Integer.parseInt(cell);
    }

    void readHours(HourQuery query, Consumer<StoredHour> sink) throws IOException {
        long from = Math.ceilDiv(query.fromMillis(), StoredHour.MILLIS) * StoredHour.MILLIS;
        long to = Math.ceilDiv(query.toMillis(), StoredHour.MILLIS) * StoredHour.MILLIS;
        if (from >= to) {
            return;
        }
        String field = "(\"" + query.property().id() + "\")";
        queries.ask("SELECT count" + field + ", mean" + field + ", min" + field + ", max" + field + " FROM \""
                + LineProtocol.MEASUREMENT + "\" WHERE " + period(from, to) + " AND \"station\" = '"
                + query.station().text()
                + "' AND \"sensor\" = '" + query.sensor().text() + "' GROUP BY time(1h) fill(none)",
                json -> Table.read(json,
                        (_, _, _, cells) -> sink.accept(new StoredHour(Long.parseLong(String.valueOf(cells.getFirst())),
                                Integer.parseInt(String.valueOf(cells.get(1))), number(cells.get(2)),
                                number(cells.get(3)),
                                number(cells.get(4))))));
    }

    private static double number(@Nullable String cell) {
        return Double.parseDouble(String.valueOf(cell));
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
                text.append("SELECT last(\"").append(property.id()).append("\"), \"").append(property.id())
                        .append("_flag\", \"")
                        .append(property.id()).append("_why\" FROM \"").append(LineProtocol.MEASUREMENT).append('"')
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
            latest.add(new StoredReading(new StationId(station), new SensorName(sensor), property, Level.RAW,
                    Long.parseLong(String.valueOf(cells.getFirst())), Double.parseDouble(value), flag(cells.get(2)),
                    reasons(cells.get(3))));
        }
    }

    private static String period(long from, long to) {
        return "time >= " + Math.clamp(from, -FARTHEST, FARTHEST) + "ms AND time < "
                + Math.clamp(to, -FARTHEST, FARTHEST) + "ms";
    }
}
