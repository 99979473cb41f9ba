package org.airshed.ingest.index;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.airshed.contract.property.ObservedProperty;

/**
 * What an index says about several pollutants.
 *
 * @param overall the highest of {@code parts}; where none has a value the first that lacks data, or else the first
 *        without an index, or {@link IndexResult.Reason#NOTHING_GIVEN}
 * @param parts the sub-index of each pollutant, in the index's order, those without a value included
 */
public record Assessment(IndexResult overall, Map<ObservedProperty, IndexResult> parts) {
    public Assessment {
        // Map.copyOf would lose the order.
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
