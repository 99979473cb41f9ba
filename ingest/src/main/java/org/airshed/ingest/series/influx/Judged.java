package org.airshed.ingest.series.influx;

import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;

/** What quality control said of a value, where it said it of this value. */
record Judged(int flagCode, int reasons) {
    private static final Judged NOT_YET = new Judged(Flag.NOT_EVALUATED.code(), 0);

    /**
     * Reads the fields that stand beside a value.
     *
     * @param flagged the value that was judged; null where whoever wrote the flag did not say
     */
    static Judged of(double value, @Nullable String flag, @Nullable String why, @Nullable String flagged) {
        if (flag == null || (flagged != null && Double.parseDouble(flagged) != value)) {
            return NOT_YET;
        }
        return new Judged(Integer.parseInt(flag), why == null ? 0 : Integer.parseInt(why));
    }

    Flag flag() {
        return Flag.of(flagCode);
    }
}
