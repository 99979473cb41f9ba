package org.airshed.ingest.registry;

import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * A station at its public place for the period {@code [fromMillis, toMillis)}.
 *
 * @param toMillis end of the period, UTC, null while the station still stands there
 * @param place as everyone may see it
 * @param siteType free word of the keeper: {@code traffic}, {@code background}
 */
public record PublicDeployment(StationId station, long fromMillis, @Nullable Long toMillis, PublicPlace place,
        @Nullable String siteType) {}
