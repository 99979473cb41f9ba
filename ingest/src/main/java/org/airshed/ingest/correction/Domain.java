package org.airshed.ingest.correction;

import java.util.List;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.jspecify.annotations.Nullable;

/**
 * Where a correction may be used. Outside it a value stays uncorrected and says so.
 *
 * @param chips as sensor names begin, {@code pms5003}; empty: any
 * @param air null: any
 * @param ambientHumidity whether the humidity must be that of ambient air, not of the warmer housing
 * @param companionSensor the one sensor whose humidity or pressure will do, null for any: a local fit holds for the
 *     humidity sensor it was fitted with
 * @param ranges of what goes in. A range of a property that the hour has no value for counts as left
 * @param region where it was fitted, for people: nothing checks it, whoever names the correction for a network decides
 */
public record Domain(Set<String> chips, @Nullable Air air, boolean ambientHumidity,
        @Nullable SensorName companionSensor, List<Range> ranges, String region) {
    public Domain {
        chips = Set.copyOf(chips);
        ranges = List.copyOf(ranges);
    }
}
