package org.airshed.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row by the names of its columns, as the API or a panel's query gives it: what is absent, null or an empty text is
 * not in it, so that "no value" is the same on both sides and never a zero.
 */
record Row(Map<String, Object> cells) {
    /** What a table of indicators may show, by the names the dashboard gives. */
    static final List<String> COLUMNS = List.of("value", "lower", "upper", "stations", "coverage", "category",
            "missing");

    Row {
        cells = Map.copyOf(cells);
    }

    /** Items of {@code /api/v1/areas/{id}/indicators}. */
    static List<Row> ofApi(Collection<JsonNode> items) {
        return items.stream().map(item -> {
            Map<String, Object> cells = new TreeMap<>();
            item.properties().forEach(cell -> put(cells, cell.getKey(), cell.getValue()));
            cells.put("time", Instant.parse(item.path("time").asText()).toEpochMilli());
            if (item.has("deciding")) {
                // The store has both in one text.
                cells.put("category", item.path("category").asText() + ":" + item.path("deciding").asText());
            }
            return new Row(cells);
        }).toList();
    }

    /** Series of an InfluxQL answer: each row with the tags of its series. */
    static List<Row> ofDatabase(JsonNode series) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode one : series) {
            for (JsonNode values : one.path("values")) {
                Map<String, Object> cells = new TreeMap<>();
                one.path("tags").properties().forEach(tag -> put(cells, tag.getKey(), tag.getValue()));
                for (int i = 0; i < values.size(); i++) {
                    put(cells, one.path("columns").path(i).asText(), values.path(i));
                }
                cells.put("time", values.path(0).asLong());
                rows.add(new Row(cells));
            }
        }
        return rows;
    }

    private static void put(Map<String, Object> cells, String name, JsonNode value) {
        if (value.isNumber()) {
            cells.put(name, value.asDouble());
        } else if (value.isTextual() && !value.asText().isEmpty()) {
            cells.put(name, value.asText());
        }
    }

    /** Of each key, the row with the latest time. */
    static List<Row> newest(List<Row> rows, List<String> key) {
        Map<List<String>, Row> newest = new LinkedHashMap<>();
        for (Row row : rows) {
            newest.merge(key.stream().map(row::text).toList(), row,
                    (one, other) -> other.time() > one.time() ? other : one);
        }
        return List.copyOf(newest.values());
    }

    long time() {
        return (Long) cells.getOrDefault("time", 0L);
    }

    String text(String column) {
        return String.valueOf(cells.get(column));
    }

    boolean has(String column) {
        return cells.containsKey(column);
    }

    boolean hasValue() {
        return has("value");
    }

    double number(String column) {
        return (Double) cells.getOrDefault(column, Double.NaN);
    }

    /** Only these columns, and the time. */
    Row only(Collection<String> columns) {
        Map<String, Object> kept = new TreeMap<>(cells);
        kept.keySet().removeIf(name -> !name.equals("time") && !columns.contains(name));
        return new Row(kept);
    }

    /** With a column under another name. */
    Row renamed(String from, String to) {
        Map<String, Object> cells = new TreeMap<>(this.cells);
        Object value = cells.remove(from);
        if (value != null) {
            cells.put(to, value);
        }
        return new Row(cells);
    }
}
