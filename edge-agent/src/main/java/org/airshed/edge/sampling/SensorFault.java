package org.airshed.edge.sampling;

import java.util.Locale;
import org.airshed.contract.id.SensorName;

/**
 * What a sensor suffers from, for its keeper.
 *
 * @param what a sentence
 * @param count how often since the start of the agent
 */
public record SensorFault(SensorName sensor, Kind kind, String what, long count) {
    /** What kind of thing went wrong. */
    public enum Kind {
        /** Nothing answers, or the port is not there. */
        NO_ANSWER,
        /** Another chip answers. */
        WRONG_CHIP,
        /** Bytes arrived damaged. */
        DAMAGED,
        /** The chip says itself that it is ill. */
        FAULT,
        /** It measures again after it was silent. */
        RECOVERED;

        /** As it stands in the message. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Told of faults; at most a few a minute. */
    @FunctionalInterface
    public interface Listener {
        void fault(SensorFault fault);
    }
}
