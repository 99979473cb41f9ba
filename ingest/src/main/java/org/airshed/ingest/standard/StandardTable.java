package org.airshed.ingest.standard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.airshed.ingest.rollup.CaptureRule;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table beside this class: a head of {@code # key: value}, further comments with {@code ##}, one line that names
 * the columns, then one line a criterion; the last column may hold commas.
 */
final class StandardTable {
    private static final List<String> COLUMNS = List.of("pollutant", "property", "averaging", "measure", "step",
            "limit",
            "unit", "comparison", "allowed", "years", "decimals", "from_hour", "to_hour", "stations", "capture",
            "valid_from", "mark", "note");
    private static final Set<String> KEYS = Set.of("id", "version", "kind", "valid_from", "valid_to", "date_mark",
            "source", "note", "year_begins", "hours_a_day", "hours_a_window", "days_a_year", "hours_a_year", "quarters",
            "summer_month_days", "summer_months", "years_needed", "name.en", "name.ja", "name.es", "name.ca");

    private final String name;
    private final Map<String, String> head = new HashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private StandardTable(String name) {
        this.name = name;
    }

    static Standard read(String id) {
        String name = id + ".csv";
        try (InputStream in = StandardTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + StandardTable.class.getName());
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Standard parse(String name, String text) {
        var table = new StandardTable(name);
        boolean columns = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("##")) {
                continue;
            }
            if (line.startsWith("#")) {
                table.head(line);
            } else if (!columns) {
                columns = true;
                if (!List.of(line.split(",", -1)).equals(COLUMNS)) {
                    throw table.wrong("the columns are to be " + COLUMNS);
                }
            } else {
                table.row(line);
            }
        }
        return table.standard();
    }

    private void head(String line) {
        String[] pair = line.substring(1).split(":", 2);
        String key = pair[0].strip();
        if (pair.length < 2 || !KEYS.contains(key) || head.put(key, pair[1].strip()) != null) {
            throw wrong("unknown or repeated: " + line);
        }
    }

    private void row(String line) {
        String[] cells = line.split(",", COLUMNS.size());
        if (cells.length != COLUMNS.size()) {
            throw wrong(COLUMNS.size() + " columns expected in: " + line);
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            row.put(COLUMNS.get(i), cells[i].strip());
        }
        criteria.add(new Criterion(cell(row, "pollutant"), optional(row, "property", text -> text),
                Criterion.Averaging.valueOf(upper(row, "averaging")), Criterion.Measure.valueOf(upper(row, "measure")),
                cell(row, "step"), new BigDecimal(cell(row, "limit")), cell(row, "unit"),
                Comparison.valueOf(upper(row, "comparison")), optional(row, "allowed", Integer::valueOf),
                Integer.parseInt(cell(row, "years")), optional(row, "decimals", Integer::valueOf),
                optional(row, "from_hour", Integer::valueOf), optional(row, "to_hour", Integer::valueOf),
                optional(row, "stations", text -> StationsRule.valueOf(text.toUpperCase(Locale.ROOT))),
                Criterion.YearCapture.valueOf(upper(row, "capture")),
                optional(row, "valid_from", LocalDate::parse), Mark.valueOf(cell(row, "mark")),
                row.getOrDefault("note", "")));
    }

    private Standard standard() {
        Map<String, String> names = new HashMap<>();
        for (String language : List.of("en", "ja", "es", "ca")) {
            names.put(language, cell(head, "name." + language));
        }
        var capture = new Capture(rule("hours_a_day"), rule("hours_a_window"), rule("days_a_year"),
                rule("hours_a_year"),
                optional(head, "quarters", this::parsed), rule("summer_month_days"), rule("summer_months"),
                rule("years_needed"));
        return new Standard(cell(head, "id"), cell(head, "version"), Standard.Kind.valueOf(upper(head, "kind")),
                optional(head, "valid_from", LocalDate::parse), optional(head, "valid_to", LocalDate::parse),
                Mark.valueOf(cell(head, "date_mark")), cell(head, "source"), head.getOrDefault("note", ""),
                Month.valueOf(upper(head, "year_begins")), capture, names, criteria);
    }

    /** {@code 75%} is a share, {@code 20} a number; a rule the standard has no use for is three quarters. */
    private CaptureRule rule(String key) {
        CaptureRule rule = optional(head, key, this::parsed);
        return rule == null ? CaptureRule.THREE_QUARTERS : rule;
    }

    private CaptureRule parsed(String text) {
        return text.endsWith("%")
                ? new CaptureRule.Share(new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2))
                : new CaptureRule.AtLeast(Integer.parseInt(text));
    }

    private String upper(Map<String, String> row, String key) {
        return cell(row, key).toUpperCase(Locale.ROOT);
    }

    private String cell(Map<String, String> row, String key) {
        String cell = row.getOrDefault(key, "");
        if (cell.isEmpty()) {
            throw wrong("no " + key + " in " + row);
        }
        return cell;
    }

    private static <T> @Nullable T optional(Map<String, String> row, String key, Function<String, T> parse) {
        String cell = row.getOrDefault(key, "");
        return cell.isEmpty() ? null : parse.apply(cell);
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(name + ": " + what);
    }
}
