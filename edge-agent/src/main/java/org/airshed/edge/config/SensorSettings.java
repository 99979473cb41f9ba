package org.airshed.edge.config;

import java.time.Duration;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.sensor.SensorAddress;
import org.jspecify.annotations.Nullable;

/**
 * One sensor.
 *
 * @param name made from chip and address
 * @param interval between two polls, null for what the driver finds useful
 */
public record SensorSettings(String chip, SensorAddress address, SensorName name, @Nullable Duration interval) {}
