package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.airshed.ingest.auth.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a client did wrong, for its keeper: one line each, at most {@value #MAX_LINES} in ten seconds, so that a
 * hostile or broken client cannot fill the disk. Threads: any.
 */
final class PeerLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.airshed.ingest.mqtt.peer");
    private static final int MAX_LINES = 20;
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private final AtomicLong windowStart = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger lines = new AtomicInteger();

    /** @param clientId as the client sent it; made printable here */
    void say(Channel channel, String clientId, String sentence) {
        long now = System.nanoTime();
        long start = windowStart.get();
        if ((start == Long.MIN_VALUE || now - start > WINDOW_NANOS) && windowStart.compareAndSet(start, now)) {
            int unsaid = lines.getAndSet(0) - MAX_LINES;
            if (unsaid > 0) {
                LOG.info("{} more lines about clients were left out", unsaid);
            }
        }
        if (lines.getAndIncrement() < MAX_LINES) {
            LOG.info("client={} remote={}: {}", clientId.isEmpty() ? "-" : Printable.of(clientId, 60),
                    Remote.text(channel.remoteAddress()), sentence);
        }
    }
}
