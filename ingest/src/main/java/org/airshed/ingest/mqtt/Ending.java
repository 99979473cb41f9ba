package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.airshed.ingest.registry.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one session ends: its will is said where it is due, MQTT 5 clients are told why, the connection is closed. Once it
 * has ended no packet of it is handled any more.
 *
 * <p>Threads: the connection's event loop only.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Services services;
    private final Peer peer;
    private final Channel channel;
    private boolean willDue;
    private boolean ended;

    Ending(Services services, Peer peer, Channel channel) {
        this.services = services;
        this.peer = peer;
        this.channel = channel;
        this.willDue = peer.will() != null;
    }

    boolean ended() {
        return ended;
    }

    /** Ends the session from our side for something its client did or did not do. */
    void end(Count why, MqttReasonCodes.Disconnect reason, String sentence) {
        services.counters().add(why);
        if (!ended) {
            ended = true;
            sayWill();
            services.peerLog().say(channel, peer.clientId(), sentence);
            close(reason, sentence);
        }
    }

    /** Ends the session because the server stops. No will: the station has not gone, it will be back on its own. */
    void shutDown() {
        if (!ended) {
            ended = true;
            willDue = false;
            close(MqttReasonCodes.Disconnect.SERVER_SHUTTING_DOWN, "the server stops");
        }
    }

    /** The client said goodbye. */
    void goodbye(boolean withWill) {
        willDue &= withWill;
        ended = true;
        Out.close(channel);
    }

    /** Something of ours or of the network failed; the will follows with {@link #gone()}. */
    void failed() {
        ended = true;
        Out.close(channel);
    }

    /** The connection is no more. */
    void gone() {
        ended = true;
        sayWill();
    }

    private void close(MqttReasonCodes.Disconnect reason, String sentence) {
        if (peer.version5()) {
            channel.writeAndFlush(Packets.disconnect(reason, sentence)).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.flush();
            Out.close(channel);
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
}
