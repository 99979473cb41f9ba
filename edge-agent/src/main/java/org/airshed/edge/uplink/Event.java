package org.airshed.edge.uplink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Paho's threads and the journal tell the uplink thread. */
sealed interface Event {
    /** There may be something to do. */
    record Wake() implements Event {}

    /**
     * The server took the connection.
     *
     * @param receiveMaximum most publishes it wants unacknowledged
     * @param maximumPacketBytes largest packet it takes
     * @param serverTime from user property {@code time}, null where it told none
     */
    record Connected(Connection from, int receiveMaximum, long maximumPacketBytes, @Nullable Instant serverTime)
            implements
                Event {}

    /** The connection could not be made or ended. */
    record Lost(Connection from, String why) implements Event {}

    /** A publish has its PUBACK. */
    record Acknowledged(Connection from, Object what, int reasonCode, @Nullable String reason) implements Event {}
}
