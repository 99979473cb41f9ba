package org.airshed.edge.simulation;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;

/** Takes the lived past, window by window and within a window sensor by sensor. */
@FunctionalInterface
public interface HistoryConsumer {
    /**
     * Takes the means of one window.
     *
     * @param time start of the window
     * @param values mean of the samples in the window, in canonical units, never empty
     */
    void accept(Instant time, SensorName sensor, Map<ObservedProperty, Double> values) throws IOException;
}
