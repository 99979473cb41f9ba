package org.airshed.ingest.mqtt;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.airshed.journal.Journal;

/**
 * Carries the journal's commits to the event loops: one task per loop and commit, whatever the number of connections,
 * and one flush per connection that has something to acknowledge.
 *
 * <p>Threads: {@link #committed} on the journal's thread; each {@link AckLoop} on its event loop.
 */
final class AckLoops implements Journal.CommitListener {
    private final Map<EventExecutor, AckLoop> loops = new ConcurrentHashMap<>();

    AckLoop of(EventExecutor executor) {
        return loops.computeIfAbsent(executor, AckLoop::new);
    }

    @Override
    public void committed(long position) {
        for (AckLoop loop : loops.values()) {
            loop.wake(position);
        }
    }

    @Override
    public void failed(IOException cause) {
        // Sessions learn it from their next append; nothing that waits may be acknowledged any more.
    }

    /** The connections of one event loop that wait for the disk, each once. */
    static final class AckLoop {
        private final EventExecutor executor;
        private final AtomicBoolean woken = new AtomicBoolean();
        private final List<Acknowledgements> waiting = new ArrayList<>(); // event loop only
        private volatile long committed;

        private AckLoop(EventExecutor executor) {
            this.executor = executor;
        }

        private void wake(long position) {
            committed = position; // one journal thread: it only grows
            if (woken.compareAndSet(false, true)) {
                try {
                    executor.execute(this::acknowledge);
                } catch (RejectedExecutionException e) {
                    woken.set(false); // the loop has ended, and its connections with it
                }
            }
        }

        private void acknowledge() {
            woken.set(false); // before reading the position: a commit from now on wakes again
            long position = committed;
            int kept = 0;
            int known = waiting.size();
            for (int i = 0; i < known; i++) {
                Acknowledgements connection = waiting.get(i);
                if (connection.committed(position)) {
                    waiting.set(kept++, connection);
                }
            }
            for (int i = known; i < waiting.size(); i++) { // joined while this ran
                waiting.set(kept++, waiting.get(i));
            }
            waiting.subList(kept, waiting.size()).clear();
        }

        /** How many are in the list. From the event loop. */
        int listed() {
            return waiting.size();
        }

        /** From the event loop, by one that is not in the list: only a commit takes it out again. */
        void join(Acknowledgements connection) {
            waiting.add(connection);
        }
    }
}
