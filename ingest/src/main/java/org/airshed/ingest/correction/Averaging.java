package org.airshed.ingest.correction;

/** Length of the means a correction was fitted on. Either is applied to hours; none to anything shorter. */
public enum Averaging {
    HOURS, DAYS
}
