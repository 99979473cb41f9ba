package org.airshed.ingest.registry;

import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * A station the network knows.
 *
 * @param addedMillis when it was added, UTC
 * @param origin how it came to be known
 * @param revokedMillis when it was shut out, null while it is welcome
 * @param hasSecret whether it holds a secret that is valid now or was when this was read
 */
public record Station(StationId id, long addedMillis, Origin origin, @Nullable Long revokedMillis,
        Visibility visibility, boolean hasSecret) {
    /** How a station came to be known. */
    public enum Origin {
        /** {@code airshed station add}. */
        ADDED,
        /** It sent over the trusted loopback listener. */
        SEEN
    }

    /** Whether its keeper or the operator shut it out. */
    public boolean revoked() {
        return revokedMillis != null;
    }
}
