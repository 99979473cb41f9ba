package org.airshed.ingest.series;

import org.airshed.contract.id.StationId;

/**
 * Where everyone may see a station: already blurred where its keeper did not choose otherwise.
 *
 * @param latitude WGS 84, degrees
 * @param longitude WGS 84, degrees
 * @param environment {@code outdoor} or {@code indoor}
 */
public record StationPlace(StationId station, double latitude, double longitude, String environment) {}
