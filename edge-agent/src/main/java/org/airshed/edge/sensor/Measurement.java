package org.airshed.edge.sensor;

import java.io.IOException;
import java.util.Map;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/** What one poll came to. Only a {@link Sample} holds values, and only such as the chip meant. */
public sealed interface Measurement {
    /**
     * A whole, undamaged measurement that was not handed out before.
     *
     * @param values in the canonical unit of each property, finite, at least one; what the chip does not know at this
     *     moment is absent, never 0
     */
    record Sample(Map<ObservedProperty, Double> values) implements Measurement {
        public Sample {
            values = Map.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a sample without a value");
            }
            values.forEach((property, value) -> {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("value of " + property.id() + " is " + value);
                }
            });
        }
    }

    /** Nothing new yet, or still warming up. Ordinary, not a fault. */
    record NotReady() implements Measurement {}

    /** Bytes arrived damaged; this measurement is lost, the sensor may be fine. */
    record Damaged(String what) implements Measurement {}

    /**
     * The sensor did not answer, or something else answered in its place; the driver starts it again at the next poll.
     *
     * @param what a sentence for the keeper
     * @param cause the bus error, a {@link WrongChipException} if another chip sits there, null if the sensor just stays
     *     silent
     */
    record NoAnswer(String what, @Nullable IOException cause) implements Measurement {}

    /** The sensor answers and says itself that it is ill: fan blocked, laser failed. */
    record Fault(String what) implements Measurement {}
}
