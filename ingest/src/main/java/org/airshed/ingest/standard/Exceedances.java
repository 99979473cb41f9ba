package org.airshed.ingest.standard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many were over, of those that were there. Never scaled up to a whole year: who shows {@code found} shows
 * {@code valid} beside it.
 *
 * @param found how many were over; a mean where several years are averaged
 * @param allowed how many may be over, null where the standard does not count
 * @param valid how many hours or days were there
 */
public record Exceedances(BigDecimal found, @Nullable Integer allowed, int valid) {}
