package org.airshed.ingest.standard;

/** How a published number was checked; the letter stands in the tables. */
public enum Mark {
    /** Read in an official page or in two independent transcriptions that agree. */
    V,
    /** One transcription only. */
    T,
    /** From memory, not read again: no compliance claim may rest on it. */
    M,
    /** Our own proposal, no outside authority. */
    P,
    /** Announced, and whether and from when it applies was not found. */
    UNCERTAIN
}
