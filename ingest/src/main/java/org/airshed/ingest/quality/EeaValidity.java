package org.airshed.ingest.quality;

import java.util.Optional;
import org.airshed.contract.reading.Flag;

/**
 * Whether a value may be used, in the codes of European reporting.
 *
 * <p>Source: dd.eionet.europa.eu vocabulary "aq/observationvalidity". The mapping from our flags is ours; nobody
 * publishes one.
 */
public enum EeaValidity {
    /** Not valid: maintenance or calibration. */
    MAINTENANCE(-99),
    /** Not valid. */
    NOT_VALID(-1),
    /** Valid. */
    VALID(1),
    /** Valid, below the detection limit, the measured value given. Never given by us: no sensor here states a limit. */
    BELOW_DETECTION_MEASURED(2),
    /** Valid, below the detection limit, replaced by half of it. Never given by us. */
    BELOW_DETECTION_REPLACED(3),
    /** Valid, ozone only, CCQM.O3.2019 cross-section. Never given by us. */
    VALID_CCQM_O3_2019(4);

    private final int code;

    EeaValidity(int code) {
        this.code = code;
    }

    /** The number that stands in the column {@code Validity}. */
    public int code() {
        return code;
    }

    /** Whether the value may be used: codes 1 to 4. */
    public boolean usable() {
        return code >= 1;
    }

    /**
     * The code of a value with this flag: good, not evaluated and suspect are valid, failed is not, and -99 where one
     * of the reasons is maintenance. Empty for a missing value, which has no row.
     */
    public static Optional<EeaValidity> of(Flag flag, int reasons) {
        return switch (flag) {
            case GOOD, NOT_EVALUATED, SUSPECT -> Optional.of(VALID);
            case FAIL -> Optional.of(Reason.setOf(reasons).stream().map(Reason::validityOfFailed)
                    .filter(validity -> validity == MAINTENANCE).findAny().orElse(NOT_VALID));
            case MISSING -> Optional.empty();
        };
    }
}
