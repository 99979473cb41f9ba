package org.airshed.ingest.rollup;

import java.math.BigDecimal;

/**
 * One usable value of a datastream; what quality control refused never becomes one.
 *
 * @param timeMillis phenomenon time, UTC: the start of what the value stands for
 */
public record Sample(long timeMillis, BigDecimal value) {}
