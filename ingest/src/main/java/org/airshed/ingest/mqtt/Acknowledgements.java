package org.airshed.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.airshed.ingest.mqtt.MqttCounters.Count;

/**
 * The PUBACKs that one connection is owed. That of a submission waits for the journal, because the station deletes its
 * copy on PUBACK: an earlier one would turn a crash here into lost readings.
 *
 * <p>Only what waits for a commit puts the connection on its loop's list. A notice goes out when the notice board has
 * kept it, a refusal with the end of the read it came in; both take along whatever of the journal is on disk by then.
 *
 * <p>Threads: the connection's event loop only.
 */
final class Acknowledgements {
    private final Services services;
    private final Peer peer;
    private final Channel channel;
    private final Ending ending;
    private final AckQueue queue;
    private final ReadGate gate;
    private final AckLoops.AckLoop loop;
    /** In the loop's list, which only the loop takes us from: the queue may be empty before the loop comes by. */
    private boolean listed;
    private boolean refused; // something waits for nothing but its turn

    Acknowledgements(Services services, Peer peer, Channel channel, Ending ending, AckQueue queue, ReadGate gate,
            AckLoops.AckLoop loop) {
        this.services = services;
        this.peer = peer;
        this.channel = channel;
        this.ending = ending;
        this.queue = queue;
        this.gate = gate;
        this.loop = loop;
    }

    /** Owes a PUBACK; the parameters are those of {@link AckQueue#add}. */
    void owe(int packetId, int reason, long position, int bytes) {
        queue.add(packetId, reason, position, bytes);
        services.counters().inFlight(bytes);
        if (position == AckQueue.SETTLED) {
            refused = true;
        } else if (position != AckQueue.UNSETTLED && !listed) {
            listed = true;
            loop.join(this);
        }
    }

    /** Publishes that wait for their PUBACK. */
    int unanswered() {
        return queue.unanswered();
    }

    /** Sequence number of the next that is owed, for {@link #settle}. */
    long nextSequence() {
        return queue.nextSequence();
    }

    /** What was owed {@link AckQueue#UNSETTLED} may go out now. */
    void settle(long sequence) {
        queue.settle(sequence);
        send(services.intake().committed());
    }

    /** All that came in one read was handled: refusals go out, which no commit announces. */
    void readDone() {
        if (refused) {
            refused = false;
            send(services.intake().committed());
        }
    }

    /** The journal is on disk up to here. Returns whether the connection stays on the loop's list. */
    boolean committed(long position) {
        send(position);
        listed = queue.size() > 0 && !ending.ended();
        return listed;
    }

    /** Sends the PUBACKs that are due, in one write. */
    void send(long committed) {
        int ready = ending.ended() ? 0 : queue.ready(committed);
        if (ready > 0) {
            int before = queue.unanswered();
            ByteBuf out = channel.alloc().ioBuffer(ready * AckQueue.MAX_ACK_BYTES);
            services.counters().inFlight(-queue.remove(ready, out, peer.version5()));
            services.counters().add(Count.ACKNOWLEDGED, before - queue.unanswered());
            if (out.isReadable()) {
                Out.writeAndFlush(channel, out);
            } else {
                out.release();
            }
            gate.update();
        }
    }

    /** The connection is no more, and nothing of it is in flight. */
    void forget() {
        services.counters().inFlight(-queue.heldBytes());
    }
}
