package org.airshed.ingest.quality;

/**
 * Whether a person or process has signed a value off, in the codes of European reporting.
 *
 * <p>Source: dd.eionet.europa.eu vocabulary "aq/observationverification".
 */
public enum EeaVerification {
    /** Verified. Never given by a program: it is for an authority's yearly review. */
    VERIFIED(1),
    /** Preliminarily verified: here, a person has judged the value (our reading of the code). */
    PRELIMINARY(2),
    /** Not verified: tests alone have looked. */
    NOT_VERIFIED(3);

    private final int code;

    EeaVerification(int code) {
        this.code = code;
    }

    /** The number that stands in the column {@code Verification}. */
    public int code() {
        return code;
    }

    /** The code of a value with these reasons. */
    public static EeaVerification of(int reasons) {
        return Reason.JUDGED_BY_PERSON.in(reasons) ? PRELIMINARY : NOT_VERIFIED;
    }
}
