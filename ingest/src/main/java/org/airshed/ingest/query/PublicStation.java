package org.airshed.ingest.query;

import java.time.Instant;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.registry.PublicPlace;
import org.jspecify.annotations.Nullable;

/**
 * A station as everybody may see it.
 *
 * @param name what its keeper calls it, null where only the id is known
 * @param place where it stands now, null where nobody has said
 * @param presenceSince when {@code presence} began, null where unknown
 */
public record PublicStation(StationId id, @Nullable String name, @Nullable PublicPlace place, Presence presence,
        @Nullable Instant presenceSince) {

    /** Whether the station is connected. */
    public enum Presence {
        ONLINE, OFFLINE,
        /** It has not said so since the server started, or sends by a way that has no connection. */
        UNKNOWN
    }
}
