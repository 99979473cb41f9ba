package org.airshed.ingest.change;

import org.airshed.contract.id.StationId;

/**
 * A station's hour that is to be computed again.
 *
 * @param hourMillis its beginning, UTC
 * @param generation of its last mark: a later mark has a higher one
 * @param again whether it was handed out before and that work did not come to its end: part of what came of it may be
 *     stored without anybody having been told, so all of what comes of it now is to be told
 */
public record DirtyHour(StationId station, long hourMillis, long generation, boolean again) {}
