package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much must be there for a value to count. */
public sealed interface CaptureRule {
    /** Three quarters: hours, 8-hour means, days of 24 hours nearly everywhere (2008/50/EC Annex VII and XI, US EPA). */
    CaptureRule THREE_QUARTERS = new Share(new BigDecimal("0.75"));

    /** How many of {@code expected} must be there; at least 1, so that nothing never suffices. */
    int required(int expected);

    /**
     * A share of what is expected, rounded up: of a day of 23 hours 75 % are 18, of one of 25 they are 19.
     *
     * @param share more than 0, at most 1
     */
    record Share(BigDecimal share) implements CaptureRule {
        public Share {
            if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("a share of " + share);
            }
        }

        @Override
        public int required(int expected) {
            return Math.max(1,
                    share.multiply(BigDecimal.valueOf(expected)).setScale(0, RoundingMode.CEILING).intValueExact());
        }
    }

    /** A number, whatever is expected: Japan's 20 hours a day and 250 days a year. */
    record AtLeast(int number) implements CaptureRule {
        public AtLeast {
            if (number < 1) {
                throw new IllegalArgumentException("at least " + number);
            }
        }

        @Override
        public int required(int expected) {
            return number;
        }
    }
}
