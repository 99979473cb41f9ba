package org.airshed.edge.spool;

import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;

/** One submission-to-be as it lies in the spool. */
public sealed interface SpoolEntry {
    /** How many readings the submission will carry. */
    int size();

    /**
     * What the station sampled itself: times are monotonic, because UTC may not be known yet.
     *
     * @param boot id of the boot
     * @param sequence number of the submission within its boot, from 1
     * @param writtenNanos monotonic time at which it was made
     */
    record Sampled(String boot, long sequence, long writtenNanos, List<SampledValue> values) implements SpoolEntry {
        public Sampled {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /** Readings that bring their own time: an imported recording, a lived history. */
    record Dated(List<DatedValue> values) implements SpoolEntry {
        public Dated {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /**
     * One value of a {@link Sampled} entry.
     *
     * @param startNanos monotonic time at which its averaging window began
     * @param value in {@code property.unit()}, finite
     */
    record SampledValue(SensorName sensor, ObservedProperty property, long startNanos, double value) {
        public SampledValue {
            requireFinite(sensor, property, value);
        }
    }

    /**
     * One value of a {@link Dated} entry.
     *
     * @param phenomenonTimeMillis start of the averaging window, UTC
     * @param value in {@code property.unit()}, finite
     */
    record DatedValue(SensorName sensor, ObservedProperty property, long phenomenonTimeMillis, double value) {
        public DatedValue {
            requireFinite(sensor, property, value);
        }
    }

    private static void requireFinite(SensorName sensor, ObservedProperty property, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value of " + sensor + "/" + property.id() + " is " + value);
        }
    }
}
