package org.airshed.ingest.standard;

import java.math.BigDecimal;

/** When a value is over a limit. */
public enum Comparison {
    /** Only when it is greater: "not to be exceeded". */
    GREATER {
        @Override
        boolean over(BigDecimal value, BigDecimal limit) {
            return value.compareTo(limit) > 0;
        }
    },
    /** From the limit on: "at or above". */
    AT_LEAST {
        @Override
        boolean over(BigDecimal value, BigDecimal limit) {
            return value.compareTo(limit) >= 0;
        }
    };

    abstract boolean over(BigDecimal value, BigDecimal limit);
}
