package org.airshed.ingest.correction;

/** Which air a correction was made for and a station breathes. */
public enum Air {
    OUTDOOR, INDOOR
}
