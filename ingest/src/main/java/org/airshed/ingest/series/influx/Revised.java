package org.airshed.ingest.series.influx;

/**
 * A row with its revision.
 *
 * @param replacedBy 0 for a current one
 */
record Revised<T>(T row, long revision, long replacedBy) {}
