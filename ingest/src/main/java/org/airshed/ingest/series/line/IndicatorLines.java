package org.airshed.ingest.series.line;

import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.jspecify.annotations.Nullable;

/**
 * Indicators as lines of the measurement {@code indicator}: tags {@code area}, {@code environment}, {@code index},
 * {@code period}, {@code property}; fields {@code value}, {@code value_lower}, {@code value_upper}, {@code stations},
 * {@code coverage}, {@code category} and {@code missing} (texts, empty where there is none), {@code revision}, and
 * {@code lacks} as in {@link RollupLines}. InfluxDB keeps names that begin with an underscore for itself, hence
 * {@code value_lower}.
 */
public final class IndicatorLines {
    /** Current values. */
    public static final String MEASUREMENT = "indicator";

    /** Replaced values: as the current ones, with the revision as a tag and {@code replaced_by}. */
    public static final String REPLACED = "indicator_rev";

    /** Bits of {@code lacks}. */
    public static final int LACKS_VALUE = 1;
    public static final int LACKS_LOWER = 2;
    public static final int LACKS_UPPER = 4;

    private IndicatorLines() {}

    /** Current values of this revision. */
    public static List<String> lines(List<IndicatorValue> values, long revision) {
        List<String> lines = new ArrayList<>(values.size());
        for (IndicatorValue value : values) {
            lines.add(fields(begun(MEASUREMENT, value, null), value).append(",revision=").append(revision).append("i ")
                    .append(value.startMillis()).toString());
        }
        return lines;
    }

    /** Values that are about to be replaced. */
    public static List<String> replacedLines(List<Replaced<IndicatorValue>> replaced) {
        List<String> lines = new ArrayList<>(replaced.size());
        for (Replaced<IndicatorValue> one : replaced) {
            lines.add(fields(begun(REPLACED, one.row(), one.revision()), one.row()).append(",replaced_by=")
                    .append(one.replacedBy()).append("i ").append(one.row().startMillis()).toString());
        }
        return lines;
    }

    private static StringBuilder begun(String measurement, IndicatorValue value, @Nullable Long revision) {
        // Tags in the order of their names; none of them needs escaping by its form.
        StringBuilder line = new StringBuilder(200).append(measurement).append(",area=").append(value.area())
                .append(",environment=").append(value.environment()).append(",index=").append(value.index())
                .append(",period=").append(value.period().text()).append(",property=").append(value.property());
        if (revision != null) {
            line.append(",revision=").append(revision);
        }
        return line.append(' ');
    }

    private static StringBuilder fields(StringBuilder line, IndicatorValue value) {
        Field.optional(line, "value", value.value());
        Field.optional(line, "value_lower", value.lower());
        Field.optional(line, "value_upper", value.upper());
        int lacks = (value.value() == null ? LACKS_VALUE : 0) | (value.lower() == null ? LACKS_LOWER : 0)
                | (value.upper() == null ? LACKS_UPPER : 0);
        return line.append("stations=").append(value.stations()).append("i,coverage=").append(value.coverage())
                .append(",category=\"").append(text(value.category())).append("\",missing=\"")
                .append(text(value.missing())).append("\",lacks=").append(lacks).append('i');
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : Escape.field(text);
    }
}
