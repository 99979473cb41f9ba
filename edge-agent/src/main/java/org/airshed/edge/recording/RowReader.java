package org.airshed.edge.recording;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.property.Units;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.jspecify.annotations.Nullable;

/** Makes readings of rows. What cannot be one is counted with its reason, or refuses the file. Threads: one. */
final class RowReader {
    private final String file;
    private final Mapping mapping;
    private final Layout layout;
    private final Instant latest;
    private final Tally tally;
    private final Problems problems;
    private final TimeReader times;
    private final Map<String, Instant> before = new HashMap<>();

    /** @param latest a later time is refused: it is a wrong zone, a wrong format or a clock that is wrong */
    RowReader(String file, Mapping mapping, Layout layout, Instant latest, Tally tally, Problems problems) {
        this.file = file;
        this.mapping = mapping;
        this.layout = layout;
        this.latest = latest;
        this.tally = tally;
        this.problems = problems;
        this.times = new TimeReader(mapping.time());
    }

    /** The readings of one row; none where the row is skipped or wrong. */
    List<DatedValue> read(CsvReader.Row row) {
        tally.rows++;
        if (row.cells().size() != layout.names().size()) {
            if (row.cut() && row.cells().size() < layout.names().size()) {
                tally.row("cut short at the end of the file", row.line());
            } else {
                problems.add(file + " line " + row.line() + ": " + row.cells().size() + " cells, and the header has "
                        + layout.names().size() + "; is the delimiter right?");
            }
            return List.of();
        }
        for (int i = 0; i < mapping.where().size(); i++) {
            Mapping.Filter filter = mapping.where().get(i);
            String cell = row.cells().get(layout.filters().get(i));
            if (!filter.is().contains(cell)) {
                tally.row(filter.column() + " is '" + cell + "'", row.line());
                return List.of();
            }
        }
        Layout.BoundLong longFormat = layout.longFormat();
        return longFormat == null ? wide(row) : longRow(row, longFormat);
    }

    private List<DatedValue> wide(CsvReader.Row row) {
        Instant at = time(row, "");
        if (at == null) {
            return List.of();
        }
        List<DatedValue> values = new ArrayList<>(layout.columns().size());
        for (Layout.Bound bound : layout.columns()) {
            Mapping.Column column = bound.column();
            add(values, row, bound.index(), layout.name(bound.index()), at, column.sensor(), column.property(),
                    column.unit());
        }
        return values;
    }

    private List<DatedValue> longRow(CsvReader.Row row, Layout.BoundLong bound) {
        String name = row.cells().get(bound.parameter());
        Mapping.Parameter parameter = bound.format().parameters().get(name);
        if (parameter == null) {
            if (bound.format().ignored().contains(name)) {
                tally.ignored(name, row.line());
            } else {
                problems.add(at(row, bound.parameter()) + ": the mapping does not know the parameter '" + name
                        + "'; map it, or name it under long.ignored");
            }
            return List.of();
        }
        String unit = parameter.unit();
        if (bound.unit() >= 0) {
            String written = row.cells().get(bound.unit());
            unit = bound.format().units().get(written);
            if (unit == null) {
                problems.add(at(row, bound.unit()) + ": the mapping does not know the unit '" + written
                        + "'; say under long.units what it is");
                return List.of();
            }
        }
        Instant at = time(row, name);
        if (at == null) {
            return List.of();
        }
        List<DatedValue> values = new ArrayList<>(1);
        add(values, row, bound.value(), name, at, parameter.sensor(), parameter.property(), unit);
        return values;
    }

    private void add(List<DatedValue> values, CsvReader.Row row, int index, String name, Instant at, SensorName sensor,
            ObservedProperty property, String unit) {
        String cell = row.cells().get(index);
        if (mapping.missing().contains(cell.toLowerCase(Locale.ROOT))) {
            tally.cell(name, cell.isEmpty() ? "empty" : "'" + cell + "'", row.line());
            return;
        }
        BigDecimal number = NumberCell.read(cell, mapping.decimal());
        if (number == null) {
            tally.cell(name, "not a number", row.line());
            Tally.ColumnTally column = tally.column(name);
            if (column.firstNoNumber == null) {
                column.firstNoNumber = "'" + cell + "' in line " + row.line();
            }
            return;
        }
        if (mapping.sentinels().stream().anyMatch(sentinel -> sentinel.compareTo(number) == 0)) {
            tally.cell(name, "sentinel " + cell, row.line());
            return;
        }
        switch (Units.convert(number, unit, property)) {
            case Units.Conversion.Converted converted -> {
                values.add(new DatedValue(sensor, property, at.toEpochMilli(), converted.value().doubleValue()));
                tally.reading(name, at);
            }
            case Units.Conversion.Refused refused -> problems.add(at(row, index) + ": " + refused.detail());
        }
    }

    private @Nullable Instant time(CsvReader.Row row, String series) {
        List<String> parts = layout.time().stream().map(row.cells()::get).toList();
        String text = String.join(" ", parts).strip();
        if (mapping.missing().contains(text.toLowerCase(Locale.ROOT))) {
            tally.row("no time", row.line());
            return null;
        }
        String where = at(row, layout.time().getFirst());
        return switch (times.read(text, series)) {
            case TimeReader.Outcome.Wrong(String what) -> {
                problems.add(where + ": '" + text + "' " + what);
                yield null;
            }
            case TimeReader.Outcome.At(Instant start) -> usable(start, text, where, row, series);
        };
    }

    private @Nullable Instant usable(Instant start, String text, String where, CsvReader.Row row, String series) {
        if (start.isAfter(latest)) {
            problems.add(where + ": '" + text + "' is " + start
                    + ", which is in the future; are time.format and time.zone right, and this machine's clock?");
            return null;
        }
        if (start.isBefore(mapping.time().earliest())) {
            tally.row("before " + mapping.time().earliest() + ": the recorder's clock was not set", row.line());
            return null;
        }
        Instant last = before.put(series, start);
        if (last != null && !start.isAfter(last)) {
            tally.notLater++;
        }
        return start;
    }

    private String at(CsvReader.Row row, int index) {
        return file + " line " + row.line() + ", column '" + layout.name(index) + "'";
    }
}
