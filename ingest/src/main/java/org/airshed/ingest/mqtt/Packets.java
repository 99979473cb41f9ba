package org.airshed.ingest.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The packets this server sends, but for PUBACK. */
final class Packets {
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private Packets() {}

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }

    static MqttConnAckMessage connAck(MqttConnectReturnCode code, MqttProperties properties) {
        // Session Present is always 0: nothing is kept for a client between its connections.
        return new MqttConnAckMessage(header(MqttMessageType.CONNACK),
                new MqttConnAckVariableHeader(code, false, properties));
    }

    /** MQTT 5 only. */
    static MqttMessage disconnect(MqttReasonCodes.Disconnect reason, String sentence) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, sentence));
        return new MqttMessage(header(MqttMessageType.DISCONNECT),
                new MqttReasonCodeAndPropertiesVariableHeader(reason.byteValue(), properties));
    }

    static MqttMessage pingResponse() {
        return new MqttMessage(header(MqttMessageType.PINGRESP));
    }

    static MqttSubAckMessage subAck(int packetId, List<Integer> reasons) {
        return new MqttSubAckMessage(header(MqttMessageType.SUBACK),
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttSubAckPayload(reasons));
    }

    static MqttUnsubAckMessage unsubAck(int packetId, List<Short> reasons) {
        return new MqttUnsubAckMessage(header(MqttMessageType.UNSUBACK),
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttUnsubAckPayload(reasons));
    }

    /** A publish of ours, always QoS 0. */
    static MqttPublishMessage publish(String topic, byte[] payload, boolean retained) {
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.AT_MOST_ONCE, retained, 0),
                new MqttPublishVariableHeader(topic, 0), Unpooled.wrappedBuffer(payload));
    }

    /** Server time for a station that has no clock of its own: RFC 3339, milliseconds. */
    static String time(long millis) {
        return RFC_3339.format(Instant.ofEpochMilli(millis));
    }
}
