package org.airshed.ingest.correction;

/** How sure it is that a correction stands here as its authors published it. */
public enum Verification {
    /** Read in an official page or code, or in two independent sources. */
    READ,
    /** One transcription only. */
    TRANSCRIBED,
    /** From memory, not read again. */
    MEMORY,
    /** Our own proposal, with no authority behind it. */
    PROPOSED,
    /** Fitted by the keeper beside a reference: as good as that collocation. */
    FITTED
}
