package org.airshed.ingest.series.influx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@code /query}, read row by row.
 *
 * <p>Numbers are taken as text and parsed as doubles here, because a JSON parser makes an integer, and so a plain zero,
 * of {@code -0}.
 */
final class Table {
    private static final JsonFactory JSON = new JsonFactory();

    /** Told of each row. */
    interface Rows {
        /**
         * One row of one series.
         *
         * @param statement number of the statement in the query, from 0
         * @param tags of the series, where the query groups by them
         * @param columns their names
         * @param cells text of each cell, null where it has none
         */
        void row(int statement, Map<String, String> tags, List<String> columns, List<@Nullable String> cells);
    }

    private Table() {}

    /** Reads all rows; throws {@link InfluxQueries.StatementException} where a statement failed. */
    static boolean read(InputStream json, Rows rows) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            // {"results":[{"statement_id":0,"series":[{"name","tags":{},"columns":[],"values":[[…]]}],"error":…}]}
            int statement = 0;
            String field = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    field = parser.currentName();
                } else if (field.equals("error") && token == JsonToken.VALUE_STRING) {
                    throw new InfluxQueries.StatementException(parser.getText());
                } else if (field.equals("statement_id") && token == JsonToken.VALUE_NUMBER_INT) {
                    statement = parser.getIntValue();
                } else if (field.equals("series") && token == JsonToken.START_ARRAY) {
                    readSeries(parser, statement, rows);
                }
            }
            return true;
        }
    }

    private static void readSeries(JsonParser parser, int statement, Rows rows) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> tags = new HashMap<>();
            List<String> columns = new ArrayList<>();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                switch (field) {
                    case "tags" -> {
                        for (String tag = parser.nextFieldName(); tag != null; tag = parser.nextFieldName()) {
                            tags.put(tag, String.valueOf(parser.nextTextValue()));
                        }
                    }
                    case "columns" -> {
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            columns.add(parser.getText());
                        }
                    }
                    case "values" -> {
                        while (parser.nextToken() == JsonToken.START_ARRAY) {
                            rows.row(statement, tags, columns, cells(parser, columns.size()));
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static List<@Nullable String> cells(JsonParser parser, int count) throws IOException {
        List<@Nullable String> cells = new ArrayList<>(count);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            cells.add(token == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        return cells;
    }
}
