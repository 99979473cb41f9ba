package org.airshed.edge.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.Topics;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a Paho client that is used once. Paho keeps nothing for us (memory persistence, clean start, no
 * session), never reconnects by itself, and its callbacks only hand an {@link Event} on. With a fresh client for every
 * connection the topic aliases that Paho makes up for a server that offers them never outlive their connection.
 *
 * <p>Threads: the methods from the uplink thread; events come from Paho's.
 */
final class Connection {
    /** User property of CONNACK in which our server tells its time, RFC 3339. */
    static final String TIME_PROPERTY = "time";

    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;
    private static final int AT_LEAST_ONCE = 1;
    private static final Duration FAREWELL_WITHIN = Duration.ofSeconds(2);
    private static final int UNSPECIFIED = 0x80;

    private final UplinkSettings settings;
    private final MqttAsyncClient client;
    private final Consumer<Event> events;

    private Connection(UplinkSettings settings, Consumer<Event> events) throws MqttException {
        this.settings = settings;
        this.events = events;
        this.client = new MqttAsyncClient(settings.uri(), settings.clientId(), new MemoryPersistence());
    }

    /** Begins to connect; {@link Event.Connected} or {@link Event.Lost} will tell. */
    static Connection open(UplinkSettings settings, StationId station, Consumer<Event> events)
            throws UplinkException {
        try {
            Connection connection = new Connection(settings, events);
            connection.client.setCallback(connection.new Callback());
            try {
                connection.client.connect(connection.options(station), null, connection.new ConnectListener());
            } catch (MqttException e) {
                connection.close(false);
                throw e;
            }
            return connection;
        } catch (MqttException | IllegalArgumentException e) {
            throw new UplinkException(Sentences.of(e, settings));
        } catch (IOException e) {
            throw new UplinkException(String.valueOf(e.getMessage()));
        }
    }

    /** Sends without waiting; {@link Event.Acknowledged} with {@code what} will tell. */
    void publish(String topic, byte[] payload, boolean retained, Object what) throws UplinkException {
        MqttMessage message = new MqttMessage(payload, AT_LEAST_ONCE, retained, new MqttProperties());
        try {
            client.publish(topic, message, what, new PublishListener());
        } catch (MqttException e) {
            throw new UplinkException(Sentences.of(e, settings));
        }
    }

    /**
     * Ends the connection within some seconds, whatever Paho does.
     *
     * @param politely with DISCONNECT, so that the server does not publish the will
     */
    void close(boolean politely) {
        CountDownLatch closed = new CountDownLatch(1);
        // On a thread of its own: Paho may wait for a write that never ends.
        Thread.ofPlatform().daemon().name("uplink-close-" + settings.clientId()).start(() -> {
            try {
                if (politely) {
                    client.disconnect(0).waitForCompletion(FAREWELL_WITHIN.toMillis());
                } else if (client.isConnected()) {
                    client.disconnectForcibly(0, 1, false);
                }
            } catch (MqttException e) {
                // Already gone: what we want.
            } finally {
                closeClient();
                closed.countDown();
            }
        });
        try {
            boolean inTime = closed.await(2 * FAREWELL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                closeClient();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeClient() {
        try {
            client.close(true);
        } catch (MqttException e) {
            // It is closed or closing.
        }
    }

    private MqttConnectionOptions options(StationId station) throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setConnectionTimeout((int) settings.connectWithin().toSeconds());
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        String secret = settings.secret();
        if (secret != null) {
            options.setUserName(settings.user());
            options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        }
        if (settings.presence()) {
            options.setWill(settings.topics().of(station, Topics.Kind.STATUS),
                    new MqttMessage(Status.OFFLINE.text().getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, true,
                            new MqttProperties()));
        }
        if (!(settings.tls() instanceof TlsSettings.Off)) {
            options.setSocketFactory(TlsSockets.factory(settings.tls(), InstantSource.system()));
            options.setHttpsHostnameVerificationEnabled(!(settings.tls() instanceof TlsSettings.Pinned));
        }
        return options;
    }

    private static @Nullable Instant serverTime(MqttProperties properties) {
        List<UserProperty> told = properties.getUserProperties();
        if (told == null) {
            return null;
        }
        for (UserProperty property : told) {
            if (TIME_PROPERTY.equals(property.getKey())) {
                try {
                    return Instant.parse(property.getValue());
                } catch (DateTimeParseException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private final class ConnectListener implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            MqttProperties properties = token.getResponseProperties();
            Integer receiveMaximum = properties == null ? null : properties.getReceiveMaximum();
            Long packetBytes = properties == null ? null : properties.getMaximumPacketSize();
            events.accept(new Event.Connected(Connection.this,
                    receiveMaximum == null ? DEFAULT_RECEIVE_MAXIMUM : receiveMaximum,
                    packetBytes == null ? Long.MAX_VALUE : packetBytes,
                    properties == null ? null : serverTime(properties)));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            events.accept(new Event.Lost(Connection.this, Sentences.of(cause, settings)));
        }
    }

    /** Paho calls onSuccess for every PUBACK, refusals too: the reason code decides, not the method. */
    private final class PublishListener implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            // MQTT 5 section 3.4.2.1: without a reason code it is 0x00.
            int code = codes == null || codes.length == 0 ? 0 : codes[codes.length - 1];
            MqttProperties properties = code == 0 || token.getResponse() == null ? null : token.getResponseProperties();
            events.accept(new Event.Acknowledged(Connection.this, token.getUserContext(), code,
                    properties == null ? null : properties.getReasonString()));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            int[] codes = token.getReasonCodes();
            if (codes != null && codes.length > 0) {
                events.accept(new Event.Acknowledged(Connection.this, token.getUserContext(),
                        codes[codes.length - 1] == 0 ? UNSPECIFIED : codes[codes.length - 1], null));
            } else {
                events.accept(new Event.Lost(Connection.this, Sentences.of(cause, settings)));
            }
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            events.accept(new Event.Lost(Connection.this, Sentences.of(response, settings)));
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            events.accept(new Event.Lost(Connection.this, Sentences.of(exception, settings)));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            // Nothing is subscribed.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // The publish listener has been told.
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // The connect listener has been told.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // No extended authentication.
        }
    }
}
