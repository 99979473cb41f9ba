package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.RowSink;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.line.RollupLines;
import org.jspecify.annotations.Nullable;

/** Rollups in InfluxDB, current and replaced. Threads: reading from any, revising one at a time. */
final class InfluxRollups {
    private static final OrderedPages<Revised<Rollup>> PAGES = new OrderedPages<>(
            Comparator.<Revised<Rollup>, Rollup>comparing(Revised::row, Rollup.ORDER)
                    .thenComparingLong(Revised::revision),
            one -> one.row().startMillis());

    private final InfluxQueries queries;
    private final LineWriter writer;

    InfluxRollups(InfluxQueries queries, LineWriter writer) {
        this.queries = queries;
        this.writer = writer;
    }

    private record Key(StationId station, SensorName sensor, ObservedProperty property, Level level, Span span,
            long start) {
        static Key of(Rollup rollup) {
            return new Key(rollup.station(), rollup.sensor(), rollup.property(), rollup.level(), rollup.span(),
                    rollup.startMillis());
        }
    }

    private record Stretch(StationId station, Span span) {}

    List<Rollup> revise(List<Rollup> rollups, long revision) throws IOException {
        Map<Key, Revised<Rollup>> current = current(rollups);
        List<Rollup> changed = new ArrayList<>();
        List<Replaced<Rollup>> replaced = new ArrayList<>();
        for (Rollup rollup : rollups) {
            Revised<Rollup> before = current.get(Key.of(rollup));
            if (before == null) {
                changed.add(rollup);
            } else if (!before.row().equals(rollup)) {
                changed.add(rollup);
                replaced.add(new Replaced<>(before.row(), before.revision(), revision));
            }
        }
        // In this order: after a crash between them the old row is still the current one, and is kept once more.
        writer.write(RollupLines.replacedLines(replaced));
        writer.write(RollupLines.lines(changed, revision));
        return changed;
    }

    /** What is there now of these keys, and of others that lie between them. */
    private Map<Key, Revised<Rollup>> current(List<Rollup> rollups) throws IOException {
        Map<Stretch, TreeSet<Long>> starts = new LinkedHashMap<>();
        for (Rollup rollup : rollups) {
            starts.computeIfAbsent(new Stretch(rollup.station(), rollup.span()), _ -> new TreeSet<>())
                    .add(rollup.startMillis());
        }
        List<String> statements = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        starts.forEach((stretch, times) -> Runs.of(times, (from, to) -> {
            statements.add(new Condition(RollupLines.measurement(stretch.span), from, to)
                    .tag("station", stretch.station).whole());
            spans.add(stretch.span);
        }));
        Map<Key, Revised<Rollup>> current = new HashMap<>();
        Columns.Names names = new Columns.Names();
        Runs.ask(queries, statements, (statement, columns, cells) -> rows(names.row(columns, cells),
                spans.get(statement), one -> current.put(Key.of(one.row()), one)));
        return current;
    }

    void read(RollupQuery query, RowSink<Rollup> sink) throws IOException {
        Rollup after = query.after();
        PAGES.read((from, to, rows) -> page(query, RollupLines.measurement(query.span()), from, to, rows),
                query.fromMillis(),
                query.toMillis(), after == null ? null : new Revised<>(after, Long.MAX_VALUE, 0), query.limit(),
                TimeSlices.whole(query.toMillis()), one -> sink.row(one.row(), one.revision()));
    }

    void readReplaced(RollupQuery query, @Nullable Replaced<Rollup> after, Consumer<Replaced<Rollup>> sink)
            throws IOException {
        PAGES.read((from, to, rows) -> page(query, RollupLines.replacedMeasurement(query.span()), from, to, rows),
                query.fromMillis(), query.toMillis(),
                after == null ? null : new Revised<>(after.row(), after.revision(), after.replacedBy()),
                query.limit(), TimeSlices.whole(query.toMillis()),
                one -> sink.accept(new Replaced<>(one.row(), one.revision(), one.replacedBy())));
    }

    private OrderedPages.Page<Revised<Rollup>> page(RollupQuery query, String measurement, long from, long to, int rows)
            throws IOException {
        String text = new Condition(measurement, from, to).tag("station", query.station())
                .tag("sensor", query.sensor()).tag("level", query.level()).inOrder(rows);
        OrderedPages.Page<Revised<Rollup>> page = new OrderedPages.Page<>();
        Columns.Names names = new Columns.Names();
        queries.ask(text, json -> Table.read(json, (_, _, columns, cells) -> {
            Columns row = names.row(columns, cells);
            page.rows++;
            page.lastTime = row.time();
            rows(row, query.span(), one -> {
                if (query.property() == null || query.property().equals(one.row().property())) {
                    page.items.add(one);
                }
            });
        }));
        return page;
    }

    private static void rows(Columns row, Span span, Consumer<Revised<Rollup>> sink) {
        String station = row.text("station");
        String sensor = row.text("sensor");
        String level = row.text("level");
        if (station == null || sensor == null || level == null || !StationId.isValid(station)
                || !SensorName.isValid(sensor) || !Level.isValid(level)) {
            return; // somebody else's points in our measurement
        }
        for (String column : row.places().keySet()) {
            if (column.endsWith("_n") && row.text(column) != null) {
                String name = column.substring(0, column.length() - 2);
                Optional<ObservedProperty> property = ObservedProperties.find(name);
                if (property.isPresent()) {
                    long lacks = row.number(name + "_lacks");
                    Double coverage = row.value(name + "_coverage");
                    sink.accept(new Revised<>(
                            new Rollup(new StationId(station), new SensorName(sensor), property.get(),
                                    new Level(level), span, row.time(),
                                    row.value(name + "_mean", lacks, RollupLines.LACKS_MEAN),
                                    row.value(name + "_min", lacks, RollupLines.LACKS_MIN),
                                    row.value(name + "_max", lacks, RollupLines.LACKS_MAX),
                                    (int) row.number(column), coverage == null ? 0 : coverage,
                                    flag(row.text(name + "_flag")), (int) row.number(name + "_why")),
                            row.text("revision") == null ? row.number(name + "_revision") : row.number("revision"),
                            row.number(name + "_replaced_by")));
                }
            }
        }
    }

    private static Flag flag(@Nullable String code) {
        return code == null ? Flag.NOT_EVALUATED : Flag.of(Integer.parseInt(code));
    }
}
