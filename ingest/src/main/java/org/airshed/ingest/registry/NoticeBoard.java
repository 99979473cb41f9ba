package org.airshed.ingest.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what stations say about themselves, off the event loops: many notices share one transaction.
 *
 * <p>Threads: {@link #offer} and {@link #seen} from any thread, without waiting; one thread of its own writes. Durability:
 * a notice is on disk when its {@code kept} runs. Full: {@code offer} returns false and nothing is taken. A database
 * that cannot be written holds the notices back (their PUBACKs with them) and is tried again every second.
 */
public final class NoticeBoard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeBoard.class);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 500;
    private static final long RETRY_MILLIS = 1000;

    private final Registry registry;
    private final Registry.@Nullable Placed accepted;
    private final Consumer<Notice> listener;
    private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Set<StationId> announced = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean failing;

    private sealed interface Task {
        record Keep(Notice notice, Runnable kept) implements Task {}

        record Seen(StationId station) implements Task {}

        record Fetch(StationId station, Settings into) implements Task {}

        record Wake() implements Task {}
    }

    /** Takes a station's settings, null where it has none. */
    public interface Settings {
        void fetched(byte @Nullable [] payload);
    }

    /** @param acceptProposals whether a station that no keeper has placed is where its {@code /info} says */
    public NoticeBoard(Registry registry, boolean acceptProposals) {
        this(registry, acceptProposals ? (_, _) -> {} : null, _ -> {});
    }

    /**
     * @param accepted told of each station that no keeper has placed and that is where its {@code /info} says from then
     *     on, on the board's thread; null: nobody is where its {@code /info} says
     * @param listener told of each notice that was kept, on the board's thread
     */
    public NoticeBoard(Registry registry, Registry.@Nullable Placed accepted, Consumer<Notice> listener) {
        this.registry = registry;
        this.accepted = accepted;
        this.listener = listener;
        thread = Thread.ofPlatform().name("registry").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Takes a notice; {@code kept} runs on the board's thread and must not block. False where the board is full. */
    public boolean offer(Notice notice, Runnable kept) {
        return !closing && queue.offer(new Task.Keep(notice, kept));
    }

    /** A station sent over the trusted listener: it appears in the registry by itself. Cheap to repeat. */
    public void seen(StationId station) {
        if (!registry.knows(station) && announced.size() < MAX_WAITING && announced.add(station)
                && !queue.offer(new Task.Seen(station))) {
            announced.remove(station); // its next publish tries again
        }
    }

    /** Reads a station's settings; the answer comes on the board's thread. False where the board is full. */
    public boolean fetchSettings(StationId station, Settings into) {
        return !closing && queue.offer(new Task.Fetch(station, into));
    }

    /** Whether the last write failed. */
    public boolean failing() {
        return failing;
    }

    private void run() {
        List<Task> batch = new ArrayList<>();
        try {
            while (!closing || !queue.isEmpty()) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                work(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed while the database was failing: nothing was promised
        }
    }

    private void work(List<Task> batch) throws InterruptedException {
        List<Notice> notices = new ArrayList<>();
        List<StationId> seen = new ArrayList<>();
        for (Task task : batch) {
            switch (task) {
                case Task.Keep keep -> notices.add(keep.notice());
                case Task.Seen station -> seen.add(station.station());
                case Task.Fetch _,Task.Wake _ -> {}
            }
        }
        if (!notices.isEmpty() || !seen.isEmpty()) {
            keep(notices, seen);
        }
        seen.forEach(announced::remove);
        for (Task task : batch) {
            switch (task) {
                case Task.Keep keep -> {
                    run(() -> listener.accept(keep.notice()));
                    run(keep.kept());
                }
                case Task.Fetch fetch -> fetch(fetch);
                case Task.Seen _,Task.Wake _ -> {}
            }
        }
    }

    private void keep(List<Notice> notices, List<StationId> seen) throws InterruptedException {
        while (true) {
            try {
                registry.keep(notices, seen, accepted);
                if (failing) {
                    LOG.info("the registry can be written again");
                }
                failing = false;
                return;
            } catch (IOException e) {
                if (!failing) {
                    LOG.error("what stations say about themselves cannot be kept, trying again every second: {}",
                            e.getMessage());
                }
                failing = true;
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void fetch(Task.Fetch fetch) {
        byte[] payload = null;
        try {
            payload = registry.settings(fetch.station()).orElse(null);
        } catch (IOException e) {
            LOG.error("the settings of station={} cannot be read: {}", fetch.station(), e.getMessage());
        }
        byte[] settings = payload;
        run(() -> fetch.into().fetched(settings));
    }

    private static void run(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("a callback of the notice board failed", e); // one bad callback must not end the board
        }
    }

    /** Keeps what waits, then ends. A database that fails is given one more second. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        boolean awake = queue.offer(new Task.Wake()); // a full queue wakes it anyway
        assert awake || !queue.isEmpty();
        try {
            if (!thread.join(Duration.ofSeconds(failing ? 2 : 15))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
