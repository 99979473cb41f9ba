package org.airshed.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.airshed.ingest.registry.Notice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection after its CONNECT was accepted. The PUBACK of a submission waits for the journal, because the station
 * deletes its copy on PUBACK: an earlier one would turn a crash here into lost readings.
 *
 * <p>Pushing back: reading from the socket stops while too much of this connection or of all is unacknowledged, while
 * the client does not take what is written to it, and while the journal takes nothing. What Netty had decoded by then
 * (one read buffer) waits in {@code deferred}.
 *
 * <p>Threads: its event loop only.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    /** How often a connection that is not read from looks whether it may be again. */
    private static final long RECHECK_MILLIS = 50;

    private final Services services;
    private final Peer peer;
    private final Sessions.Claim claim;
    private final AckQueue acks = new AckQueue();
    private final AckLoops.AckLoop loop;
    private final Subscriptions subscriptions;
    private final ArrayDeque<MqttMessage> deferred = new ArrayDeque<>(0);
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> keepAlive;
    private @Nullable ScheduledFuture<?> recheck;
    private long lastHeardNanos;
    private boolean stalled; // the journal, or the notice board, took nothing: deferred keeps the order
    private boolean paused = true; // the connect handler stopped reading
    private boolean stopping; // the server stops
    private boolean refused; // something was refused that waits for nothing but its turn
    private boolean waiting; // in the loop's list
    private boolean willDue;
    private boolean ended; // no packet is handled any more
    private String lastTopic = "";
    private Topics.@Nullable Parsed lastParsed;

    SessionHandler(Services services, Peer peer, Sessions.Claim claim, AckLoops.AckLoop loop) {
        this.services = services;
        this.peer = peer;
        this.claim = claim;
        this.loop = loop;
        this.willDue = peer.will() != null;
        this.subscriptions = new Subscriptions(services.doorkeeper(), peer.identity());
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        services.counters().sessions(1);
        lastHeardNanos = ctx.executor().ticker().nanoTime();
        if (peer.keepAliveSeconds() > 0) {
            scheduleKeepAlive(keepAliveNanos());
        }
    }

    // --- liveness ---

    private long keepAliveNanos() {
        return TimeUnit.MILLISECONDS.toNanos(peer.keepAliveSeconds() * 1500L); // MQTT-3.1.2-24
    }

    private void scheduleKeepAlive(long nanos) {
        keepAlive = context().executor().schedule(this::checkKeepAlive, nanos, TimeUnit.NANOSECONDS);
    }

    private void checkKeepAlive() {
        if (ended) {
            return;
        }
        long now = context().executor().ticker().nanoTime();
        if (paused) {
            lastHeardNanos = now; // we do not listen: its silence is ours
        }
        long left = lastHeardNanos + keepAliveNanos() - now;
        if (left > 0) {
            scheduleKeepAlive(left);
        } else {
            services.counters().add(Count.KEEP_ALIVE_TIMEOUTS);
            end(MqttReasonCodes.Disconnect.KEEP_ALIVE_TIMEOUT,
                    "nothing heard for one and a half times the keep-alive of " + peer.keepAliveSeconds() + " s");
        }
    }

    // --- packets ---

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof MqttMessage packet) || ended || stopping) {
            ReferenceCountUtil.release(message);
        } else if (stalled) {
            deferred.add(packet);
        } else {
            handleAndRelease(packet);
            if (stalled) {
                services.counters().add(Count.STALLS);
                updateReading();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        lastHeardNanos = ctx.executor().ticker().nanoTime();
        readDone();
    }

    /** What came was handled: answers go out, and reading goes on or stops. */
    void readDone() {
        if (refused) { // no commit announces these, and perhaps nothing stands before them
            refused = false;
            acknowledge(services.intake().committed());
        }
        context().flush();
        updateReading();
    }

    private void handleAndRelease(MqttMessage packet) {
        boolean taken = true;
        try {
            taken = handle(packet);
        } finally {
            if (taken) {
                ReferenceCountUtil.release(packet);
            }
        }
        if (!taken) {
            stalled = true;
            deferred.addFirst(packet); // before all that came later
        }
    }

    /** False where the packet cannot be taken now and must be tried again before any later one. */
    private boolean handle(MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            malformed(packet.decoderResult().cause());
            return true;
        }
        switch (packet.fixedHeader().messageType()) {
            case PUBLISH -> {
                return publish((MqttPublishMessage) packet);
            }
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
            case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) packet);
            case PINGREQ -> Out.write(context(), Packets.pingResponse());
            case DISCONNECT -> disconnected(packet);
            case CONNECT -> protocolError("a second CONNECT"); // MQTT-3.1.0-2
            default -> protocolError(packet.fixedHeader().messageType() + " has no place here");
        }
        return true;
    }

    private void malformed(Throwable cause) {
        services.counters().add(Count.MALFORMED);
        end(cause instanceof TooLongFrameException
                ? MqttReasonCodes.Disconnect.PACKET_TOO_LARGE
                : MqttReasonCodes.Disconnect.MALFORMED_PACKET, "malformed packet: " + cause.getMessage());
    }

    private void protocolError(String sentence) {
        services.counters().add(Count.PROTOCOL_ERRORS);
        end(MqttReasonCodes.Disconnect.PROTOCOL_ERROR, sentence);
    }

    private void disconnected(MqttMessage packet) {
        boolean keepWill = packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                && header.reasonCode() == MqttReasonCodes.Disconnect.DISCONNECT_WITH_WILL_MESSAGE.byteValue();
        willDue &= keepWill;
        ended = true;
        Out.close(context());
    }

    // --- publishing ---

    private boolean publish(MqttPublishMessage publish) {
        MqttQoS qos = publish.fixedHeader().qosLevel();
        if (qos == MqttQoS.EXACTLY_ONCE) {
            services.counters().add(Count.QOS_2);
            end(MqttReasonCodes.Disconnect.QOS_NOT_SUPPORTED,
                    "publishes with QoS 2; this server takes QoS 0 and 1, and sending twice is harmless");
            return true;
        }
        if (peer.version5() && publish.variableHeader().properties()
                .getProperty(MqttProperties.TOPIC_ALIAS) != null) {
            services.counters().add(Count.PROTOCOL_ERRORS);
            end(MqttReasonCodes.Disconnect.TOPIC_ALIAS_INVALID, "topic aliases were not offered");
            return true;
        }
        boolean promised = qos == MqttQoS.AT_LEAST_ONCE;
        int packetId = promised ? publish.variableHeader().packetId() : AckQueue.NO_ANSWER;
        if (promised && peer.version5() && acks.unanswered() >= services.settings().receiveMaximum()) {
            services.counters().add(Count.PROTOCOL_ERRORS);
            end(MqttReasonCodes.Disconnect.RECEIVE_MAXIMUM_EXCEEDED,
                    "more than " + services.settings().receiveMaximum() + " publishes unacknowledged");
            return true;
        }
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
        services.counters().add(Count.DENIED);
        if (!peer.version5()) {
            end(MqttReasonCodes.Disconnect.NOT_AUTHORIZED, "may not publish to '" + topic + "'");
        } else if (promised) {
            enqueue(packetId, MqttReasonCodes.PubAck.NOT_AUTHORIZED.byteValue(), AckQueue.SETTLED, 0);
            services.peerLog().say(context().channel(), peer.clientId(), "may not publish to '" + topic + "'");
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
        enqueue(packetId, reason, taken.position(), taken.bytes());
        return true;
    }

    private boolean notice(Topics.Parsed topic, ByteBuf payload, int packetId) {
        Notice.Kind kind = Connect.noticeKind(topic.kind());
        int bytes = payload.readableBytes();
        if (kind == null || bytes > services.settings().maxNoticeBytes()) {
            services.counters().add(Count.OVERSIZED_NOTICES);
            enqueue(packetId, MqttReasonCodes.PubAck.QUOTA_EXCEEDED.byteValue(), AckQueue.SETTLED, 0);
            return true;
        }
        long sequence = acks.nextSequence();
        Notice notice = new Notice(topic.station(), kind, payload.nioBuffer(), services.clock().millis());
        boolean offered = services.notices().offer(notice, () -> context().executor().execute(() -> {
            acks.settle(sequence);
            acknowledge(services.intake().committed());
        }));
        if (offered) {
            enqueue(packetId, 0, AckQueue.UNSETTLED, bytes);
        }
        return offered;
    }

    private void enqueue(int packetId, int reason, long position, int bytes) {
        acks.add(packetId, reason, position, bytes);
        refused |= position == AckQueue.SETTLED;
        services.counters().inFlight(bytes);
        if (!waiting) {
            waiting = true;
            loop.join(this);
        }
    }

    /**
     * Sends the PUBACKs that are due, in one write.
     *
     * @param committed how far the journal is on disk
     * @return whether more are waiting
     */
    boolean acknowledge(long committed) {
        if (ended) {
            waiting = false;
            return false;
        }
        int ready = acks.ready(committed);
        if (ready > 0) {
            int before = acks.unanswered();
            ByteBuf out = context().alloc().ioBuffer(ready * AckQueue.MAX_ACK_BYTES);
            services.counters().inFlight(-acks.remove(ready, out, peer.version5()));
            services.counters().add(Count.ACKNOWLEDGED, before - acks.unanswered());
            if (out.isReadable()) {
                Out.writeAndFlush(context(), out);
            } else {
                out.release();
            }
            updateReading();
        }
        waiting = acks.size() > 0 && !ended;
        return waiting;
    }

    // --- pushing back ---

    /** Reads or stops reading, by what is held for this connection and for all. */
    private void updateReading() {
        if (ended) {
            return;
        }
        MqttSettings settings = services.settings();
        // Half of the bound before reading goes on, so that it is not switched for every packet.
        int most = paused ? settings.receiveMaximum() / 2 : settings.receiveMaximum();
        long mostInAll = paused ? settings.maxInFlightBytes() / 2 : settings.maxInFlightBytes();
        boolean full = stalled || stopping || acks.size() > most || services.counters().inFlightBytes() > mostInAll
                || !context().channel().isWritable();
        if (full != paused) {
            paused = full;
            context().channel().config().setAutoRead(!full);
            if (full) {
                services.counters().add(Count.PAUSES);
            }
        }
        if (paused && recheck == null) {
            // Others may free what this one waits for, and nobody tells when the journal has room again.
            recheck = context().executor().schedule(this::recheck, RECHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void recheck() {
        recheck = null;
        if (ended || stopping) {
            return;
        }
        stalled = false;
        while (!stalled && !ended) {
            MqttMessage packet = deferred.poll();
            if (packet == null) {
                break;
            }
            handleAndRelease(packet);
        }
        readDone();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        updateReading();
        ctx.fireChannelWritabilityChanged();
    }

    // --- subscribing ---

    private void subscribe(MqttSubscribeMessage subscribe) {
        if (peer.version5() && subscribe.idAndPropertiesVariableHeader().properties()
                .getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER) != null) {
            services.counters().add(Count.PROTOCOL_ERRORS);
            end(MqttReasonCodes.Disconnect.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
                    "subscription identifiers were not offered");
            return;
        }
        List<Integer> reasons = new ArrayList<>();
        List<StationId> retained = new ArrayList<>();
        for (MqttTopicSubscription asked : subscribe.payload().topicSubscriptions()) {
            Subscriptions.Answer answer = subscriptions.subscribe(asked);
            if (!answer.granted()) {
                services.counters().add(Count.DENIED);
                services.peerLog().say(context().channel(), peer.clientId(),
                        "may not subscribe to '" + asked.topicFilter() + "'");
            }
            if (answer.retained() != null) {
                retained.add(answer.retained());
            }
            reasons.add(Subscriptions.code(answer.reason(), peer.version5()));
        }
        Out.write(context(), Packets.subAck(subscribe.variableHeader().messageId(), reasons));
        for (StationId station : retained) {
            fetchSettings(station, true);
        }
    }

    private void unsubscribe(MqttUnsubscribeMessage unsubscribe) {
        List<Short> reasons = new ArrayList<>();
        for (String filter : unsubscribe.payload().topics()) {
            reasons.add(subscriptions.unsubscribe(filter)
                    ? MqttReasonCodes.UnsubAck.SUCCESS.byteValue()
                    : (short) MqttReasonCodes.UnsubAck.NO_SUBSCRIPTION_EXISTED.byteValue());
        }
        Out.write(context(), Packets.unsubAck(unsubscribe.variableHeader().messageId(), reasons));
    }

    private void fetchSettings(StationId station, boolean retained) {
        boolean asked = services.notices().fetchSettings(station, payload -> context().executor().execute(() -> {
            String topic = services.doorkeeper().topic(station, Topics.Kind.SETTINGS);
            // 16 bytes: fixed header, topic length, property length, with room to spare
            if (!ended && payload != null && payload.length + topic.length() + 16 <= peer.maxPacketBytes()
                    && subscriptions.deliver(topic, payload, retained)) {
                Out.writeAndFlush(context(), Packets.publish(topic, payload, retained));
            }
        }));
        if (!asked) {
            LOG.warn("the settings of station={} could not be asked for: the registry is busy", station);
        }
    }

    // --- the end ---

    /** The registry changed: this client may have been shut out, or have new settings. */
    void registryChanged() {
        if (ended) {
            return;
        }
        lastParsed = null; // a station may have been revoked
        if (!services.doorkeeper().stillWelcome(peer.identity())) {
            services.counters().add(Count.REVOKED);
            end(MqttReasonCodes.Disconnect.NOT_AUTHORIZED, "its secret was revoked or has expired");
            return;
        }
        for (StationId station : subscriptions.settingsOf()) {
            fetchSettings(station, false);
        }
    }

    /** Another connection has this client id now. Its will is said before that one is told that it is connected. */
    void takenOver() {
        if (!ended) {
            services.counters().add(Count.TAKEOVERS);
            end(MqttReasonCodes.Disconnect.SESSION_TAKEN_OVER, "another connection took over its client id");
        }
    }

    /** The server stops: nothing more is taken. */
    void stopReading() {
        if (!ended) {
            stopping = true;
            updateReading();
        }
    }

    /** The server stops: what is on disk is acknowledged, then the connection is closed. */
    void shutDown(long committed) {
        acknowledge(committed);
        if (!ended) {
            willDue = false; // the station has not gone; it will be back on its own
            end(MqttReasonCodes.Disconnect.SERVER_SHUTTING_DOWN, "the server stops");
        }
    }

    /** Ends the session from our side; MQTT 5 clients are told why. */
    private void end(MqttReasonCodes.Disconnect reason, String sentence) {
        if (ended) {
            return;
        }
        ended = true;
        sayWill();
        if (reason != MqttReasonCodes.Disconnect.SERVER_SHUTTING_DOWN) {
            services.peerLog().say(context().channel(), peer.clientId(), sentence);
        }
        if (peer.version5()) {
            context().writeAndFlush(Packets.disconnect(reason, sentence)).addListener(ChannelFutureListener.CLOSE);
        } else {
            context().flush();
            Out.close(context());
        }
    }

    private void sayWill() {
        Peer.Will will = peer.will();
        if (willDue && will != null) {
            willDue = false;
            services.counters().add(Count.WILLS);
            Notice notice = new Notice(will.station(), will.kind(), will.payload(), services.clock().millis());
            if (!services.notices().offer(notice, () -> {})) {
                LOG.warn("the will of station={} could not be kept: the registry is busy", will.station());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        sayWill();
        services.sessions().release(claim);
        services.counters().sessions(-1);
        services.counters().inFlight(-acks.heldBytes());
        for (MqttMessage packet = deferred.poll(); packet != null; packet = deferred.poll()) {
            ReferenceCountUtil.release(packet);
        }
        for (ScheduledFuture<?> timer : timers()) {
            timer.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private List<ScheduledFuture<?>> timers() {
        List<ScheduledFuture<?>> timers = new ArrayList<>(2);
        Optional.ofNullable(keepAlive).ifPresent(timers::add);
        Optional.ofNullable(recheck).ifPresent(timers::add);
        return timers;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) { // an IOException is the network's way of saying goodbye
            services.counters().add(Count.ERRORS);
            LOG.error("client={} remote={}: closing the connection after an unexpected error",
                    Printable.of(peer.clientId(), 60), Remote.text(ctx.channel().remoteAddress()), cause);
        }
        ended = true;
        Out.close(ctx);
    }
}
