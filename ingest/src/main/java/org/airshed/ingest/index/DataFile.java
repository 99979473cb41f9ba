package org.airshed.ingest.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table beside this class: {@code # key: value} lines, other comments, one line of column names, rows. Commas are not
 * quoted; the last column may hold some.
 *
 * @param header values by key in file order; a key may stand on several lines
 */
record DataFile(String name, Map<String, List<String>> header, List<Row> rows) {
    private static final Pattern META = Pattern.compile("# ([a-z ]+): ?(.*)");

    /** One row, cells by column name. */
    record Row(String file, Map<String, String> cells) {
        /** The cell; empty text where it is empty. */
        String text(String column) {
            String cell = cells.get(column);
            if (cell == null) {
                throw new IllegalStateException(file + " has no column " + column);
            }
            return cell;
        }

        boolean has(String column) {
            return cells.containsKey(column);
        }

        int whole(String column) {
            return Integer.parseInt(text(column));
        }

        @Nullable
        Integer wholeOrNull(String column) {
            return text(column).isEmpty() ? null : Integer.valueOf(text(column));
        }

        @Nullable
        BigDecimal decimalOrNull(String column) {
            return text(column).isEmpty() ? null : new BigDecimal(text(column));
        }

        /** The four display names. */
        Map<String, String> names() {
            return Map.of("en", text("en"), "ja", text("ja"), "es", text("es"), "ca", text("ca"));
        }
    }

    /** What stands behind a key that must stand once; empty text where nothing follows it. */
    String meta(String key) {
        List<String> values = header.getOrDefault(key, List.of());
        if (values.size() != 1) {
            throw new IllegalStateException(name + " must say '# " + key + ": …' once");
        }
        return values.getFirst();
    }

    static DataFile read(String name) {
        try (InputStream in = DataFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + DataFile.class.getName());
            }
            return parse(name, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataFile parse(String name, List<String> lines) {
        Map<String, List<String>> header = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : lines) {
            if (line.startsWith("#")) {
                Matcher meta = META.matcher(line);
                if (meta.matches()) {
                    header.computeIfAbsent(meta.group(1), key -> new ArrayList<>()).add(meta.group(2));
                }
            } else if (columns.isEmpty()) {
                columns = List.of(line.split(",", -1));
            } else {
                rows.add(row(name, columns, line));
            }
        }
        return new DataFile(name, header, List.copyOf(rows));
    }

    private static Row row(String name, List<String> columns, String line) {
        String[] cells = line.split(",", columns.size());
        if (cells.length != columns.size()) {
            throw new IllegalStateException(name + ": " + columns.size() + " columns expected in: " + line);
        }
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            byColumn.put(columns.get(i), cells[i]);
        }
        return new Row(name, byColumn);
    }
}
