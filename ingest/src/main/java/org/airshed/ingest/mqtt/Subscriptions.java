package org.airshed.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.auth.Doorkeeper;
import org.airshed.ingest.auth.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What one client is subscribed to: settings and commands of its own station, nothing else, and always with QoS 0. A
 * lower QoS than asked for may be granted (MQTT-3.8.4-6), and nothing is lost by it: settings are retained and come
 * again with the next connection.
 *
 * <p>Threads: the connection's event loop only.
 */
final class Subscriptions {
    private final Doorkeeper doorkeeper;
    private final Identity identity;
    /** By topic: the hash of the settings last delivered, null before the first or for other topics. */
    private final Map<String, @Nullable Integer> delivered = new HashMap<>(0);

    Subscriptions(Doorkeeper doorkeeper, Identity identity) {
        this.doorkeeper = doorkeeper;
        this.identity = identity;
    }

    /**
     * The answer to one subscription.
     *
     * @param retained the station whose retained settings go out now, or null
     */
    record Answer(MqttReasonCodes.SubAck reason, @Nullable StationId retained) {
        boolean granted() {
            return reason == MqttReasonCodes.SubAck.GRANTED_QOS_0;
        }
    }

    Answer subscribe(MqttTopicSubscription asked) {
        String filter = asked.topicFilter();
        if (filter.startsWith("$share/")) {
            return new Answer(MqttReasonCodes.SubAck.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED, null);
        }
        if (filter.indexOf('#') >= 0 || filter.indexOf('+') >= 0) {
            return new Answer(MqttReasonCodes.SubAck.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED, null);
        }
        Optional<Topics.Parsed> own = doorkeeper.maySubscribe(identity, filter);
        if (own.isEmpty()) {
            return new Answer(MqttReasonCodes.SubAck.NOT_AUTHORIZED, null);
        }
        boolean known = delivered.containsKey(filter);
        if (!known && delivered.size() >= MqttSettings.MAX_SUBSCRIPTIONS) {
            return new Answer(MqttReasonCodes.SubAck.QUOTA_EXCEEDED, null);
        }
        delivered.putIfAbsent(filter, null);
        boolean send = own.get().kind() == Topics.Kind.SETTINGS && switch (asked.option().retainHandling()) {
            case SEND_AT_SUBSCRIBE -> true;
            case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> !known;
            case DONT_SEND_AT_SUBSCRIBE -> false;
        };
        return new Answer(MqttReasonCodes.SubAck.GRANTED_QOS_0, send ? own.get().station() : null);
    }

    /** Whether there was such a subscription. */
    boolean unsubscribe(String filter) {
        boolean known = delivered.containsKey(filter);
        delivered.remove(filter);
        return known;
    }

    /** Notes that these settings are about to be delivered. Returns false where they need not be. */
    boolean deliver(String topic, byte[] settings, boolean evenIfUnchanged) {
        if (!delivered.containsKey(topic)) {
            return false; // unsubscribed in the meantime
        }
        int hash = Arrays.hashCode(settings);
        Integer before = delivered.put(topic, hash);
        return evenIfUnchanged || before == null || before != hash;
    }

    /** Stations whose settings are subscribed to. */
    Iterable<StationId> settingsOf() {
        return delivered.keySet().stream().flatMap(topic -> doorkeeper.maySubscribe(identity, topic).stream())
                .filter(parsed -> parsed.kind() == Topics.Kind.SETTINGS).map(Topics.Parsed::station).toList();
    }

    /** MQTT 3.1.1 knows only one refusal. */
    static int code(MqttReasonCodes.SubAck reason, boolean version5) {
        int code = reason.byteValue() & 0xff;
        return version5 || code < 0x80 ? code : 0x80;
    }
}
