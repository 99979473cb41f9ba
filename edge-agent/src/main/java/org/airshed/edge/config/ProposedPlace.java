package org.airshed.edge.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a station says it stands. It only proposes: the ingest tier decides.
 *
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 * @param heightMetres above ground
 * @param elevationMetres of the ground above sea level
 * @param environment {@code outdoor} or {@code indoor}
 * @param siteType such as {@code traffic} or {@code background}
 */
public record ProposedPlace(double latitude, double longitude, @Nullable Double heightMetres,
        @Nullable Double elevationMetres, String environment, @Nullable String siteType) {}
