package org.airshed.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.auth.Identity;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.airshed.ingest.registry.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Judges a CONNECT: who it is, whether the server will have it, and on what terms.
 *
 * <p>Source: MQTT 3.1.1 section 3.1, MQTT 5 sections 3.1 and 3.2.
 */
final class Connect {
    private final Services services;

    Connect(Services services) {
        this.services = services;
    }

    /** The judgement. */
    sealed interface Verdict {
        /** @param properties of the CONNACK; empty for 3.1.1 */
        record Welcome(Peer peer, MqttProperties properties) implements Verdict {}

        /** @param sentence for the log and, in MQTT 5, for the client */
        record Refused(MqttConnectReturnCode code, String sentence) implements Verdict {}
    }

    Verdict judge(MqttConnectMessage connect, boolean trustedListener, String remote) {
        var header = connect.variableHeader();
        boolean version5 = header.version() == MqttVersion.MQTT_5.protocolLevel();
        if (!version5 && header.version() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
            return new Verdict.Refused(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
                    "MQTT 3.1.1 and 5 are spoken here, not protocol level " + header.version());
        }
        MqttProperties asked = header.properties();
        if (asked.getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return new Verdict.Refused(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD,
                    "there is no authentication method here but user name and password");
        }
        if (Integer.valueOf(0).equals(integer(asked, MqttProperties.RECEIVE_MAXIMUM))
                || Integer.valueOf(0).equals(integer(asked, MqttProperties.MAXIMUM_PACKET_SIZE))) {
            return new Verdict.Refused(MqttConnectReturnCode.CONNECTION_REFUSED_PROTOCOL_ERROR,
                    "Receive Maximum and Maximum Packet Size must not be 0");
        }
        String clientId = connect.payload().clientIdentifier();
        boolean assigned = clientId.isEmpty();
        if (assigned && !version5 && !header.isCleanSession()) {
            return refusedId(false, "a client without an id must ask for a clean session");
        }
        if (clientId.length() > MqttSettings.MAX_CLIENT_ID || clientId.chars().anyMatch(Character::isISOControl)) {
            return refusedId(version5,
                    "a client id is at most " + MqttSettings.MAX_CLIENT_ID + " characters without control characters");
        }
        if (assigned) {
            clientId = "auto-" + UUID.randomUUID();
        }
        Optional<Identity> identity = services.doorkeeper().identify(trustedListener, connect.payload().userName(),
                connect.payload().passwordInBytes());
        if (identity.isEmpty()) {
            services.counters().add(Count.BAD_CREDENTIALS);
            return new Verdict.Refused(version5
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                    : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
                    "the station is not known here or its secret is wrong or revoked");
        }
        Peer.Will will = null;
        if (header.isWillFlag()) {
            switch (will(connect, identity.get(), version5)) {
                case WillVerdict.Granted granted -> will = granted.will();
                case WillVerdict.Denied denied -> {
                    return denied.refused();
                }
            }
        }
        return welcome(clientId, assigned, version5, header.keepAliveTimeSeconds(), asked, identity.get(), will,
                remote);
    }

    private static Verdict refusedId(boolean version5, String sentence) {
        return new Verdict.Refused(version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID
                : MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED, sentence);
    }

    private sealed interface WillVerdict {
        record Granted(Peer.Will will) implements WillVerdict {}

        record Denied(Verdict refused) implements WillVerdict {}
    }

