package org.airshed.ingest.mqtt;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the MQTT server counts, since the start of the process. Threads: any. */
public final class MqttCounters {
    /** One thing that is counted. */
    public enum Count {
        CONNECTIONS("TCP connections taken"), CONNECTIONS_OVER_LIMIT(
                "connections closed at once because there were too many"), SESSIONS(
                        "CONNECTs answered with success"), SESSIONS_REFUSED(
                                "CONNECTs refused, whatever the reason"), BAD_CREDENTIALS(
                                        "CONNECTs with an unknown station or a wrong secret"), CONNECT_TIMEOUTS(
                                                "connections that sent no CONNECT in time"), KEEP_ALIVE_TIMEOUTS(
                                                        "sessions closed because the client fell silent"), TAKEOVERS(
                                                                "sessions closed because their client connected again"), REVOKED(
                                                                        "sessions closed because their secret was revoked or expired"), TLS_FAILURES(
                                                                                "TLS handshakes that failed"), PUBLISHES(
                                                                                        "publishes received"), PUBLISHED_BYTES(
                                                                                                "payload bytes of publishes received"), ACKNOWLEDGED(
                                                                                                        "PUBACKs sent, whatever their code"), REFUSED_PAYLOADS(
                                                                                                                "submissions refused as a whole, now among the dead letters"), UNPROMISED(
                                                                                                                        "publishes with QoS 0: taken, and promised nothing"), QOS_2(
                                                                                                                                "publishes with QoS 2: the connection was closed"), DENIED(
                                                                                                                                        "publishes, subscriptions and wills to a topic that is not the client's own"), OVERSIZED_NOTICES(
                                                                                                                                                "status, info, faults and answers over the size bound, not kept"), WILLS(
                                                                                                                                                        "wills published"), MALFORMED(
                                                                                                                                                                "connections closed because of a packet that is no MQTT"), PROTOCOL_ERRORS(
                                                                                                                                                                        "connections closed because the client broke a rule of the protocol"), PAUSES(
                                                                                                                                                                                "times a connection was not read from because too much was unacknowledged"), STALLS(
                                                                                                                                                                                        "times a connection was not read from because the journal took nothing"), ERRORS(
                                                                                                                                                                                                "connections closed because of an error of ours");

        private final String meaning;

        Count(String meaning) {
            this.meaning = meaning;
        }

        /** What it says, in a few words. */
        public String meaning() {
            return meaning;
        }
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class); // never changed once it is filled
    private final AtomicInteger openConnections = new AtomicInteger();
    private final AtomicInteger openSessions = new AtomicInteger();
    private final AtomicLong inFlightBytes = new AtomicLong();

    public MqttCounters() {
        for (Count what : Count.values()) {
            counts.put(what, new LongAdder());
        }
    }

    void add(Count what) {
        adder(what).increment();
    }

    void add(Count what, long howMany) {
        adder(what).add(howMany);
    }

    public long get(Count what) {
        return adder(what).sum();
    }

    private LongAdder adder(Count what) {
        return Objects.requireNonNull(counts.get(what));
    }

    /** Connections open now. */
    public int openConnections() {
        return openConnections.get();
    }

    /** Sessions open now: connections whose CONNECT was accepted. */
    public int openSessions() {
        return openSessions.get();
    }

    /** Bytes received and not yet on disk, of all connections. */
    public long inFlightBytes() {
        return inFlightBytes.get();
    }

    int connections(int more) {
        return openConnections.addAndGet(more);
    }

    void sessions(int more) {
        openSessions.addAndGet(more);
    }

    void inFlight(long more) {
        inFlightBytes.addAndGet(more);
    }
}
