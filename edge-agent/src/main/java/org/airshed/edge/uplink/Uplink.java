package org.airshed.edge.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.airshed.contract.id.StationId;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a spool has committed, one entry as one submission over MQTT 5 with QoS 1, and releases it only when the
 * server said that it is durable there (PUBACK 0x00) or set aside there (0x99). Anything else keeps the entry.
 *
 * <p>Threads: one of its own per uplink; the methods from any.
 * Durability: the spool's. A crash, a lost connection or a silent server cost a resend, never an entry.
 */
public final class Uplink implements AutoCloseable {
    /** Paho logs through java.util.logging and prints there what we report ourselves. Held, or the setting is collected. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    static {
        PAHO.setLevel(Level.OFF);
    }

    private final UplinkLoop loop;
    private final Thread thread;

    private Uplink(UplinkLoop loop, String name) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("uplink-" + name).unstarted(loop);
    }

    /** For a spool whose entries are all dated: an import, a lived history. */
    public static Uplink start(UplinkSettings settings, StationId station, Spool spool) {
        return start(settings, station, spool, null, time -> {});
    }

    /**
     * For a station's own spool.
     *
     * @param clock gives sampled entries their times; entries of the running boot wait until it knows the time
     * @param serverTime told what time the server says it is, on every connect; called on the uplink thread
     */
    public static Uplink start(UplinkSettings settings, StationId station, Spool spool, @Nullable StationClock clock,
            Consumer<Instant> serverTime) {
        UplinkLoop loop = new UplinkLoop(settings, station, spool, new EntryTimes(station, clock), serverTime,
                RandomGenerator.getDefault());
        Uplink uplink = new Uplink(loop, settings.clientId());
        uplink.thread.start();
        return uplink;
    }

    /** What it has done up to now. */
    public Progress progress() {
        return loop.progress();
    }

    /** Publishes what the station is, retained, now and after every connect; JSON. */
    public void info(String json) {
        loop.info(json);
    }

    /** Publishes a fault, once, now or at the next connect; JSON. */
    public void fault(String json) {
        loop.fault(json);
    }

    /** There may be something new to send: the clock became known. Commits are noticed without it. */
    public void wake() {
        loop.wake();
    }

    /**
     * Sends for a moment what is committed already, says offline and disconnects, so that no will is published.
     * The spool stays open.
     */
    @Override
    public void close() {
        loop.close();
        try {
            thread.join(END_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
