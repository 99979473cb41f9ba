package org.airshed.contract.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One record of a SenML pack after its base fields were applied: a value, or a record set aside alone. */
public sealed interface SenmlRecord {
    /** Place of the record in its pack, from 0. */
    int index();

    /**
     * A numeric record, resolved (RFC 8428 section 4.6).
     *
     * @param baseName the base name in force, empty where there is none: it alone tells a station from a sensor in
     *     {@code atelier-3/co2}
     * @param name base name and name, joined: {@code atelier-3/scd41-62/co2}
     * @param unit as written, at most 64 characters without control characters; empty where neither record nor pack names one
     * @param value base value and value added, exact; finite as a double
     * @param time base time and time added, in seconds, exact: at or above 2^28 absolute (since 1970), at or below 0
     *     relative to receipt, between: not usable
     */
    record Value(int index, String baseName, String name, String unit, BigDecimal value, BigDecimal time)
            implements
                SenmlRecord {}

    /**
     * A record that cannot be a reading.
     *
     * @param reason short stable code, for counters and lists: {@code not-a-record}, {@code name}, {@code no-value},
     *     {@code not-a-number} (text, boolean, data, NaN, infinite), {@code field} (a known field of the wrong form, or
     *     twice), {@code must-understand} (a field whose name ends in {@code _}), {@code base} (a base field before it could
     *     not be read)
     * @param detail a sentence for the keeper, free of control characters
     * @param name the resolved name where one could be made out
     */
    record Bad(int index, String reason, String detail, @Nullable String name) implements SenmlRecord {}
}
