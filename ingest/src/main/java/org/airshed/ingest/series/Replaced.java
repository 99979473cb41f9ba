package org.airshed.ingest.series;

/**
 * A row as it stood before a recomputation replaced it.
 *
 * @param revision that the row was of
 * @param replacedBy revision that replaced it
 */
public record Replaced<T>(T row, long revision, long replacedBy) {}
