package org.airshed.ingest.index;

import java.math.BigDecimal;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.rollup.Completeness;
import org.jspecify.annotations.Nullable;

/**
 * What an index says, or why it says nothing. Results are never averaged: concentrations are, before.
 */
public sealed interface IndexResult {
    /** Which index, or which was asked for. */
    IndexId index();

    /**
     * It says something.
     *
     * @param kind a ventilation proxy must never be shown as air quality
     * @param number as published: US AQI 0 and up, EAQI 1 to 6, DAQI 1 to 10, a proxy's level
     * @param position exact place on the index's own scale before rounding; finds the highest of several, is not for
     *        showing and not comparable between indices
     * @param deciding the pollutant
     * @param completeness what the concentration rests on; null where whoever gave it did not say
     * @param concentration as it was looked up: truncated or rounded as the rule wants
     * @param unit of {@code concentration}: that of the published table
     * @param ventilation for a ventilation proxy only, otherwise null
     */
    record Value(IndexId index, IndexKind kind, BigDecimal number, BigDecimal position, Band band,
            ObservedProperty deciding, Averaging averaging, @Nullable Completeness completeness,
            BigDecimal concentration, String unit, @Nullable Ventilation ventilation) implements IndexResult {}

    /**
     * The rule asks for more than there was.
     *
     * @param reason a sentence in English that names what is missing
     */
    record NotEnoughData(IndexId index, ObservedProperty property, Averaging averaging, Completeness completeness,
            String reason) implements IndexResult {}

    /**
     * The index has nothing to say here, however much data there were. Not a zero and not "good".
     *
     * @param property what was asked about; null where the question was not about one
     * @param averaging likewise
     * @param sentence for people, in English
     */
    record NoIndex(IndexId index, @Nullable ObservedProperty property, @Nullable Averaging averaging, Reason reason,
            String sentence) implements IndexResult {}

    /** Why an index has nothing to say. */
    enum Reason {
        /** There is no such index here; the sentence says why where we know it. */
        NOT_OFFERED,
        /** The index is offered, this version of it is not. */
        UNKNOWN_VERSION,
        /** The index does not speak about this property. */
        OTHER_PROPERTY,
        /** The index takes this property, averaged in another way. */
        OTHER_AVERAGING,
        /** The unit does not lead to the table's. */
        OTHER_UNIT,
        /** The published table has no row here. */
        UNDEFINED_HERE,
        /** A value that cannot be a concentration. */
        BELOW_SCALE,
        /** There is no rule for a whole day. */
        NO_DAILY_RULE,
        /** Nothing was given that the index could speak about. */
        NOTHING_GIVEN
    }
}
