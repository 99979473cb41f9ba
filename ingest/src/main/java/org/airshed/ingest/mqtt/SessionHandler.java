package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection after its CONNECT was accepted: hands each packet, in order, to the part of the session that deals with
 * its kind.
 *
 * <p>What cannot be taken now stalls the {@link ReadGate}; it and what Netty had decoded by then (one read buffer) waits
 * in {@code deferred}.
 *
 * <p>Threads: its event loop only.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Services services;
    private final Peer peer;
    private final Sessions.Claim claim;
    private final Channel channel;
    private final Ending ending;
    private final ReadGate gate;
    private final KeepAlive keepAlive;
    private final Acknowledgements acks;
    private final Publishes publishes;
    private final Downlink downlink;
    private final ArrayDeque<MqttMessage> deferred = new ArrayDeque<>(0);

    SessionHandler(Services services, Peer peer, Sessions.Claim claim, Channel channel) {
        this.services = services;
        this.peer = peer;
        this.claim = claim;
        this.channel = channel;
        AckQueue queue = new AckQueue();
        this.ending = new Ending(services, peer, channel);
        this.gate = new ReadGate(services, channel, ending, queue, this::handleDeferred);
        this.keepAlive = new KeepAlive(peer, channel, ending, gate);
        this.acks = new Acknowledgements(services, peer, channel, ending, queue, gate,
                services.ackLoops().of(channel.eventLoop()));
        this.publishes = new Publishes(services, peer, channel, ending, acks);
        this.downlink = new Downlink(services, peer, channel, ending);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        services.counters().sessions(1);
        keepAlive.start();
    }

    // --- packets ---

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof MqttMessage packet) || ending.ended() || gate.stopping()) {
            ReferenceCountUtil.release(message);
        } else if (gate.stalled()) {
            deferred.add(packet);
        } else {
            handleAndRelease(packet);
            if (gate.stalled()) {
                services.counters().add(Count.STALLS);
                gate.update();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        keepAlive.heard();
        readDone();
    }

    /** What came was handled: answers go out, and reading goes on or stops. */
    void readDone() {
        acks.readDone();
        channel.flush();
        gate.update();
    }

    private void handleDeferred() {
        while (!gate.stalled() && !ending.ended()) {
            MqttMessage packet = deferred.poll();
            if (packet == null) {
                break;
            }
            handleAndRelease(packet);
        }
        readDone();
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
            gate.stall();
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
                return publishes.take((MqttPublishMessage) packet);
            }
            case SUBSCRIBE -> downlink.subscribe((MqttSubscribeMessage) packet);
            case UNSUBSCRIBE -> downlink.unsubscribe((MqttUnsubscribeMessage) packet);
            case PINGREQ -> Out.write(channel, Packets.pingResponse());
            case DISCONNECT -> ending.goodbye(keepsWill(packet));
            case CONNECT -> protocolError("a second CONNECT"); // MQTT-3.1.0-2
            default -> protocolError(packet.fixedHeader().messageType() + " has no place here");
        }
        return true;
    }

    private void malformed(Throwable cause) {
        ending.end(Count.MALFORMED, cause instanceof TooLongFrameException
                ? MqttReasonCodes.Disconnect.PACKET_TOO_LARGE
                : MqttReasonCodes.Disconnect.MALFORMED_PACKET, "malformed packet: " + cause.getMessage());
    }

    private void protocolError(String sentence) {
        ending.end(Count.PROTOCOL_ERRORS, MqttReasonCodes.Disconnect.PROTOCOL_ERROR, sentence);
    }

    private static boolean keepsWill(MqttMessage disconnect) {
        return disconnect.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                && header.reasonCode() == MqttReasonCodes.Disconnect.DISCONNECT_WITH_WILL_MESSAGE.byteValue();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        gate.update();
        ctx.fireChannelWritabilityChanged();
    }

    // --- from the server ---

    /** The registry changed: this client may have been shut out, or have new settings. */
    void registryChanged() {
        if (ending.ended()) {
            return;
        }
        publishes.registryChanged();
        if (!services.doorkeeper().stillWelcome(peer.identity())) {
            ending.end(Count.REVOKED, MqttReasonCodes.Disconnect.NOT_AUTHORIZED,
                    "its secret was revoked or has expired");
            return;
        }
        downlink.registryChanged();
    }

    /** Another connection has this client id now. Its will is said before that one is told that it is connected. */
    void takenOver() {
        if (!ending.ended()) {
            ending.end(Count.TAKEOVERS, MqttReasonCodes.Disconnect.SESSION_TAKEN_OVER,
                    "another connection took over its client id");
        }
    }

    /** The server stops: nothing more is taken. */
    void stopReading() {
        if (!ending.ended()) {
            gate.stop();
        }
    }

    /** The server stops: what is on disk is acknowledged, then the connection is closed. */
    void shutDown(long committed) {
        acks.send(committed);
        ending.shutDown();
    }

    // --- the end ---

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ending.gone();
        services.sessions().release(claim);
        services.counters().sessions(-1);
        acks.forget();
        for (MqttMessage packet = deferred.poll(); packet != null; packet = deferred.poll()) {
            ReferenceCountUtil.release(packet);
        }
        keepAlive.cancel();
        gate.cancel();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) { // an IOException is the network's way of saying goodbye
            services.counters().add(Count.ERRORS);
            LOG.error("client={} remote={}: closing the connection after an unexpected error",
                    Printable.of(peer.clientId(), 60), Remote.text(ctx.channel().remoteAddress()), cause);
        }
        ending.failed();
    }
}
