package org.airshed.edge.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.Topics;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.Spool.Stored;
import org.airshed.edge.uplink.SendWindow.Answer;
import org.airshed.edge.uplink.SendWindow.Sent;
import org.airshed.journal.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uplink thread: connect, send, take answers, start over. Everything that other threads know reaches it as an event.
 */
final class UplinkLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UplinkLoop.class);
    /** Longest time after which a missing acknowledgement, or the clock, is looked at. */
    private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();
    private static final long FAREWELL_NANOS = Duration.ofSeconds(2).toNanos();
    /** Publishes beside the readings (status, info, faults) that may be unacknowledged. */
    private static final int MOST_ANNOUNCEMENTS = 4;
    /** What a PUBLISH has beside topic and payload, generously. */
    private static final int PACKET_OVERHEAD = 64;

    private final UplinkSettings settings;
    private final StationId station;
    private final Spool spool;
    private final EntryTimes times;
    private final Consumer<Instant> serverTime;
    private final BackOff reconnect;
    private final BackOff refusal;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean wakePending = new AtomicBoolean();
    private final Announcements announcements = new Announcements();
    private volatile boolean closing;
    private volatile Progress progress = Progress.NONE;

    // valid for the uplink; uplink thread only
    private long connections;
    private long acknowledgedEntries;
    private long acknowledgedReadings;
    private long rejectedEntries;
    private long refusals;
    private @Nullable String lastError;

    // valid for one connection; uplink thread only
    private final SendWindow window = new SendWindow();
    private int room;
    private int announced;
    private long announcedAtNanos;
    private long maximumPacketBytes;
    private long pausedUntilNanos;
    private boolean paused;
    private boolean waitingForTime;

    UplinkLoop(UplinkSettings settings, StationId station, Spool spool, EntryTimes times, Consumer<Instant> serverTime,
            RandomGenerator random) {
        this.settings = settings;
        this.station = station;
        this.spool = spool;
        this.times = times;
        this.serverTime = serverTime;
        this.reconnect = new BackOff(settings.firstRetry(), settings.longestRetry(), random);
        this.refusal = new BackOff(settings.firstRetry(), settings.longestRetry(), random);
    }

    Progress progress() {
        return progress;
    }

    void info(String json) {
        announcements.info(json);
        wake();
    }

    void fault(String json) {
        announcements.fault(json);
        wake();
    }

    void wake() {
        if (wakePending.compareAndSet(false, true)) {
            events.add(new Event.Wake());
        }
    }

    void close() {
        closing = true;
        wake();
    }

    @Override
    public void run() {
        Journal.Registration registration = spool.listen(new CommitWake());
        try {
            while (!closing) {
                try {
                    connectAndServe();
                } catch (UplinkException e) {
                    failed(String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    failed("the spool cannot be read: " + e.getMessage());
                } catch (RuntimeException e) {
                    // One bad entry or a fault in Paho must not end the uplink for good.
                    LOG.error("uplink failed station={}", station, e);
                    failed("the uplink failed: " + e);
                }
                report(false);
                if (!closing) {
                    sleep(reconnect.nextNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            registration.close();
            report(false);
        }
    }

    private void connectAndServe() throws UplinkException, IOException, InterruptedException {
        Connection connection = Connection.open(settings, station, events::add);
        boolean politely = false;
        try {
            Event.Connected answer = awaitAnswer(connection);
            if (answer == null) {
                return;
            }
            begin(answer);
            serve(connection);
            farewell(connection);
            politely = true;
        } finally {
            window.clear();
            connection.close(politely);
        }
    }

    private Event.@Nullable Connected awaitAnswer(Connection connection) throws UplinkException, InterruptedException {
        long deadline = System.nanoTime() + settings.connectWithin().toNanos() + FAREWELL_NANOS;
        while (!closing) {
            Event event = events.poll(Math.min(LOOK_NANOS, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event instanceof Event.Connected connected && connected.from() == connection) {
                return connected;
            }
            if (event instanceof Event.Lost lost && lost.from() == connection) {
                throw new UplinkException(lost.why());
            }
            if (event instanceof Event.Wake) {
                wakePending.set(false);
            }
            if (System.nanoTime() >= deadline) {
                throw new UplinkException(
                        settings.host() + ":" + settings.port() + " did not answer the connect within "
                                + settings.connectWithin().toSeconds() + " s");
            }
        }
        return null;
    }

    private void begin(Event.Connected answer) {
        connections++;
        LOG.info("connected station={} remote={}:{} client={}", station, settings.host(), settings.port(),
                settings.clientId());
        lastError = null;
        // Below the server's maximum (and with it Paho's), with room for what is said beside the readings.
        int allowed = Math.min(settings.window() + MOST_ANNOUNCEMENTS, answer.receiveMaximum() - 1);
        room = Math.max(1, allowed);
        maximumPacketBytes = answer.maximumPacketBytes();
        announced = 0;
        paused = false;
        waitingForTime = false;
        window.clear();
        spool.rewind();
        announcements.connected();
        if (answer.serverTime() != null) {
            serverTime.accept(answer.serverTime());
        }
    }

    private void serve(Connection connection) throws UplinkException, IOException, InterruptedException {
        if (settings.presence()) {
            announce(connection, new Announcements.Message(Topics.Kind.STATUS, Status.ONLINE.text(), true));
        }
        while (!closing) {
            fill(connection);
            report(true);
            handleEvents(connection, LOOK_NANOS);
            checkOverdue();
        }
    }

    /** Sends what is there and waits for the open answers, both for a moment only; then says offline. */
    private void farewell(Connection connection) throws UplinkException, IOException, InterruptedException {
        long deadline = System.nanoTime() + FAREWELL_NANOS;
        do {
            fill(connection);
            if (window.size() > 0) {
                handleEvents(connection, LOOK_NANOS / 10);
            }
        } while (window.size() > 0 && !paused && System.nanoTime() < deadline);
        if (settings.presence()) {
            announce(connection, new Announcements.Message(Topics.Kind.STATUS, Status.OFFLINE.text(), true));
            while (announced > 0 && System.nanoTime() < deadline) {
                handleEvents(connection, LOOK_NANOS / 10);
            }
        }
        LOG.info("disconnected station={} client={}", station, settings.clientId());
    }

    private void fill(Connection connection) throws UplinkException, IOException {
        if (paused) {
            if (System.nanoTime() - pausedUntilNanos < 0) {
                return;
            }
            paused = false;
        }
        for (Sent sent = window.refused(); sent != null; sent = window.refused()) {
            List<byte[]> parts = parts(times.submission(sent.stored.entry()));
            window.resent(sent, parts.size(), System.nanoTime());
            publish(connection, sent, parts);
        }
        while (announced < MOST_ANNOUNCEMENTS && window.size() + announced < room) {
            Announcements.Message message = announcements.take();
            if (message == null) {
                break;
            }
            announce(connection, message);
        }
        while (window.size() < settings.window() && window.size() + announced < room) {
            // Status only, until this boot knows the time.
            waitingForTime = !times.known();
            Stored stored = waitingForTime ? null : spool.next();
            if (stored == null) {
                return;
            }
            Submission submission = times.submission(stored.entry());
            Sent sent = new Sent(stored, submission.readings().size());
            List<byte[]> parts = parts(submission);
            window.sent(sent, parts.size(), System.nanoTime());
            publish(connection, sent, parts);
        }
    }

    private void publish(Connection connection, Sent sent, List<byte[]> parts) throws UplinkException {
        for (byte[] part : parts) {
            connection.publish(settings.topics().of(station, Topics.Kind.READINGS), part, false, sent);
        }
    }

    private void announce(Connection connection, Announcements.Message message) throws UplinkException {
        announced++;
        announcedAtNanos = System.nanoTime();
        connection.publish(settings.topics().of(station, message.kind()),
                message.text().getBytes(StandardCharsets.UTF_8),
                message.retained(), message);
    }

    /** One payload, or as many as the server's packet size asks for. */
    private List<byte[]> parts(Submission submission) {
        byte[] whole = SenmlWriter.write(settings.encoding(), station, submission.header(), submission.readings());
        List<Reading> readings = submission.readings();
        if (whole.length + PACKET_OVERHEAD + settings.topics().prefix().length() <= maximumPacketBytes
                || readings.size() < 2) {
            return List.of(whole);
        }
        int half = readings.size() / 2;
        List<byte[]> parts = new ArrayList<>(
                parts(new Submission(submission.header(), readings.subList(0, half))));
        parts.addAll(parts(new Submission(submission.header(), readings.subList(half, readings.size()))));
        return parts;
    }

    private void handleEvents(Connection connection, long waitNanos)
            throws UplinkException, IOException, InterruptedException {
        Event event = events.poll(waitNanos, TimeUnit.NANOSECONDS);
        while (event != null) {
            switch (event) {
                case Event.Wake() -> wakePending.set(false);
                case Event.Connected connected -> {}
                case Event.Lost lost -> {
                    if (lost.from() == connection) {
                        throw new UplinkException(lost.why());
                    }
                }
                case Event.Acknowledged acknowledged -> {
                    if (acknowledged.from() == connection) {
                        answered(acknowledged);
                    }
                }
            }
            event = events.poll();
        }
        release();
    }

    private void answered(Event.Acknowledged acknowledged) {
        if (!(acknowledged.what() instanceof Sent sent)) {
            announced--;
            return;
        }
        Answer answer = Answer.of(acknowledged.reasonCode());
        window.answered(sent, answer);
        if (answer == Answer.NOT_NOW) {
            refusals++;
            String why = Sentences.ofCode(acknowledged.reasonCode(), acknowledged.reason(), settings);
            if (!paused) {
                paused = true;
                pausedUntilNanos = System.nanoTime() + refusal.nextNanos();
            }
            failed(why);
        } else {
            refusal.reset();
            reconnect.reset();
        }
    }

    private void release() throws IOException {
        Stored last = null;
        int entries = 0;
        for (Sent done = window.takeDone(); done != null; done = window.takeDone()) {
            last = done.stored;
            entries++;
            acknowledgedEntries++;
            acknowledgedReadings += done.readings;
            if (done.rejected()) {
                rejectedEntries++;
                LOG.warn("submission set aside by the server station={} readings={}: see its dead letters", station,
                        done.readings);
            }
        }
        if (last != null) {
            if (!paused) {
                lastError = null;
            }
            // Before the release: who sees the spool empty sees the counters of what emptied it.
            report(true);
            spool.release(last, entries);
        }
    }

    private void checkOverdue() throws UplinkException {
        long now = System.nanoTime();
        long within = settings.acknowledgeWithin().toNanos();
        if (window.overdue(now, within) || (announced > 0 && now - announcedAtNanos > within)) {
            throw new UplinkException(settings.host() + ":" + settings.port() + " acknowledged nothing for "
                    + settings.acknowledgeWithin().toSeconds() + " s");
        }
    }

    /** One line when something new goes wrong, not one per attempt. */
    private void failed(String why) {
        if (!why.equals(lastError)) {
            LOG.warn("uplink waits station={} client={}: {}", station, settings.clientId(), why);
        }
        lastError = why;
    }

    private void report(boolean connected) {
        progress = new Progress(connected, connections, acknowledgedEntries, acknowledgedReadings, rejectedEntries,
                refusals, window.size(), waitingForTime, lastError);
    }

    private void sleep(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!closing && System.nanoTime() - end < 0) {
            // Events of a connection that is gone are nobody's; a wake only asks to look.
            events.poll(Math.min(LOOK_NANOS, Math.max(1, end - System.nanoTime())), TimeUnit.NANOSECONDS);
            wakePending.set(false);
        }
    }

    private final class CommitWake implements Journal.CommitListener {
        @Override
        public void committed(long position) {
            wake();
        }

        @Override
        public void failed(IOException cause) {
            wake();
        }
    }
}
