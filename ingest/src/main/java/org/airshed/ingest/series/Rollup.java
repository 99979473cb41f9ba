package org.airshed.ingest.series;

import java.util.Comparator;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one datastream come to over one span.
 *
 * <p>Station, sensor, property, level, span and start are its key.
 *
 * @param startMillis beginning of the span, UTC
 * @param mean in {@code property.unit()}; null below the coverage rule, as are the two that follow
 * @param count values it rests on
 * @param coverage part of what is expected that was there, 0 to 1; kept below the coverage rule too
 * @param reasons mask of quality control's named reasons, 0 where none
 */
public record Rollup(StationId station, SensorName sensor, ObservedProperty property, Level level, Span span,
        long startMillis, @Nullable Double mean, @Nullable Double min, @Nullable Double max, int count, double coverage,
        Flag flag, int reasons) {
    /** The order of every answer: time, station, sensor, property, level. */
    public static final Comparator<Rollup> ORDER = Comparator.comparingLong(Rollup::startMillis)
            .thenComparing(Rollup::station).thenComparing(Rollup::sensor)
            .thenComparing(rollup -> rollup.property().id()).thenComparing(Rollup::level);

    public Rollup {
        Finite.check("mean", mean);
        Finite.check("min", min);
        Finite.check("max", max);
        Finite.check("coverage", coverage);
    }
}
