package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes down to a client: answers to its subscriptions, and the settings of its station, retained, on subscribing
 * and again whenever they change.
 *
 * <p>Threads: the connection's event loop only.
 */
final class Downlink {
    private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);

    /** Fixed header, topic length, property length, with room to spare. */
    private static final int PACKET_OVERHEAD_BYTES = 16;

    private final Services services;
    private final Peer peer;
    private final Channel channel;
    private final Ending ending;
    private final Subscriptions subscriptions;

    Downlink(Services services, Peer peer, Channel channel, Ending ending) {
        this.services = services;
        this.peer = peer;
        this.channel = channel;
        this.ending = ending;
        this.subscriptions = new Subscriptions(services.doorkeeper(), peer.identity());
    }

    void subscribe(MqttSubscribeMessage subscribe) {
        if (peer.version5() && subscribe.idAndPropertiesVariableHeader().properties()
                .getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER) != null) {
            ending.end(Count.PROTOCOL_ERRORS, MqttReasonCodes.Disconnect.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
                    "subscription identifiers were not offered");
            return;
        }
        List<Integer> reasons = new ArrayList<>();
        List<StationId> retained = new ArrayList<>();
        for (MqttTopicSubscription asked : subscribe.payload().topicSubscriptions()) {
            Subscriptions.Answer answer = subscriptions.subscribe(asked);
            if (!answer.granted()) {
                services.counters().add(Count.DENIED);
                services.peerLog().say(channel, peer.clientId(),
                        "may not subscribe to '" + asked.topicFilter() + "'");
            }
            if (answer.retained() != null) {
                retained.add(answer.retained());
            }
            reasons.add(Subscriptions.code(answer.reason(), peer.version5()));
        }
        Out.write(channel, Packets.subAck(subscribe.variableHeader().messageId(), reasons));
        for (StationId station : retained) {
            fetchSettings(station, true);
        }
    }

    void unsubscribe(MqttUnsubscribeMessage unsubscribe) {
        List<Short> reasons = new ArrayList<>();
        for (String filter : unsubscribe.payload().topics()) {
            reasons.add(subscriptions.unsubscribe(filter)
                    ? MqttReasonCodes.UnsubAck.SUCCESS.byteValue()
                    : (short) MqttReasonCodes.UnsubAck.NO_SUBSCRIPTION_EXISTED.byteValue());
        }
        Out.write(channel, Packets.unsubAck(unsubscribe.variableHeader().messageId(), reasons));
    }

    /** The registry changed: there may be new settings. */
    void registryChanged() {
        for (StationId station : subscriptions.settingsOf()) {
            fetchSettings(station, false);
        }
    }

    private void fetchSettings(StationId station, boolean retained) {
        boolean asked = services.notices().fetchSettings(station, payload -> channel.eventLoop().execute(() -> {
            if (payload != null) {
                deliver(station, payload, retained);
            }
        }));
        if (!asked) {
            LOG.warn("the settings of station={} could not be asked for: the registry is busy", station);
        }
    }

    private void deliver(StationId station, byte[] payload, boolean retained) {
        String topic = services.doorkeeper().topic(station, Topics.Kind.SETTINGS);
        if (!ending.ended() && payload.length + topic.length() + PACKET_OVERHEAD_BYTES <= peer.maxPacketBytes()
                && subscriptions.deliver(topic, payload, retained)) {
            Out.writeAndFlush(channel, Packets.publish(topic, payload, retained));
        }
    }
}
