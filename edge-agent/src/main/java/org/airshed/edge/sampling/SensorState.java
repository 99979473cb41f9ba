package org.airshed.edge.sampling;

import java.util.List;
import java.util.Locale;
import org.airshed.contract.id.SensorName;

/**
 * How a sensor is at this moment.
 *
 * @param properties ids of what it measures, empty until it was opened once
 * @param faults since the start
 */
public record SensorState(SensorName name, String chip, Condition condition, List<String> properties, long faults) {
    /** For comparing: what it is, not how often something happened. */
    public SensorState withoutCounters() {
        return new SensorState(name, chip, condition, properties, 0);
    }

    /** Where it stands. */
    public enum Condition {
        /** Not opened, or warming up. */
        STARTING,
        /** Delivers. */
        MEASURING,
        /** Does not answer; tried again, less and less often. */
        SILENT;

        /** As it stands in messages. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
