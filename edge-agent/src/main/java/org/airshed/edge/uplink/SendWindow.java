package org.airshed.edge.uplink;

import java.util.ArrayDeque;
import java.util.Deque;
import org.airshed.edge.spool.Spool.Stored;
import org.jspecify.annotations.Nullable;

/**
 * The entries that were sent on this connection and are not released, in spool order. Acknowledgements may come in any
 * order; released is only what stands before the first that is still open.
 *
 * <p>Threads: the uplink thread.
 */
final class SendWindow {
    private final Deque<Sent> sent = new ArrayDeque<>();

    /** One entry on its way. */
    static final class Sent {
        final Stored stored;
        final int readings;
        private long sentAtNanos;
        private int openParts;
        private boolean refused;
        private boolean rejected;

        Sent(Stored stored, int readings) {
            this.stored = stored;
            this.readings = readings;
        }

        boolean done() {
            return openParts == 0 && !refused;
        }

        /** Whether the server put all or part of it among its dead letters. */
        boolean rejected() {
            return rejected;
        }
    }

    /** Takes up an entry that is sent now, in so many parts. */
    void sent(Sent entry, int parts, long nowNanos) {
        resent(entry, parts, nowNanos);
        sent.addLast(entry);
    }

    /** An entry of this window that was refused is sent once more. */
    void resent(Sent entry, int parts, long nowNanos) {
        entry.openParts = parts;
        entry.sentAtNanos = nowNanos;
        entry.refused = false;
    }

    /** One part has its answer. */
    void answered(Sent entry, Answer answer) {
        entry.openParts--;
        switch (answer) {
            case ACCEPTED -> {}
            case REJECTED -> entry.rejected = true;
            case NOT_NOW -> entry.refused = true;
        }
    }

    /** The first refused entry of which no part is under way any more, null where there is none. */
    @Nullable
    Sent refused() {
        for (Sent entry : sent) {
            if (entry.refused && entry.openParts == 0) {
                return entry;
            }
        }
        return null;
    }

    /** Takes the oldest entry out if it is done; null where it is not. */
    @Nullable
    Sent takeDone() {
        Sent oldest = sent.peekFirst();
        return oldest != null && oldest.done() ? sent.removeFirst() : null;
    }

    /** Entries that are sent and not released. */
    int size() {
        return sent.size();
    }

    /** Whether an answer is missing for longer than this. */
    boolean overdue(long nowNanos, long withinNanos) {
        for (Sent entry : sent) {
            if (entry.openParts > 0 && nowNanos - entry.sentAtNanos > withinNanos) {
                return true;
            }
        }
        return false;
    }

    /** The connection is gone, and all that was under way with it. */
    void clear() {
        sent.clear();
    }

    /** What a PUBACK means for us. */
    enum Answer {
        /** It is durable over there. */
        ACCEPTED,
        /** Payload format invalid: set aside over there, durably, with its reason. */
        REJECTED,
        /** Anything else: nothing is known to be kept. */
        NOT_NOW;

        private static final int SUCCESS = 0x00;
        private static final int NO_MATCHING_SUBSCRIBERS = 0x10;
        private static final int PAYLOAD_FORMAT_INVALID = 0x99;

        /**
         * Source: MQTT 5 section 3.4.2.1. "No matching subscribers" comes from a broker that took the message and found
         * nobody to give it to: nobody keeps it, so neither may we let go of it.
         */
        static Answer of(int reasonCode) {
            return switch (reasonCode) {
                case SUCCESS -> ACCEPTED;
                case PAYLOAD_FORMAT_INVALID -> REJECTED;
                case NO_MATCHING_SUBSCRIBERS -> NOT_NOW;
                default -> NOT_NOW;
            };
        }
    }
}
