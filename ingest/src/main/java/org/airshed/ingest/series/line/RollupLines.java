package org.airshed.ingest.series.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * Rollups as lines of the measurements {@code air_1h}, {@code air_8h}, {@code air_1d}, {@code air_1mo}, {@code air_1y}:
 * tags {@code level}, {@code sensor}, {@code station}; per property the fields {@code <p>_mean}, {@code _min},
 * {@code _max} (floats), {@code _n}, {@code _coverage}, {@code _flag}, {@code _why}, {@code _revision}.
 *
 * <p>A line cannot take a field away from a point that is there. So each row also says in {@code <p>_lacks} which of
 * mean, min and max it is without, and whoever reads, a dashboard too, leaves out what a row lacks: an older value may
 * still stand there.
 */
public final class RollupLines {
    /** Bits of {@code <p>_lacks}. */
    public static final int LACKS_MEAN = 1;
    public static final int LACKS_MIN = 2;
    public static final int LACKS_MAX = 4;

    private RollupLines() {}

    /** {@code air_1h} … */
    public static String measurement(Span span) {
        return LineProtocol.MEASUREMENT + "_" + span.text();
    }

    /** {@code air_1h_rev} …: as the current rows, with the revision as a tag and {@code <p>_replaced_by}. */
    public static String replacedMeasurement(Span span) {
        return measurement(span) + "_rev";
    }

    /** Current rows of this revision. */
    public static List<String> lines(List<Rollup> rollups, long revision) {
        Map<Point, StringBuilder> lines = new LinkedHashMap<>();
        for (Rollup rollup : rollups) {
            StringBuilder line = line(lines, rollup, null);
            fields(line, rollup);
            line.append(',').append(rollup.property().id()).append("_revision=").append(revision).append('i');
        }
        return finish(lines);
    }

    /** Rows that are about to be replaced. */
    public static List<String> replacedLines(List<Replaced<Rollup>> replaced) {
        Map<Point, StringBuilder> lines = new LinkedHashMap<>();
        for (Replaced<Rollup> one : replaced) {
            StringBuilder line = line(lines, one.row(), one.revision());
            fields(line, one.row());
            line.append(',').append(one.row().property().id()).append("_replaced_by=").append(one.replacedBy())
                    .append('i');
        }
        return finish(lines);
    }

    private record Point(Span span, StationId station, SensorName sensor, Level level, long start,
            @Nullable Long revision) {}

    private static StringBuilder line(Map<Point, StringBuilder> lines, Rollup rollup, @Nullable Long revision) {
        Point point = new Point(rollup.span(), rollup.station(), rollup.sensor(), rollup.level(),
                rollup.startMillis(), revision);
        StringBuilder line = lines.get(point);
        if (line != null) {
            return line.append(',');
        }
        StringBuilder begun = new StringBuilder(200);
        // Tags in the order of their names; ids and levels need no escaping by their form.
        begun.append(revision == null ? measurement(rollup.span()) : replacedMeasurement(rollup.span()))
                .append(",level=").append(rollup.level().text());
        if (revision != null) {
            begun.append(",revision=").append(revision);
        }
        begun.append(",sensor=").append(rollup.sensor().text()).append(",station=").append(rollup.station().text())
                .append(' ');
        lines.put(point, begun);
        return begun;
    }

    private static void fields(StringBuilder line, Rollup rollup) {
        String property = rollup.property().id();
        Field.optional(line, property + "_mean", rollup.mean());
        Field.optional(line, property + "_min", rollup.min());
        Field.optional(line, property + "_max", rollup.max());
        int lacks = (rollup.mean() == null ? LACKS_MEAN : 0) | (rollup.min() == null ? LACKS_MIN : 0)
                | (rollup.max() == null ? LACKS_MAX : 0);
        line.append(property).append("_n=").append(rollup.count()).append("i,").append(property).append("_coverage=")
                .append(rollup.coverage()).append(',').append(property).append("_flag=")
                .append(rollup.flag().code()).append("i,").append(property).append("_why=").append(rollup.reasons())
                .append("i,").append(property).append("_lacks=").append(lacks).append('i');
    }

    private static List<String> finish(Map<Point, StringBuilder> lines) {
        List<String> finished = new ArrayList<>(lines.size());
        lines.forEach((point, line) -> finished.add(line.append(' ').append(point.start).toString()));
        return finished;
    }
}
