package org.airshed.ingest.mqtt;

import java.nio.ByteBuffer;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.auth.Identity;
import org.airshed.ingest.registry.Notice;
import org.jspecify.annotations.Nullable;

/**
 * The client at the other end, as its CONNECT fixed it for the life of the connection.
 *
 * @param version5 MQTT 5; otherwise 3.1.1
 * @param keepAliveSeconds in force, 0 for none
 * @param will what is to be said for it when it goes without a word, or null
 * @param maxPacketBytes largest packet it takes
 * @param unpromised how its QoS 0 publishes are labelled
 * @param promised how its QoS 1 publishes are labelled
 */
record Peer(Identity identity, String clientId, boolean version5, int keepAliveSeconds, @Nullable Will will,
        long maxPacketBytes, Sender unpromised, Sender promised) {

    /** A checked will. */
    record Will(StationId station, Notice.Kind kind, ByteBuffer payload) {}

    boolean trusted() {
        return identity instanceof Identity.Local;
    }
}
