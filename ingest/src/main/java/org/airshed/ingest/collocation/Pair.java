package org.airshed.ingest.collocation;

import org.jspecify.annotations.Nullable;

/**
 * Means of a sensor and of the reference beside it over the same hour or day.
 *
 * @param fromMillis beginning of the interval, UTC
 * @param humidity relative humidity in %, null where it is missing
 */
public record Pair(long fromMillis, double sensor, double reference, @Nullable Double humidity) {}
