package org.airshed.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.airshed.ingest.registry.Notice;
import org.jspecify.annotations.Nullable;

/**
 * What a client publishes: submissions go to the journal, what stations say about themselves goes to the notice board,
 * everything else is refused by the protocol's own code.
 *
 * <p>Threads: the connection's event loop only.
 */
final class Publishes {
    private final Services services;
    private final Peer peer;
    private final Channel channel;
    private final Ending ending;
    private final Acknowledgements acks;
    private String lastTopic = "";
    private Topics.@Nullable Parsed lastParsed; // a client publishes to one topic nearly always

    Publishes(Services services, Peer peer, Channel channel, Ending ending, Acknowledgements acks) {
        this.services = services;
        this.peer = peer;
        this.channel = channel;
        this.ending = ending;
        this.acks = acks;
    }

    /** False where it cannot be taken now and must be tried again before anything that came later. */
    boolean take(MqttPublishMessage publish) {
        if (broken(publish)) {
            return true;
        }
        boolean promised = publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE;
        int packetId = promised ? publish.variableHeader().packetId() : AckQueue.NO_ANSWER;
        Topics.Parsed topic = topic(publish.variableHeader().topicName());
        if (topic == null) {
            denied(promised, packetId, publish.variableHeader().topicName());
        } else if (topic.kind() == Topics.Kind.READINGS) {
            if (!submission(topic.station(), publish.content(), promised, packetId)) {
                return false;
            }
        } else if (!notice(topic, publish.content(), packetId)) {
            return false;
        }
        services.counters().add(Count.PUBLISHES);
        services.counters().add(Count.PUBLISHED_BYTES, publish.content().readableBytes());
        if (!promised) {
            services.counters().add(Count.UNPROMISED);
        }
        return true;
    }

    /** Whether it breaks what was agreed on connecting, which has ended the session. */
    private boolean broken(MqttPublishMessage publish) {
        MqttQoS qos = publish.fixedHeader().qosLevel();
        if (qos == MqttQoS.EXACTLY_ONCE) {
            ending.end(Count.QOS_2, MqttReasonCodes.Disconnect.QOS_NOT_SUPPORTED,
                    "publishes with QoS 2; this server takes QoS 0 and 1, and sending twice is harmless");
            return true;
        }
        if (peer.version5() && publish.variableHeader().properties()
                .getProperty(MqttProperties.TOPIC_ALIAS) != null) {
            ending.end(Count.PROTOCOL_ERRORS, MqttReasonCodes.Disconnect.TOPIC_ALIAS_INVALID,
                    "topic aliases were not offered");
            return true;
        }
        if (qos == MqttQoS.AT_LEAST_ONCE && peer.version5()
                && acks.unanswered() >= services.settings().receiveMaximum()) {
            ending.end(Count.PROTOCOL_ERRORS, MqttReasonCodes.Disconnect.RECEIVE_MAXIMUM_EXCEEDED,
                    "more than " + services.settings().receiveMaximum() + " publishes unacknowledged");
            return true;
        }
        return false;
    }

    /** The registry changed: a station may have been revoked. */
    void registryChanged() {
        lastParsed = null;
    }

    /** The topic taken apart, or null where this client may not publish to it. */
    private Topics.@Nullable Parsed topic(String name) {
        Topics.Parsed parsed = lastParsed;
        if (parsed == null || !name.equals(lastTopic)) {
            parsed = services.doorkeeper().mayPublish(peer.identity(), name).orElse(null);
            lastTopic = name;
            lastParsed = parsed;
        }
        return parsed;
    }

    private void denied(boolean promised, int packetId, String topic) {
        String sentence = "may not publish to '" + topic + "'";
        if (!peer.version5()) { // which has no way to say no
            ending.end(Count.DENIED, MqttReasonCodes.Disconnect.NOT_AUTHORIZED, sentence);
            return;
        }
        services.counters().add(Count.DENIED);
        if (promised) {
            acks.owe(packetId, MqttReasonCodes.PubAck.NOT_AUTHORIZED.byteValue(), AckQueue.SETTLED, 0);
            services.peerLog().say(channel, peer.clientId(), sentence);
        }
    }

    private boolean submission(StationId station, ByteBuf payload, boolean promised, int packetId) {
        Intake.Taken taken = services.intake().take(station, payload.nioBuffer(),
                promised ? peer.promised() : peer.unpromised());
        if (taken == null) {
            return false;
        }
        if (peer.trusted()) {
            services.notices().seen(station);
        }
        byte reason = 0;
        if (taken.refused()) {
            services.counters().add(Count.REFUSED_PAYLOADS);
            reason = MqttReasonCodes.PubAck.PAYLOAD_FORMAT_INVALID.byteValue();
        }
        acks.owe(packetId, reason, taken.position(), taken.bytes());
        return true;
    }

    private boolean notice(Topics.Parsed topic, ByteBuf payload, int packetId) {
        Notice.Kind kind = Connect.noticeKind(topic.kind());
        int bytes = payload.readableBytes();
        if (kind == null || bytes > services.settings().maxNoticeBytes()) {
            services.counters().add(Count.OVERSIZED_NOTICES);
            acks.owe(packetId, MqttReasonCodes.PubAck.QUOTA_EXCEEDED.byteValue(), AckQueue.SETTLED, 0);
            return true;
        }
        long sequence = acks.nextSequence();
        Notice notice = new Notice(topic.station(), kind, payload.nioBuffer(), services.clock().millis());
        boolean offered = services.notices().offer(notice,
                () -> channel.eventLoop().execute(() -> acks.settle(sequence)));
        if (offered) {
            acks.owe(packetId, 0, AckQueue.UNSETTLED, bytes);
        }
        return offered;
    }
}
