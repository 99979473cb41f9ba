package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection is read from. Reading stops while too much of this connection or of all is unacknowledged, while
 * the client does not take what is written to it, and while the journal, or the notice board, takes nothing (the gate is
 * <em>stalled</em>). The socket's buffers then fill, and the client waits: back-pressure without a word of the protocol.
 *
 * <p>Threads: the connection's event loop only.
 */
final class ReadGate {
    /** How often a connection that is not read from looks whether it may be again. */
    private static final long RECHECK_MILLIS = 50;

    private final Services services;
    private final Channel channel;
    private final Ending ending;
    private final AckQueue acks;
    private final Runnable retry;
    private @Nullable ScheduledFuture<?> recheck;
    private boolean stalled;
    private boolean paused = true; // the connect handler stopped reading
    private boolean stopping;

    /** @param retry tries again what was set aside while the gate was stalled, and then calls {@link #update} */
    ReadGate(Services services, Channel channel, Ending ending, AckQueue acks, Runnable retry) {
        this.services = services;
        this.channel = channel;
        this.ending = ending;
        this.acks = acks;
        this.retry = retry;
    }

    /** Something that was read cannot be taken now: it and all that comes after it must wait in order. */
    void stall() {
        stalled = true;
    }

    boolean stalled() {
        return stalled;
    }

    /** Whether the connection is not read from now. */
    boolean paused() {
        return paused;
    }

    /** Nothing is read any more. */
    void stop() {
        stopping = true;
        update();
    }

    boolean stopping() {
        return stopping;
    }

    /** Reads or stops reading, by what is held for this connection and for all. */
    void update() {
        if (ending.ended()) {
            return;
        }
        MqttSettings settings = services.settings();
        // Half of the bound before reading goes on, so that it is not switched for every packet.
        int most = paused ? settings.receiveMaximum() / 2 : settings.receiveMaximum();
        long mostInAll = paused ? settings.maxInFlightBytes() / 2 : settings.maxInFlightBytes();
        boolean full = stalled || stopping || acks.size() > most || services.counters().inFlightBytes() > mostInAll
                || !channel.isWritable();
        if (full != paused) {
            paused = full;
            channel.config().setAutoRead(!full);
            if (full) {
                services.counters().add(Count.PAUSES);
            }
        }
        if (paused && recheck == null) {
            // Others may free what this one waits for, and nobody tells when the journal has room again.
            recheck = channel.eventLoop().schedule(this::recheck, RECHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void recheck() {
        recheck = null;
        if (!ending.ended() && !stopping) {
            stalled = false;
            retry.run();
        }
    }

    void cancel() {
        if (recheck != null) {
            recheck.cancel(false);
        }
    }
}
