package org.airshed.ingest.query;

import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.series.DerivedStore;

/**
 * What questions about neighbourhoods are answered from.
 *
 * @param store what was made of readings
 * @param areas which areas stand
 * @param changes what was computed, and computed again
 * @param revisions by which computation, and by which rules
 * @param network what this network has chosen
 */
public record DerivedData(DerivedStore store, Areas areas, ChangeLog changes, Revisions revisions,
        NetworkSettings network) {}
