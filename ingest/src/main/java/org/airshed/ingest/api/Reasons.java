package org.airshed.ingest.api;

import java.util.ArrayList;
import java.util.List;

/** Quality control's mask of reasons, as it stands in answers. */
final class Reasons {
    private Reasons() {}

    /** {@code bit-N} for each bit set, lowest first; empty while no quality control has given a reason. */
    static List<String> of(int mask) {
        if (mask == 0) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((mask >>> bit & 1) == 1) {
                reasons.add("bit-" + bit);
            }
        }
        return reasons;
    }
}
