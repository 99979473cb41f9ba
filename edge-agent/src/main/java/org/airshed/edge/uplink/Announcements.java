package org.airshed.edge.uplink;

import java.util.ArrayDeque;
import java.util.Deque;
import org.airshed.contract.wire.Topics;
import org.jspecify.annotations.Nullable;

/**
 * What a station says beside its readings: what it is (retained, again after every connect) and its faults (kept while
 * there is no connection, the latest few).
 *
 * <p>Threads: any.
 * Full: the oldest fault goes and {@link #droppedFaults()} grows.
 */
final class Announcements {
    private static final int MOST_FAULTS = 64;

    private final Deque<String> faults = new ArrayDeque<>();
    private @Nullable String info;
    private boolean infoToSend;
    private long droppedFaults;

    /** One message to publish. */
    record Message(Topics.Kind kind, String text, boolean retained) {}

    synchronized void info(String json) {
        info = json;
        infoToSend = true;
    }

    synchronized void fault(String json) {
        if (faults.size() == MOST_FAULTS) {
            faults.removeFirst();
            droppedFaults++;
        }
        faults.addLast(json);
    }

    /** A new connection: the server may have forgotten what we are. */
    synchronized void connected() {
        infoToSend = info != null;
    }

    /** The next one, null where there is none. */
    synchronized @Nullable Message take() {
        String what = info;
        if (infoToSend && what != null) {
            infoToSend = false;
            return new Message(Topics.Kind.INFO, what, true);
        }
        String fault = faults.pollFirst();
        return fault == null ? null : new Message(Topics.Kind.FAULTS, fault, false);
    }

    synchronized long droppedFaults() {
        return droppedFaults;
    }
}
