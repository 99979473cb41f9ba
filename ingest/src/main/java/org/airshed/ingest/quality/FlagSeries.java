package org.airshed.ingest.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;

/** Flags for a list of values at hand: what a calculator or an import shows before anything is stored. */
public final class FlagSeries {
    private FlagSeries() {}

    /**
     * One row.
     *
     * @param timeMillis UTC
     * @param value finite, null where it is missing
     */
    public record Point(long timeMillis, @Nullable Double value) {}

    /** One row with its flag. */
    public record FlaggedPoint(long timeMillis, @Nullable Double value, Verdict verdict) {}

    /**
     * Flags rows in the order of their arrival, one verdict for each.
     *
     * @param sensor for its warm-up time; {@link SensorName#MAIN} has none unless the settings say so
     * @param tests all of them or one; with one the flags are that test's own: NOT_EVALUATED where it cannot look
     */
    public static List<FlaggedPoint> of(List<Point> rows, ObservedProperty property, SensorName sensor,
            QualitySettings settings, Set<ReadingTest> tests) {
        List<FlaggedPoint> flagged = new ArrayList<>(Collections.nCopies(rows.size(), new FlaggedPoint(0, null,
                Verdict.MISSING)));
        DatastreamCheck check = new DatastreamCheck(property, sensor, settings, tests,
                (row, timeMillis, value, flag, reasons) -> flagged.set(Math.toIntExact(row), new FlaggedPoint(
                        timeMillis, flag == Flag.MISSING ? null : value, new Verdict(flag, reasons))));
        for (Point point : rows) {
            Double value = point.value();
            if (value == null) {
                check.missing(point.timeMillis());
            } else {
                check.reading(point.timeMillis(), value);
            }
        }
        check.end();
        return Collections.unmodifiableList(flagged);
    }
}
