package org.airshed.ingest.area;

/**
 * What part of an area lies near a working station.
 *
 * @param part 0 to 1, counted in cells: its border is as fine as {@code stepMetres}
 * @param reachMetres how near counts, as the crow flies
 * @param stepMetres side of the cells that were counted
 * @param cells how many there were
 */
public record SpatialCoverage(double part, double reachMetres, double stepMetres, int cells) {}