    private WillVerdict will(MqttConnectMessage connect, Identity identity, boolean version5) {
        if (connect.variableHeader().willQos() == 2) {
            services.counters().add(Count.QOS_2);
            return new WillVerdict.Denied(new Verdict.Refused(version5
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_QOS_NOT_SUPPORTED
                    : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, "a will with QoS 2 is not supported"));
        }
        String topic = connect.payload().willTopic();
        Optional<Topics.Parsed> parsed = topic == null
                ? Optional.empty()
                : services.doorkeeper().mayPublish(identity, topic);
        Notice.Kind kind = parsed.map(own -> noticeKind(own.kind())).orElse(null);
        if (parsed.isEmpty() || kind == null) {
            services.counters().add(Count.DENIED);
            return new WillVerdict.Denied(new Verdict.Refused(
                    version5
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
                    "a will may go to the client's own status, info, faults or answer only"));
        }
        byte[] message = connect.payload().willMessageInBytes();
        ByteBuffer payload = ByteBuffer.wrap(message == null ? new byte[0] : message);
        if (payload.remaining() > services.settings().maxNoticeBytes()) {
            return new WillVerdict.Denied(new Verdict.Refused(
                    version5
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_PACKET_TOO_LARGE
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
                    "a will is at most " + services.settings().maxNoticeBytes() + " bytes"));
        }
        return new WillVerdict.Granted(new Peer.Will(parsed.get().station(), kind, payload));
    }

    /** The kind of notice that a topic carries; null for readings and for what goes down. */
    static Notice.@Nullable Kind noticeKind(Topics.Kind kind) {
        return switch (kind) {
            case STATUS -> Notice.Kind.STATUS;
            case INFO -> Notice.Kind.INFO;
            case FAULTS -> Notice.Kind.FAULTS;
            case ANSWER -> Notice.Kind.ANSWER;
            case READINGS, SETTINGS, COMMAND -> null;
        };
    }

    private Verdict welcome(String clientId, boolean assigned, boolean version5, int askedKeepAlive,
            MqttProperties asked, Identity identity, Peer.@Nullable Will will, String remote) {
        MqttSettings settings = services.settings();
        int keepAlive = askedKeepAlive;
        int longest = (int) settings.maxKeepAlive().toSeconds();
        MqttProperties told = new MqttProperties();
        if (version5) {
            if (askedKeepAlive == 0 || askedKeepAlive > longest) {
                keepAlive = longest;
                told.add(new MqttProperties.IntegerProperty(MqttProperties.SERVER_KEEP_ALIVE, longest));
            }
            if (assigned) {
                told.add(new MqttProperties.StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, clientId));
            }
            Integer expiry = integer(asked, MqttProperties.SESSION_EXPIRY_INTERVAL);
            if (expiry != null && expiry != 0) {
                told.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
            }
            announce(told, settings);
        }
        Integer maxPacket = integer(asked, MqttProperties.MAXIMUM_PACKET_SIZE);
        String transport = version5 ? "mqtt5" : "mqtt311";
        return new Verdict.Welcome(new Peer(identity, clientId, version5, keepAlive, will,
                maxPacket == null ? Long.MAX_VALUE : Integer.toUnsignedLong(maxPacket),
                new Sender(transport, clientId, remote, 0), new Sender(transport, clientId, remote, 1)), told);
    }

    private void announce(MqttProperties told, MqttSettings settings) {
        told.add(new MqttProperties.IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, settings.receiveMaximum()));
        told.add(new MqttProperties.IntegerProperty(MqttProperties.MAXIMUM_QOS, 1));
        told.add(new MqttProperties.IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, settings.maxPacketBytes()));
        // Retained: the last status, info and faults are kept, and settings are delivered on subscribing.
        told.add(new MqttProperties.IntegerProperty(MqttProperties.RETAIN_AVAILABLE, 1));
        told.add(new MqttProperties.IntegerProperty(MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
        told.add(new MqttProperties.IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
        told.add(new MqttProperties.IntegerProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0));
        MqttProperties.UserProperties time = new MqttProperties.UserProperties();
        // For a station that has no clock: with its monotonic clock this dates what it has measured since its boot.
        time.add("time", Packets.time(services.clock().millis()));
        told.add(time);
    }

    static @Nullable Integer integer(MqttProperties properties, int id) {
        return properties.getProperty(id) instanceof MqttProperties.IntegerProperty property ? property.value() : null;
    }
}
