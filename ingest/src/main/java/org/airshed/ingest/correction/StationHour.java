package org.airshed.ingest.correction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * What one station has for one hour.
 *
 * @param hourMillis beginning of the hour, UTC
 * @param air which air the station breathed, null where it is not placed
 * @param means raw means, one per sensor and property; those without a value included where the sensor is expected
 */
public record StationHour(long hourMillis, @Nullable Air air, List<RawMean> means) {
    public StationHour {
        means = List.copyOf(means);
    }

    /** The means of a property by sensor name, those without a value included. */
    public List<RawMean> of(ObservedProperty property) {
        return means.stream().filter(mean -> mean.property().equals(property))
                .sorted(Comparator.comparing(RawMean::sensor)).toList();
    }

    /**
     * The mean that goes with another one: humidity or pressure.
     *
     * <p>Where several sensors offer it: first the very sensor that is corrected, then one in the housing (which is what
     * regressions were fitted with), then one of which nobody said where it sits, then one in ambient air, then by name.
     *
     * @param beside the sensor that is corrected
     * @param ambient whether only a sensor in ambient air will do
     * @param only the one sensor whose value will do, null for any
     */
    public Optional<RawMean> companion(ObservedProperty property, SensorName beside, boolean ambient,
            @Nullable SensorName only) {
        return of(property).stream().filter(mean -> mean.value() != null)
                .filter(mean -> !ambient || mean.exposure() == Exposure.AMBIENT)
                .filter(mean -> only == null || mean.sensor().equals(only))
                .min(Comparator.comparing((RawMean mean) -> !mean.sensor().equals(beside))
                        .thenComparingInt(mean -> rank(mean.exposure())).thenComparing(RawMean::sensor));
    }

    private static int rank(@Nullable Exposure exposure) {
        return exposure == null ? 1 : exposure == Exposure.HOUSING ? 0 : 2;
    }
}
