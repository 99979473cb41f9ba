package org.airshed.ingest.series.line;

import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.reading.Reading;

/**
 * Readings as lines of the measurement {@code air}: tags {@code sensor} and {@code station}, one float field per
 * property, time in milliseconds. Readings of one sensor and time that follow each other share a line. The level raw
 * has no tag.
 *
 * <p>Source: InfluxDB line protocol; a number without a suffix is a float, exponents included.
 */
public final class LineProtocol {
    /** Measurement of raw readings. */
    public static final String MEASUREMENT = "air";

    private LineProtocol() {}

    /** Lines in the order of the readings, so that the last of a key stays the last. */
    public static List<Line> lines(List<Reading> readings) {
        List<Line> lines = new ArrayList<>(readings.size());
        StringBuilder text = new StringBuilder(120);
        int first = 0;
        for (int i = 0; i < readings.size(); i++) {
            if (i > first && !sharesLine(readings, first, i)) {
                lines.add(new Line(text(text, readings, first, i), readings.subList(first, i)));
                first = i;
            }
        }
        if (first < readings.size()) {
            lines.add(new Line(text(text, readings, first, readings.size()), readings.subList(first, readings.size())));
        }
        return lines;
    }

    private static boolean sharesLine(List<Reading> readings, int first, int next) {
        Reading one = readings.get(first);
        Reading other = readings.get(next);
        if (one.phenomenonTimeMillis() != other.phenomenonTimeMillis() || !one.sensor().equals(other.sensor())
                || !one.station().equals(other.station())) {
            return false;
        }
        for (int i = first; i < next; i++) {
            // Which of two equal fields in one line wins is nowhere promised.
            if (readings.get(i).property().id().equals(other.property().id())) {
                return false;
            }
        }
        return true;
    }

    private static String text(StringBuilder text, List<Reading> readings, int first, int end) {
        Reading one = readings.get(first);
        text.setLength(0);
        // Tags in the order of their names, as the database sorts them itself. Ids need no escaping by their form.
        text.append(MEASUREMENT).append(",sensor=").append(one.sensor().text()).append(",station=")
                .append(one.station().text());
        char separator = ' ';
        for (int i = first; i < end; i++) {
            Reading reading = readings.get(i);
            text.append(separator).append(reading.property().id()).append('=').append(reading.value());
            separator = ',';
        }
        return text.append(' ').append(one.phenomenonTimeMillis()).toString();
    }
}
