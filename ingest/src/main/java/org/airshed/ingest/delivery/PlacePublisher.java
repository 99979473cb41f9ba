package org.airshed.ingest.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.Station;
import org.airshed.ingest.series.StationPlace;
import org.airshed.ingest.series.StationPlaces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store where stations are, for dashboards that see nothing else: when a place changes, and once an hour, so
 * that any period a dashboard shows holds it.
 *
 * <p>Threads: one of its own, {@code places}.
 */
public final class PlacePublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlacePublisher.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Supplier<List<StationPlace>> places;
    private final StationPlaces store;
    private final InstantSource clock;
    private final ScheduledExecutorService executor = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("places").daemon().factory());

    // Its thread only
    private List<StationPlace> published = List.of();
    private Instant publishedAt = Instant.MIN;
    private @Nullable String lastError;

    /** @param places what everyone may see now: public places only, blurred where nobody chose otherwise */
    public PlacePublisher(Supplier<List<StationPlace>> places, StationPlaces store, InstantSource clock) {
        this.places = places;
        this.store = store;
        this.clock = clock;
    }

    /** Of the public places in a registry. */
    public static PlacePublisher of(Registry registry, StationPlaces store, InstantSource clock) {
        return new PlacePublisher(() -> {
            List<StationPlace> now = new ArrayList<>();
            for (Station station : registry.stations()) {
                registry.publicPlace(station.id(), clock.millis())
                        .ifPresent(place -> now.add(new StationPlace(station.id(),
                                place.latitude(), place.longitude(), place.environment().text())));
            }
            return now;
        }, store, clock);
    }

    /** Looks now and every half minute. */
    public void start() {
        var _ = executor.scheduleWithFixedDelay(this::look, 0, LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    /** Publishes where something changed or an hour is over. Never throws. */
    void look() {
        try {
            List<StationPlace> now = places.get();
            Instant at = clock.instant();
            if (!now.isEmpty() && (!now.equals(published) || !at.isBefore(publishedAt.plus(AGAIN)))) {
                store.publish(now, at.toEpochMilli());
                published = List.copyOf(now);
                publishedAt = at;
            }
            lastError = null;
        } catch (IOException | RuntimeException e) {
            // A dot on a map is not worth more than a line in the log, once, and another attempt.
            String error = String.valueOf(e.getMessage());
            if (!error.equals(lastError)) {
                LOG.warn("places of stations are not on the dashboards: {}", error);
            }
            lastError = error;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
