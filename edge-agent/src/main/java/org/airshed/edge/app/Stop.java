package org.airshed.edge.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for SIGTERM or Ctrl-C, and keeps the virtual machine from ending before the parts have been closed.
 *
 * <p>Threads: any.
 */
final class Stop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
    private static final long CLOSED_WITHIN_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean failed;

    private Stop() {}

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            stop.asked.countDown();
            try {
                if (!stop.closed.await(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                    LOG.error("the stations did not close within {} s", CLOSED_WITHIN_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return stop;
    }

    /** Only for tests: nobody's signal. */
    static Stop byHand() {
        return new Stop();
    }

    /** Asks for the end because a part cannot go on. */
    void fail() {
        failed = true;
        asked.countDown();
    }

    /** Asks for the end. */
    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits for the end; returns the exit code. */
    int await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return failed ? AgentMain.CANNOT : 0;
    }

    /** Waits for the end, but no longer than this. */
    void awaitAtMost(Duration longest) {
        try {
            boolean inTime = asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (inTime) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is closed: the virtual machine may end. */
    @Override
    public void close() {
        asked.countDown();
        closed.countDown();
    }
}
