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
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.RowSink;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.line.IndicatorLines;
import org.jspecify.annotations.Nullable;

/** Indicators in InfluxDB, current and replaced. Threads: reading from any, revising one at a time. */
final class InfluxIndicators {
    private static final OrderedPages<Revised<IndicatorValue>> PAGES = new OrderedPages<>(
            Comparator.<Revised<IndicatorValue>, IndicatorValue>comparing(Revised::row, IndicatorValue.ORDER)
                    .thenComparingLong(Revised::revision),
            one -> one.row().startMillis());

    private final InfluxQueries queries;
    private final LineWriter writer;

    InfluxIndicators(InfluxQueries queries, LineWriter writer) {
        this.queries = queries;
        this.writer = writer;
    }

    private record Key(String area, String index, String property, Span period, String environment, long start) {
        static Key of(IndicatorValue value) {
            return new Key(value.area(), value.index(), value.property(), value.period(), value.environment(),
                    value.startMillis());
        }
    }

    List<IndicatorValue> revise(List<IndicatorValue> values, long revision) throws IOException {
        Map<Key, Revised<IndicatorValue>> current = current(values);
        List<IndicatorValue> changed = new ArrayList<>();
        List<Replaced<IndicatorValue>> replaced = new ArrayList<>();
        for (IndicatorValue value : values) {
            Revised<IndicatorValue> before = current.get(Key.of(value));
            if (before == null) {
                changed.add(value);
            } else if (!before.row().equals(value)) {
                changed.add(value);
                replaced.add(new Replaced<>(before.row(), before.revision(), revision));
            }
        }
        // In this order: after a crash between them the old value is still the current one, and is kept once more.
        writer.write(IndicatorLines.replacedLines(replaced));
        writer.write(IndicatorLines.lines(changed, revision));
        return changed;
    }

    private Map<Key, Revised<IndicatorValue>> current(List<IndicatorValue> values) throws IOException {
        Map<String, TreeSet<Long>> starts = new LinkedHashMap<>();
        for (IndicatorValue value : values) {
            starts.computeIfAbsent(value.area(), _ -> new TreeSet<>()).add(value.startMillis());
        }
        List<String> statements = new ArrayList<>();
        starts.forEach((area, times) -> Runs.of(times, (from, to) -> statements
                .add(new Condition(IndicatorLines.MEASUREMENT, from, to).tag("area", area).whole())));
        Map<Key, Revised<IndicatorValue>> current = new HashMap<>();
        Columns.Names names = new Columns.Names();
        Runs.ask(queries, statements, (_, columns, cells) -> {
            Revised<IndicatorValue> one = value(names.row(columns, cells));
            if (one != null) {
                current.put(Key.of(one.row()), one);
            }
        });
        return current;
    }

    void read(IndicatorQuery query, RowSink<IndicatorValue> sink) throws IOException {
        IndicatorValue after = query.after();
        read(query, IndicatorLines.MEASUREMENT, after == null ? null : new Revised<>(after, Long.MAX_VALUE, 0),
                one -> sink.row(one.row(), one.revision()));
    }

    void readReplaced(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after,
            Consumer<Replaced<IndicatorValue>> sink) throws IOException {
        read(query, IndicatorLines.REPLACED,
                after == null ? null : new Revised<>(after.row(), after.revision(), after.replacedBy()),
                one -> sink.accept(new Replaced<>(one.row(), one.revision(), one.replacedBy())));
    }

    private void read(IndicatorQuery query, String measurement, @Nullable Revised<IndicatorValue> after,
            Consumer<Revised<IndicatorValue>> sink) throws IOException {
        if (!query.matchesNothing()) {
            PAGES.read((from, to, rows) -> page(query, measurement, from, to, rows), query.fromMillis(),
                    query.toMillis(),
                    after, query.limit(), TimeSlices.whole(query.toMillis()), sink);
        }
    }

    private OrderedPages.Page<Revised<IndicatorValue>> page(IndicatorQuery query, String measurement, long from,
            long to, int rows) throws IOException {
        Span period = query.period();
        String text = new Condition(measurement, from, to).tag("area", query.area())
                .tag("index", query.index()).tag("property", query.property())
                .tag("period", period == null ? null : period.text()).tag("environment", query.environment())
                .inOrder(rows);
        OrderedPages.Page<Revised<IndicatorValue>> page = new OrderedPages.Page<>();
        Columns.Names names = new Columns.Names();
        queries.ask(text, json -> Table.read(json, (_, _, columns, cells) -> {
            Columns row = names.row(columns, cells);
            page.rows++;
            page.lastTime = row.time();
            Revised<IndicatorValue> one = value(row);
            if (one != null) {
                page.items.add(one);
            }
        }));
        return page;
    }

    /** Null for somebody else's point in our measurement. */
    private static @Nullable Revised<IndicatorValue> value(Columns row) {
        String area = row.text("area");
        String index = row.text("index");
        String property = row.text("property");
        String environment = row.text("environment");
        Optional<Span> period = Span.find(String.valueOf(row.text("period")));
        if (area == null || index == null || property == null || environment == null || period.isEmpty()
                || !IndicatorValue.isKey(area) || !IndicatorValue.isKey(index) || !IndicatorValue.isKey(property)
                || !IndicatorValue.isKey(environment) || row.text("stations") == null) {
            return null;
        }
        long lacks = row.number("lacks");
        Double coverage = row.value("coverage");
        return new Revised<>(
                new IndicatorValue(area, index, property, period.get(), environment, row.time(),
                        row.value("value", lacks, IndicatorLines.LACKS_VALUE),
                        row.value("value_lower", lacks, IndicatorLines.LACKS_LOWER),
                        row.value("value_upper", lacks, IndicatorLines.LACKS_UPPER), (int) row.number("stations"),
                        coverage == null ? 0 : coverage, notEmpty(row.text("category")),
                        notEmpty(row.text("missing"))),
                row.number("revision"), row.number("replaced_by"));
    }

    private static @Nullable String notEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
