package org.airshed.ingest.series.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.FlaggedReading;

/**
 * Flags as further fields of the points that hold the readings: {@code <p>_flag} and {@code <p>_why} (integers), and
 * {@code <p>_flagged}, the value that was judged. The last tells whoever reads that a value which came later over the
 * same key is not evaluated yet; the database could not be asked to take the flag away.
 */
public final class FlagLines {
    private FlagLines() {}

    private record Point(StationId station, SensorName sensor, long timeMillis) {}

    /** One line for each sensor and time. */
    public static List<String> lines(List<FlaggedReading> flags) {
        Map<Point, StringBuilder> lines = new LinkedHashMap<>();
        for (FlaggedReading judged : flags) {
            Point point = new Point(judged.station(), judged.sensor(), judged.timeMillis());
            StringBuilder line = lines.get(point);
            if (line == null) {
                line = new StringBuilder(120).append(LineProtocol.MEASUREMENT).append(",sensor=")
                        .append(judged.sensor().text()).append(",station=").append(judged.station().text()).append(' ');
                lines.put(point, line);
            } else {
                line.append(',');
            }
            String property = judged.property().id();
            line.append(property).append("_flag=").append(judged.flag().code()).append("i,").append(property)
                    .append("_why=").append(judged.reasons()).append("i,").append(property).append("_flagged=")
                    .append(judged.value());
        }
        List<String> finished = new ArrayList<>(lines.size());
        lines.forEach((point, line) -> finished.add(line.append(' ').append(point.timeMillis).toString()));
        return finished;
    }
}
