package org.airshed.contract.reading;

/**
 * Quality flag of a reading.
 *
 * <p>Source: QARTOD / IOC 54:V3 primary flags.
 */
public enum Flag {
    GOOD(1), NOT_EVALUATED(2), SUSPECT(3), FAIL(4), MISSING(9);

    private final int code;

    Flag(int code) {
        this.code = code;
    }

    /** The number that stands in stores and exports: 1, 2, 3, 4 or 9. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException for a number that is no primary flag */
    public static Flag of(int code) {
        for (Flag flag : values()) {
            if (flag.code == code) {
                return flag;
            }
        }
        throw new IllegalArgumentException(code + " is no QARTOD primary flag (1, 2, 3, 4, 9)");
    }
}
