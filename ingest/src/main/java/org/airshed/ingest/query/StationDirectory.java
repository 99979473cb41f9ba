package org.airshed.ingest.query;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.airshed.contract.id.StationId;

/**
 * The stations as the public may know them: private ones are absent, places are already blurred where they have to be.
 *
 * <p>Whatever is not in here is invisible in every answer, its readings included.
 *
 * <p>Threads: any thread that may block; never called on an event loop.
 */
public interface StationDirectory {
    /** Every station the public may see, ordered by id. */
    List<PublicStation> stations();

    /** One of {@link #stations()}; empty for unknown and for private ones alike, so that nobody can tell them apart. */
    default Optional<PublicStation> station(StationId id) {
        return stations().stream().filter(station -> station.id().equals(id)).findFirst();
    }

    /** The ids of {@link #stations()}. */
    default Set<StationId> ids() {
        return stations().stream().map(PublicStation::id).collect(Collectors.toUnmodifiableSet());
    }
}
