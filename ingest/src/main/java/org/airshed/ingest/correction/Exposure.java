package org.airshed.ingest.correction;

/** Which air a humidity or temperature sensor measures: warmth of the box makes its own air drier than that outside. */
public enum Exposure {
    AMBIENT, HOUSING
}
