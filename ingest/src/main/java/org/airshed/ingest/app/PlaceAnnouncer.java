package org.airshed.ingest.app;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.query.StationDirectory;
import org.airshed.ingest.registry.PublicPlace;
import org.airshed.ingest.series.StationPlace;
import org.airshed.ingest.series.StationPlaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a store where everyone may see the stations, for dashboards that see nothing but the store: when something
 * changed, and once an hour.
 *
 * <p>Threads: one of its own.
 */
final class PlaceAnnouncer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceAnnouncer.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration REPEAT = Duration.ofHours(1);

    private final StationDirectory directory;
    private final StationPlaces store;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    // its thread only
    private List<StationPlace> told = List.of();
    private long toldMillis;
    private boolean failing;

    PlaceAnnouncer(StationDirectory directory, StationPlaces store, InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.clock = clock;
        thread = Thread.ofPlatform().name("places").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                tell();
            } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        List<StationPlace> places = directory.stations().stream().flatMap(station -> place(station).stream()).toList();
        long now = clock.millis();
        if (places.isEmpty() || (places.equals(told) && now - toldMillis < REPEAT.toMillis())) {
            return;
        }
        try {
            store.publish(places, now);
            told = places;
            toldMillis = now;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("dashboards cannot be told where stations are, trying again: {}", e.getMessage());
            }
            failing = true;
        }
    }

    private static List<StationPlace> place(PublicStation station) {
        PublicPlace place = station.place();
        return place == null
                ? List.of()
                : List.of(new StationPlace(station.id(), place.latitude(), place.longitude(),
                        place.environment().text()));
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
