package org.airshed.edge.sampling;

import java.io.IOException;
import java.time.Duration;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.sensor.SensorDriver;
import org.jspecify.annotations.Nullable;

/**
 * One sensor as the settings want it.
 *
 * @param name as its readings will be called, known before anything answers
 * @param chip for people: {@code scd41}
 * @param opener makes the driver; called again if it throws
 * @param interval between two polls, null for what the driver finds useful
 */
public record SensorPlan(SensorName name, String chip, Opener opener, @Nullable Duration interval) {
    /** Makes a driver that is not started yet. */
    @FunctionalInterface
    public interface Opener {
        SensorDriver open() throws IOException;
    }
}
