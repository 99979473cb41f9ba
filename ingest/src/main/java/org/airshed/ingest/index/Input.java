package org.airshed.ingest.index;

import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * One kind of value that an index takes.
 *
 * @param averaging how the value came about
 * @param table whose breakpoints it is looked up in
 * @param unit of that table
 * @param digits decimals that the rule truncates or rounds to; null where it does neither
 * @param use when it is reckoned from hours
 * @param mark how averaging and rounding were checked: V, T, M or P
 */
public record Input(ObservedProperty property, Averaging averaging, Averaging table, String unit,
        @Nullable Integer digits, Use use, String mark) {
    /** When a value of this kind is reckoned from hours. */
    public enum Use {
        /** For the latest complete hour. */
        NOW,
        /** For a local day. */
        DAY,
        /** For both. */
        BOTH,
        /** Never: it counts where it is given. */
        GIVEN
    }

    boolean now() {
        return use == Use.NOW || use == Use.BOTH;
    }

    boolean day() {
        return use == Use.DAY || use == Use.BOTH;
    }
}
