package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session whose client has been silent for one and a half times its keep-alive (MQTT-3.1.2-24). While we do not
 * read from it, its silence is ours.
 *
 * <p>Threads: the connection's event loop only.
 */
final class KeepAlive {
    private final Peer peer;
    private final Channel channel;
    private final Ending ending;
    private final ReadGate gate;
    private @Nullable ScheduledFuture<?> check;
    private long lastHeardNanos;

    KeepAlive(Peer peer, Channel channel, Ending ending, ReadGate gate) {
        this.peer = peer;
        this.channel = channel;
        this.ending = ending;
        this.gate = gate;
    }

    void start() {
        heard();
        if (peer.keepAliveSeconds() > 0) {
            schedule(mostNanos());
        }
    }

    /** Something came from the client. */
    void heard() {
        lastHeardNanos = now();
    }

    void cancel() {
        if (check != null) {
            check.cancel(false);
        }
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    private long mostNanos() {
        return TimeUnit.MILLISECONDS.toNanos(peer.keepAliveSeconds() * 1500L);
    }

    private void schedule(long nanos) {
        check = channel.eventLoop().schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (ending.ended()) {
            return;
        }
        if (gate.paused()) {
            heard();
        }
        long left = lastHeardNanos + mostNanos() - now();
        if (left > 0) {
            schedule(left);
        } else {
            ending.end(Count.KEEP_ALIVE_TIMEOUTS, MqttReasonCodes.Disconnect.KEEP_ALIVE_TIMEOUT,
                    "nothing heard for one and a half times the keep-alive of " + peer.keepAliveSeconds() + " s");
        }
    }
}
