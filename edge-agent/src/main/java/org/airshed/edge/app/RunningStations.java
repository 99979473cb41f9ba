package org.airshed.edge.app;

import java.util.ArrayList;
import java.util.List;

/** Stations that run in this process, closed together. Threads: one. */
final class RunningStations implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();

    /** Something that is closed with the rest. Its close must not throw. */
    void add(AutoCloseable part) {
        parts.add(part);
    }

    /** Closes all at the same time: each may wait some seconds for a server that is not there. */
    @Override
    public void close() {
        List<Thread> closers = new ArrayList<>();
        for (AutoCloseable part : parts) {
            closers.add(Thread.ofPlatform().name("close").start(() -> {
                try {
                    part.close();
                } catch (Exception e) {
                    throw new IllegalStateException("a station failed to close", e);
                }
            }));
        }
        for (Thread closer : closers) {
            try {
                closer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
