package org.airshed.ingest.indicator;

import java.math.BigDecimal;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * What one station says about one hour of its neighbourhood, after quality control: it has one vote, however many
 * readings it sent.
 *
 * @param site stations of the same site (within 50 m of each other) share one vote; see {@link Sites}
 * @param value in the property's unit
 * @param level {@code raw} where no correction applied
 * @param statedUncertainty half-width of the span its maker states at this value, same unit; null where none is known
 */
public record Voice(StationId station, int site, BigDecimal value, Level level,
        @Nullable BigDecimal statedUncertainty) {}
