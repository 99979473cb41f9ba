package org.airshed.ingest.mqtt;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first handler of a connection: waits for its CONNECT, for so long and no longer, and makes room for the session.
 * Nothing that a stranger sends before its CONNECT is accepted reaches anything but the decoder.
 */
final class ConnectHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectHandler.class);

    private final Services services;
    private final boolean trustedListener;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean connecting; // a CONNECT came, and whoever had the client id before is being closed
    private boolean done;
    private Sessions.@Nullable Claim claim;
    /** What a client sent right behind its CONNECT (allowed before the CONNACK); one read buffer at most. */
    private final Queue<Object> early = new ArrayDeque<>(0);

    ConnectHandler(Services services, boolean trustedListener) {
        this.services = services;
        this.trustedListener = trustedListener;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> {
            if (!done) {
                services.counters().add(Count.CONNECT_TIMEOUTS);
                close(ctx, "no CONNECT within " + services.settings().connectWithin().toMillis() + " ms");
            }
        }, services.settings().connectWithin().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (!done) { // otherwise the session has what came early
            early.forEach(ReferenceCountUtil::release);
            early.clear();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (connecting && !done) {
            early.add(message);
            return;
        }
        try {
            if (done || !(message instanceof MqttMessage packet)) {
                return;
            }
            if (packet.decoderResult().isFailure()) {
                malformed(ctx, packet);
            } else if (packet instanceof MqttConnectMessage connect) {
                connect(ctx, connect);
            } else {
                services.counters().add(Count.PROTOCOL_ERRORS);
                close(ctx, "the first packet is " + packet.fixedHeader().messageType() + ", not CONNECT");
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void connect(ChannelHandlerContext ctx, MqttConnectMessage message) {
        Connect.Verdict verdict = new Connect(services).judge(message, trustedListener,
                Remote.text(ctx.channel().remoteAddress()));
        switch (verdict) {
            case Connect.Verdict.Refused refused -> {
                boolean version5 = message.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
                services.peerLog().say(ctx.channel(), message.payload().clientIdentifier(),
                        "CONNECT refused: " + refused.sentence());
                refuse(ctx, refused.code(), refused.sentence(), version5);
            }
            case Connect.Verdict.Welcome welcome -> {
                connecting = true;
                ctx.channel().config().setAutoRead(false); // until it is connected, which is at once as a rule
                services.sessions().claim(welcome.peer().identity(), welcome.peer().clientId(), ctx.channel(),
                        free -> begin(ctx, welcome, free));
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, Connect.Verdict.Welcome welcome, Sessions.Claim free) {
        claim = free;
        if (!ctx.channel().isActive()) {
            services.sessions().release(free);
            return;
        }
        done = true;
        SessionHandler session = new SessionHandler(services, welcome.peer(), free, ctx.channel());
        ctx.write(Packets.connAck(MqttConnectReturnCode.CONNECTION_ACCEPTED, welcome.properties()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        services.counters().add(Count.SESSIONS);
        ctx.pipeline().addAfter(ctx.name(), "session", session);
        free.begins(session);
        for (Object message = early.poll(); message != null; message = early.poll()) {
            ctx.fireChannelRead(message);
        }
        session.readDone();
        ctx.pipeline().remove(this);
    }

    /** A packet that Netty could not decode, answered as the protocol says where the version is known. */
    private void malformed(ChannelHandlerContext ctx, MqttMessage packet) {
        services.counters().add(Count.MALFORMED);
        Throwable cause = packet.decoderResult().cause();
        boolean isConnect = packet.fixedHeader() != null
                && packet.fixedHeader().messageType() == MqttMessageType.CONNECT;
        String sentence = "malformed packet: " + cause.getMessage();
        if (!isConnect) {
            close(ctx, sentence);
            return;
        }
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            services.peerLog().say(ctx.channel(), "", sentence);
            refuse(ctx, MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION, sentence, false);
            return;
        }
        if (!(packet.variableHeader() instanceof MqttConnectVariableHeader header)) {
            close(ctx, sentence); // not even its version is known
            return;
        }
        boolean version5 = header.version() == MqttVersion.MQTT_5.protocolLevel();
        if (cause instanceof MqttIdentifierRejectedException) {
            services.peerLog().say(ctx.channel(), "", sentence);
            refuse(ctx, version5
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID
                    : MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED, sentence, version5);
        } else if (version5) {
            services.peerLog().say(ctx.channel(), "", sentence);
            refuse(ctx, cause instanceof TooLongFrameException
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_PACKET_TOO_LARGE
                    : MqttConnectReturnCode.CONNECTION_REFUSED_MALFORMED_PACKET, sentence, true);
        } else {
            close(ctx, sentence);
        }
    }

    private void refuse(ChannelHandlerContext ctx, MqttConnectReturnCode code, String sentence, boolean version5) {
        done = true;
        services.counters().add(Count.SESSIONS_REFUSED);
        MqttProperties properties = new MqttProperties();
        if (version5) {
            properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, sentence));
        }
        ctx.writeAndFlush(Packets.connAck(code, properties)).addListener(ChannelFutureListener.CLOSE);
    }

    private void close(ChannelHandlerContext ctx, String sentence) {
        if (!done) {
            done = true;
            services.peerLog().say(ctx.channel(), "", sentence);
            Out.close(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        done = true;
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        if (claim != null) {
            services.sessions().release(claim);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
            services.counters().add(Count.TLS_FAILURES);
            close(ctx, "TLS handshake failed: " + cause.getCause().getMessage());
        } else if (!(cause instanceof IOException)) {
            services.counters().add(Count.ERRORS);
            LOG.error("remote={}: closing the connection after an unexpected error",
                    Remote.text(ctx.channel().remoteAddress()),
                    cause);
        }
        done = true;
        Out.close(ctx);
    }
}
