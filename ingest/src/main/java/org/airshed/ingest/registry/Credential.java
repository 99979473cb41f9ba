package org.airshed.ingest.registry;

import org.airshed.contract.id.StationId;

/** What a station showed when it connected: which of its secrets. A session lives no longer than this. */
public record Credential(StationId station, long secret) {}
