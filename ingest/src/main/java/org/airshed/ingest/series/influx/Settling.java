package org.airshed.ingest.series.influx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Positions the database has answered for, and since when. Threads: delivery. */
final class Settling {
    private record Answered(Instant at, long position) {}

    private final Duration settle;
    private final Deque<Answered> waiting = new ArrayDeque<>();
    private long settled;

    Settling(Duration settle) {
        this.settle = settle;
    }

    void answered(Instant at, long position) {
        Answered last = waiting.peekLast();
        // One entry a second is enough, that of its last answer: none is settled before its time.
        if (last != null && last.at.getEpochSecond() == at.getEpochSecond()) {
            waiting.removeLast();
        }
        waiting.addLast(new Answered(at, position));
    }

    /** The position that has been answered for long enough. */
    long settled(Instant now) {
        for (@Nullable
        Answered first = waiting.peekFirst(); first != null
                && !now.isBefore(first.at.plus(settle)); first = waiting.peekFirst()) {
            settled = first.position;
            waiting.removeFirst();
        }
        return settled;
    }
}
