package org.airshed.ingest.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.airshed.ingest.quality.Reason;

/** Quality control's mask of reasons, as it stands in answers. */
final class Reasons {
    private static final int KNOWN = Reason.maskOf(List.of(Reason.values()));

    /** The languages in which a reason is explained. */
    static final List<String> LANGUAGES = List.of("ca", "en", "es", "ja");

    private Reasons() {}

    /**
     * The key of each reason in the mask, lowest bit first: {@code flat-line}. A bit without a meaning, written by a newer
     * version, is {@code bit-N}: it is not kept silent about.
     */
    static List<String> of(int mask) {
        if (mask == 0) {
            return List.of();
        }
        Set<Reason> known = Reason.setOf(mask);
        List<String> reasons = new ArrayList<>();
        for (Reason reason : known) {
            reasons.add(reason.key());
        }
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if (((mask & ~KNOWN) >>> bit & 1) == 1) {
                reasons.add("bit-" + bit);
            }
        }
        return reasons;
    }

    /** A sentence for each of them, in the same order; a bit without a meaning has but its name. */
    static List<String> sentences(int mask, String language) {
        return of(mask).stream().map(key -> Reason.find(key).map(reason -> reason.sentence(language)).orElse(key))
                .toList();
    }
}
