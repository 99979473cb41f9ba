package org.airshed.ingest.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.query.StationDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /events}: server-sent events with what has just been stored.
 *
 * <p>Several times a second one thread asks {@link LiveReadings} what changed, encodes it once and sends the same bytes
 * to everybody who is up to date. A listener whose last write has not left yet is passed over and later gets the latest
 * values instead of all in between; both are counted. So a listener costs no queue.
 *
 * <p>Source: HTML Living Standard section 9.2.
 *
 * <p>Threads: {@link #open} on event loops; everything else on the thread "events". Full: listeners beyond the bound get
 * 503; one that takes nothing for the stall limit is cut off.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final String RETRY = "retry: 2000\n";

    private final LiveReadings live;
    private final StationDirectory directory;
    private final ApiSettings settings;
    private final InstantSource clock;
    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService events = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("events").daemon().factory());
    private final LongAdder passedOver = new LongAdder();
    private final LongAdder cutOff = new LongAdder();

    private static final class Listener {
        private final HttpServerResponse response;
        private final Context loop;
        private final @Nullable StationId station;
        private long sent; // thread "events" only
        private long sentNanos;
        private volatile boolean inFlight;

        Listener(HttpServerResponse response, Context loop, @Nullable StationId station, long sent) {
            this.response = response;
            this.loop = loop;
            this.station = station;
            this.sent = sent;
            this.sentNanos = System.nanoTime();
        }
    }

    EventStreams(LiveReadings live, StationDirectory directory, ApiSettings settings, InstantSource clock) {
        this.clock = clock;
        this.live = live;
        this.directory = directory;
        this.settings = settings;
        long every = settings.eventInterval().toMillis();
        var _ = events.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
    }

    void mount(Endpoint at) {
        at.handle("/api/v1/events", Set.of("station"), this::open);
    }

    private void open(RoutingContext context, Parameters parameters) {
        @Nullable
        StationId station;
        try {
            station = parameters.text("station", StationId::isValid, "a station id such as garden-1")
                    .map(StationId::new).orElse(null);
        } catch (ProblemException e) {
            e.problem().send(context);
            return;
        }
        if (listeners.size() >= settings.eventClients()) {
            Problem.of(503,
                    "All " + settings.eventClients() + " places for listeners are taken; ask /api/v1/latest instead.")
                    .send(context);
            return;
        }
        HttpServerResponse response = context.response().putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store").putHeader("X-Accel-Buffering", "no")
                .putHeader("Content-Encoding", "identity"); // a compressor would hold events back
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        Optional<Long> resumed = resumeAt(context.request().getHeader("Last-Event-ID"));
        long from = resumed.orElseGet(live::number);
        var listener = new Listener(response.setChunked(true), context.vertx().getOrCreateContext(), station, from);
        response.closeHandler(closed -> listeners.remove(listener));
        response.exceptionHandler(failure -> listeners.remove(listener));
        response.write(RETRY + "id: " + id(from) + "\nevent: hello\ndata: {\"resumed\":" + resumed.isPresent()
                + ",\"time\":\"" + Text.time(clock.millis()) + "\"}\n\n");
        listeners.add(listener);
    }

    private Optional<Long> resumeAt(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.startsWith(epoch + "-")) {
            return Optional.empty(); // another run of the server numbered these
        }
        try {
            long number = Long.parseLong(lastEventId.substring(epoch.length() + 1));
            return number >= 0 && number <= live.number() ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String id(long number) {
        return epoch + "-" + number;
    }

    private record Wanted(long since, @Nullable StationId station) {}

    private record Encoded(long upTo, Buffer bytes) {}

    private void tick() {
        try {
            if (!listeners.isEmpty()) {
                serve();
            }
        } catch (RuntimeException e) {
            LOG.error("an event round failed; the next one tries again", e); // the schedule would end otherwise
        }
    }

    private void serve() {
        Set<StationId> visible = directory.ids();
        Map<Wanted, Encoded> encoded = new HashMap<>();
        long now = System.nanoTime();
        for (Listener listener : listeners) {
            Duration silent = Duration.ofNanos(now - listener.sentNanos);
            if (listener.inFlight) {
                passOver(listener, silent);
                continue;
            }
            Encoded news = encoded.computeIfAbsent(new Wanted(listener.sent, listener.station),
                    wanted -> encode(wanted, visible));
            listener.sent = news.upTo();
            if (news.bytes().length() > 0) {
                send(listener, news.bytes(), now);
            } else if (silent.compareTo(settings.heartbeat()) >= 0) {
                send(listener, Buffer.buffer("event: beat\ndata: {\"time\":\"" + Text.time(clock.millis()) + "\"}\n\n"),
                        now);
            }
        }
    }

    private void passOver(Listener listener, Duration silent) {
        passedOver.increment();
        if (silent.compareTo(settings.stallLimit()) > 0 && listeners.remove(listener)) {
            cutOff.increment();
            listener.loop.runOnContext(nothing -> listener.response.reset());
        }
    }

    private void send(Listener listener, Buffer bytes, long now) {
        listener.inFlight = true;
        listener.sentNanos = now;
        listener.loop.runOnContext(nothing -> {
            if (listener.response.closed()) {
                listeners.remove(listener);
                return;
            }
            listener.response.write(bytes).onComplete(done -> {
                listener.inFlight = false;
                if (done.failed()) {
                    listeners.remove(listener);
                }
            });
        });
    }

    private Encoded encode(Wanted wanted, Set<StationId> visible) {
        LiveReadings.Changes changes = live.since(wanted.since());
        return new Encoded(changes.upTo(), EventText.of(changes,
                station -> visible.contains(station) && (wanted.station() == null || wanted.station().equals(station)),
                id(changes.upTo())));
    }

    int listeners() {
        return listeners.size();
    }

    long passedOver() {
        return passedOver.sum();
    }

    long cutOff() {
        return cutOff.sum();
    }

    @Override
    public void close() {
        events.shutdownNow();
    }
}
