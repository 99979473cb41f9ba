package org.airshed.ingest.collocation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.property.Units;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/**
 * Hourly values of a reference station from a comma-separated table, one row an hour, wide or long. Strict: whatever
 * cannot be understood is a problem with its line and column, and then nothing of the file is used.
 */
public final class ReferenceTable {
    private static final int MOST_PROBLEMS = 20;

    private final String file;
    private final Layout layout;
    private final ObservedProperty property;
    private final List<String> problems = new ArrayList<>();
    private int furtherProblems;

    private ReferenceTable(String file, Layout layout, ObservedProperty property) {
        this.file = file;
        this.layout = layout;
        this.property = property;
    }

    /**
     * How the table is written.
     *
     * @param skip lines before the line of column names
     * @param time columns that together hold the time, joined by one space
     * @param format pattern of {@link DateTimeFormatter}, null for ISO 8601
     * @param offset of the times where they do not carry their own, null where they do
     * @param marksEnd whether the time is the end of its hour
     * @param value column of the value; an empty cell is a missing hour
     * @param unit of the values, SenML spelling, empty for the property's own
     * @param where for a column the texts of which a row must have one to count: parameter, quality code
     */
    public record Layout(int skip, List<String> time, @Nullable String format, @Nullable ZoneOffset offset,
            boolean marksEnd, String value, String unit, Map<String, Set<String>> where) {
        public Layout {
            time = List.copyOf(time);
            where = Map.copyOf(where);
        }
    }

    /** What came of a file. */
    public sealed interface Result {
        /**
         * The hours of the period that was asked for.
         *
         * @param rows lines of data in the file
         * @param excluded rows that a {@code where} left out
         * @param empty rows without a value
         * @param outside rows before or after the period
         */
        record Read(Hours hours, int rows, int excluded, int empty, int outside) implements Result {}

        /** Sentences, each with file, line and column. */
        record Unreadable(List<String> problems) implements Result {
            public Unreadable {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads.
     *
     * @param file its name, for sentences
     * @param text its content
     * @param fromMillis first hour, a full one
     * @param toMillis end of the period, a full hour
     */
    public static Result read(String file, String text, Layout layout, ObservedProperty property, long fromMillis,
            long toMillis) {
        return new ReferenceTable(file, layout, property).read(text, fromMillis, toMillis);
    }

    private Result read(String text, long fromMillis, long toMillis) {
        List<String> lines = (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
        if (lines.size() <= layout.skip()) {
            return new Result.Unreadable(
                    List.of(file + " has " + lines.size() + " lines and none of column names after "
                            + layout.skip() + " skipped ones"));
        }
        List<String> names = cells(lines.get(layout.skip()), layout.skip() + 1);
        List<Integer> time = layout.time().stream().map(name -> column(names, name)).toList();
        int value = column(names, layout.value());
        Map<Integer, Set<String>> where = new HashMap<>();
        layout.where().forEach((name, texts) -> where.put(column(names, name), texts));
        if (!problems.isEmpty()) {
            return new Result.Unreadable(problems);
        }
        @Nullable
        BigDecimal[] hours = new BigDecimal[Math.toIntExact((toMillis - fromMillis) / Hours.HOUR_MILLIS)];
        int[] lineOf = new int[hours.length];
        int rows = 0;
        int excluded = 0;
        int empty = 0;
        int outside = 0;
        for (int i = layout.skip() + 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            rows++;
            int line = i + 1;
            List<String> cells = cells(lines.get(i), line);
            if (cells.size() != names.size()) {
                problem(line, "", "has " + cells.size() + " cells, the line of names has " + names.size());
                continue;
            }
            if (where.entrySet().stream().anyMatch(rule -> !rule.getValue().contains(cells.get(rule.getKey())))) {
                excluded++;
                continue;
            }
            Long hour = hour(String.join(" ", time.stream().map(cells::get).toList()), line);
            if (hour == null) {
                continue;
            }
            if (hour < fromMillis || hour >= toMillis) {
                outside++;
                continue;
            }
            if (cells.get(value).isEmpty()) {
                empty++;
                continue;
            }
            int index = (int) ((hour - fromMillis) / Hours.HOUR_MILLIS);
            if (lineOf[index] != 0) {
                problem(line, String.join(" + ", layout.time()), "the hour " + Instant.ofEpochMilli(hour)
                        + " stands in line " + lineOf[index]
                        + " already; choose one of several series with a condition");
                continue;
            }
            lineOf[index] = line;
            hours[index] = number(cells.get(value), line);
        }
        if (!problems.isEmpty()) {
            if (furtherProblems > 0) {
                problems.add(file + " has " + furtherProblems + " further problems");
            }
            return new Result.Unreadable(problems);
        }
        return new Result.Read(new Hours(fromMillis, Arrays.asList(hours)), rows, excluded, empty, outside);
    }

    private int column(List<String> names, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            problem(layout.skip() + 1, name, "there is no such column; there are " + String.join(", ", names));
        } else if (names.lastIndexOf(name) != column) {
            problem(layout.skip() + 1, name, "this name stands over two columns");
        }
        return column;
    }

    private @Nullable Long hour(String text, int line) {
        String columns = String.join(" + ", layout.time());
        try {
            long millis = instant(text);
            if (Math.floorMod(millis, Hours.HOUR_MILLIS) != 0) {
                problem(line, columns, "'" + text + "' is not the beginning of an hour; hourly values are expected");
                return null;
            }
            return layout.marksEnd() ? millis - Hours.HOUR_MILLIS : millis;
        } catch (DateTimeParseException e) {
            String expected = layout.format();
            problem(line, columns, "'" + text + "' is no time"
                    + (expected == null ? " such as 2026-03-01T12:00:00Z" : " of the form " + expected)
                    + (layout.offset() == null ? " with an offset of its own, and none was given for the file" : ""));
            return null;
        }
    }

    private long instant(String text) {
        ZoneOffset offset = layout.offset();
        DateTimeFormatter formatter = layout.format() == null
                ? DateTimeFormatter.ISO_DATE_TIME
                : DateTimeFormatter.ofPattern(layout.format(), Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        return offset == null
                ? OffsetDateTime.parse(text, formatter).toInstant().toEpochMilli()
                : formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime own
                        ? own.toInstant().toEpochMilli()
                        : LocalDateTime.parse(text, formatter).toInstant(offset).toEpochMilli();
    }

    private @Nullable BigDecimal number(String text, int line) {
        BigDecimal written;
        try {
            written = new BigDecimal(text);
        } catch (NumberFormatException e) {
            problem(line, layout.value(), "'" + text + "' is no number");
            return null;
        }
        return switch (Units.convert(written, layout.unit(), property)) {
            case Units.Conversion.Converted converted -> converted.value();
            case Units.Conversion.Refused refused -> {
                problem(line, layout.value(), refused.detail());
                yield null;
            }
        };
    }

    /** The cells of a line; text in double quotes may hold commas, and two quotes for one. */
    private List<String> cells(String line, int number) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            problem(number, "", "a quotation mark is not closed");
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private void problem(int line, String column, String what) {
        if (problems.size() == MOST_PROBLEMS) {
            furtherProblems++;
        } else {
            problems.add(file + " line " + line + (column.isEmpty() ? "" : ", column '" + column + "'") + ": " + what);
        }
    }
}
