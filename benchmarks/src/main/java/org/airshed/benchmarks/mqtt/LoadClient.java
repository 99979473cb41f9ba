package org.airshed.benchmarks.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.airshed.benchmarks.process.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with QoS 1 on many connections from one thread, and tells {@link Submissions} of every PUBACK. What a lost
 * connection left unanswered is sent again on the next one.
 *
 * <p>With a rate the load follows the clock, whatever the server does (open loop), and waiting counts from when a
 * submission was due. Without one, every PUBACK lets the next submission go.
 */
public final class LoadClient implements AutoCloseable {
    private final LoadSettings settings;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final Selector selector;
    private final Thread thread;
    private final long startedAt = System.nanoTime();

    private volatile long limit;
    private volatile boolean closing;
    private volatile long acknowledged;
    private final AtomicLong losses = new AtomicLong();
    private final AtomicLong connects = new AtomicLong();
    private volatile @Nullable String lastLoss;
    private volatile boolean done;
    private volatile @Nullable Throwable failure;

    private LoadClient(LoadSettings settings, Submissions submissions) throws IOException {
        this.settings = settings;
        this.limit = settings.submissions();
        this.selector = Selector.open();
        for (int index = 0; index < settings.connections(); index++) {
            connections.add(new LoadConnection(index, settings, submissions, new SharedAccount()));
        }
        this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
    }

    /** Begins to connect and to publish. */
    public static LoadClient start(LoadSettings settings, Submissions submissions) {
        try {
            LoadClient client = new LoadClient(settings, submissions);
            client.thread.start();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
    }

    /** PUBACKs so far. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Connections lost or refused so far. */
    public long losses() {
        return losses.get();
    }

    /** CONNACKs so far. */
    public long connects() {
        return connects.get();
    }

    /** Begins nothing new; what is open may still be answered. */
    public void stopSending() {
        limit = 0;
    }

    /** Whether all is answered that there is to send, or that was begun before {@link #stopSending}. */
    public boolean done() {
        rethrow();
        return done;
    }

    /** Waits until {@link #done()}. */
    public void awaitDone(Duration atMost) {
        if (!Waiting.holdsWithin(atMost, this::done)) {
            throw new IllegalStateException("after " + atMost.toSeconds() + " s " + acknowledged + " of "
                    + settings.connections() * settings.submissions() + " submissions were acknowledged; "
                    + losses + " connections were lost, the last one: " + lastLoss);
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("the load client failed", thrown);
        }
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
            connections.forEach(LoadConnection::leave);
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void turn() throws IOException {
        // An open loop looks at the clock every millisecond; a closed one has nothing to do until a PUBACK comes.
        selector.select(settings.ratePerSecond() > 0 ? 1 : 20);
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof LoadConnection connection) {
                connection.selected(now);
            }
        }
        selector.selectedKeys().clear();
        long answered = 0;
        boolean allDone = true;
        for (LoadConnection connection : connections) {
            if (connection.disconnectedAndDue(now)) {
                connection.connect(selector);
            }
            connection.publish(now);
            answered += connection.acknowledged();
            allDone &= connection.doneUpTo(limit);
        }
        acknowledged = answered;
        done = allDone;
        if (allDone) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Leaves with a DISCONNECT; unanswered submissions stay unanswered. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(Duration.ofSeconds(10));
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the selector", e);
        }
    }

    private final class SharedAccount implements LoadConnection.Account {
        @Override
        public long due(int connection, long number, long now) {
            if (number >= limit) {
                return Long.MAX_VALUE;
            }
            if (settings.ratePerSecond() <= 0) {
                return now;
            }
            long place = number * settings.connections() + connection;
            return startedAt + (long) (place * 1e9 / settings.ratePerSecond());
        }

        @Override
        public void connected() {
            connects.incrementAndGet();
        }

        @Override
        public void lost(@Nullable String reason) {
            losses.incrementAndGet();
            lastLoss = reason;
        }
    }
}
