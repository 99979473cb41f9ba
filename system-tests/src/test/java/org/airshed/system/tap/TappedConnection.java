package org.airshed.system.tap;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.contract.wire.Topics;

/**
 * One connection of an agent and its continuation to the server.
 *
 * <p>A PUBLISH is recorded before it goes on and a PUBACK before it goes back, so nothing is stored or released of which
 * the recording does not know.
 *
 * <p>Threads: {@link #run} is the way up and starts one thread for the way back.
 */
final class TappedConnection {
    /** Packet ids of our own, downward from here; clients count upward from 1. */
    private static final int OWN_IDS = 65_535;

    private final Socket agent;
    private final Socket server;
    private final Meddler meddler;
    private final Recording recording;
    private final Map<Integer, Submission.Id> unanswered = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> own = new ConcurrentHashMap<>();
    private final AtomicInteger ownIds = new AtomicInteger(OWN_IDS);

    TappedConnection(Socket agent, Socket server, Meddler meddler, Recording recording) {
        this.agent = agent;
        this.server = server;
        this.meddler = meddler;
        this.recording = recording;
    }

    /** Carries packets until one side ends. */
    void run() throws IOException {
        agent.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread back = Thread.ofVirtual().name("tap-back").start(() -> carry(server, agent, this::back));
        carry(agent, server, this::up);
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        try (agent; server) {
            // closed by this
        } catch (IOException e) {
            // Closed it is.
        }
    }

    private interface Way {
        void carry(Packet packet) throws IOException;
    }

    private void carry(Socket from, Socket to, Way way) {
        try (from; to) {
            InputStream in = new BufferedInputStream(from.getInputStream());
            for (Packet packet = Packet.read(in); packet != null; packet = Packet.read(in)) {
                way.carry(packet);
            }
        } catch (IOException e) {
            // One side is gone.
        } catch (RuntimeException e) {
            // Not to be taken for a connection that merely ended.
            recording.complain("the tap failed: " + e);
        }
    }

    private void up(Packet packet) throws IOException {
        Optional<Submission> submission = packet.type() == Packet.PUBLISH && packet.asksForAnswer()
                ? Submission.in(packet.payload())
                : Optional.empty();
        if (submission.isEmpty()) {
            send(server, packet);
            return;
        }
        Submission readings = submission.get();
        Submission.Id id = readings.id().orElseThrow(
                () -> new IllegalStateException("a submission without boot and seq: " + readings));
        recording.published(readings, id, packet.payload());
        unanswered.put(packet.packetId(), id);
        switch (meddler.of(readings)) {
            case Meddler.Step.Pass() -> send(server, packet);
            case Meddler.Step.Hold() -> {
                // The agent waits.
            }
            case Meddler.Step.Swallow() -> back(Packet.pubAck(packet.packetId()));
            case Meddler.Step.Change(List<Reading> others) -> send(server, packet
                    .withPayload(new Submission(readings.station(), readings.header(), others).payload()));
            case Meddler.Step.Invent(List<Reading> more) -> {
                send(server, packet);
                ByteBuffer invented = new Submission(readings.station(), SubmissionHeader.NONE, more).payload();
                int ownId = ownIds.getAndDecrement();
                own.put(ownId, true);
                send(server, Packet.publish(Topics.standard().of(readings.station(), Topics.Kind.READINGS), ownId,
                        invented));
            }
        }
    }

    private void back(Packet packet) throws IOException {
        if (packet.type() == Packet.PUBACK) {
            if (own.remove(packet.packetId()) != null) {
                return;
            }
            Submission.Id id = unanswered.remove(packet.packetId());
            if (id != null) {
                recording.answered(id, packet.reasonCode());
            }
        }
        send(agent, packet);
    }

    private static void send(Socket to, Packet packet) throws IOException {
        OutputStream out = to.getOutputStream();
        synchronized (to) { // a packet that is swallowed is answered from the other way's thread
            packet.write(out);
        }
    }
}
