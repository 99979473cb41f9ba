package org.airshed.ingest.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads on which stores and registry are asked, so that event loops never wait.
 *
 * <p>Full: a task beyond threads and queue is refused and counted; the client is told to come back.
 */
final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor pool;
    private final LongAdder refused = new LongAdder();

    /** @param waiting most tasks that wait for a thread */
    Workers(String name, int threads, int waiting) {
        var number = new AtomicInteger();
        pool = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting),
                task -> Thread.ofPlatform().name(name + "-" + number.incrementAndGet()).daemon().unstarted(task));
        pool.allowCoreThreadTimeOut(true);
    }

    /** Whether the task was taken. */
    boolean offer(Runnable task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            refused.increment();
            return false;
        }
    }

    long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
