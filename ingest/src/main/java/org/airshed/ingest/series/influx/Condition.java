package org.airshed.ingest.series.influx;

import org.jspecify.annotations.Nullable;

/** A SELECT over all fields, put together. What stands in its quotes is of forms that need no escaping. */
final class Condition {
    private final StringBuilder text;

    Condition(String measurement, long from, long to) {
        text = new StringBuilder("SELECT * FROM \"").append(measurement).append("\" WHERE ")
                .append(InfluxReader.period(from, to));
    }

    /** Where the tag has this value; null: whatever it has. */
    Condition tag(String name, @Nullable Object value) {
        if (value != null) {
            text.append(" AND \"").append(name).append("\" = '").append(value).append('\'');
        }
        return this;
    }

    String inOrder(int rows) {
        return text + " ORDER BY time ASC LIMIT " + rows;
    }

    String whole() {
        return text.toString();
    }
}
