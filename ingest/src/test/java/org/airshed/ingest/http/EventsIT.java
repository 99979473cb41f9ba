package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.api.ApiSettings;
import org.junit.jupiter.api.Test;

/** The event stream as a browser gets it. */
class EventsIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");
    private static final StationId ROOF = new StationId("gracia-roof");
    private static final ApiSettings QUICK = new ApiSettings(2, 16, 1, 2, Duration.ofMillis(20), Duration.ofMillis(200),
            Duration.ofSeconds(30));

    @Test
    void whatIsStoredArrivesAndPrivateDoesNot() throws Exception {
        try (var served = served(QUICK); var events = new Events(served, "/api/v1/events")) {
            assertThat(events.next("hello").get("resumed").booleanValue()).isFalse();

            served.town.arrive(List.of(reading(FakeTown.PRIVATE, 1), reading(ROOF, 7.5)));

            JsonNode items = events.next("readings").get("items");
            assertThat(items).hasSize(1);
            assertThat(items.get(0).toString()).isEqualTo(
                    "{\"station\":\"gracia-roof\",\"sensor\":\"pms5003-ttyama0\",\"property\":\"pm2_5\",\"level\":\"raw\","
                            + "\"time\":\"2026-11-22T17:00:00.000Z\",\"value\":7.5,\"unit\":\"ug/m3\",\"flag\":2,\"reasons\":[]}");
        }
    }

    @Test
    void comingAndGoingAndThePastAreTold() throws Exception {
        try (var served = served(QUICK); var events = new Events(served, "/api/v1/events")) {
            events.next("hello");
            served.town.presence(ROOF, false);
            assertThat(events.next("presence").get("items").get(0).get("presence").textValue()).isEqualTo("offline");

            served.town.arrive(List.of(reading(ROOF, 7.5)));
            events.next("readings");
            served.town
                    .arrive(List.of(new Reading(ROOF, new SensorName("pms5003-ttyama0"), ObservedProperties.of("pm2_5"),
                            NOW.minusSeconds(3_600).toEpochMilli(), 6)));
            assertThat(events.next("backfilled").get("items").get(0).textValue()).isEqualTo("gracia-roof");
        }
    }

    @Test
    void aListenerToOneStationHearsOfNoOther() throws Exception {
        try (var served = served(QUICK); var events = new Events(served, "/api/v1/events?station=gracia-plaza")) {
            events.next("hello");
            served.town.arrive(List.of(reading(ROOF, 7.5)));
            served.town.arrive(List.of(reading(new StationId("gracia-plaza"), 8)));
            assertThat(events.next("readings").get("items").get(0).get("station").textValue())
                    .isEqualTo("gracia-plaza");
        }
    }

    // Proxies and browsers close what is silent.
    @Test
    void aSilentStreamShowsThatItLives() throws Exception {
        try (var served = served(QUICK); var events = new Events(served, "/api/v1/events")) {
            events.next("hello");
            assertThat(events.next("beat").get("time").textValue()).isEqualTo("2026-11-22T17:00:00.000Z");
        }
    }

    @Test
    void oneThatComesBackGetsWhatItMissed() throws Exception {
        try (var served = served(QUICK)) {
            String last;
            try (var events = new Events(served, "/api/v1/events")) {
                events.next("hello");
                served.town.arrive(List.of(reading(ROOF, 7.5)));
                events.next("readings");
                last = events.nextId();
            }
            served.town.arrive(List.of(reading(ROOF, 8.5)));
            try (var events = new Events(served, "/api/v1/events", "Last-Event-ID", last)) {
                assertThat(events.next("hello").get("resumed").booleanValue()).isTrue();
                assertThat(events.next("readings").get("items").get(0).get("value").doubleValue()).isEqualTo(8.5);
            }
            try (var events = new Events(served, "/api/v1/events", "Last-Event-ID", "otherrun-1")) {
                assertThat(events.next("hello").get("resumed").booleanValue()).isFalse();
            }
        }
    }

    @Test
    void listenersAreBoundedAndPlacesAreGivenBack() throws Exception {
        try (var served = served(QUICK); var first = new Events(served, "/api/v1/events")) {
            first.next("hello");
            try (var second = new Events(served, "/api/v1/events")) {
                second.next("hello");
                assertThat(served.api.eventListeners()).isEqualTo(2);
                ApiIT.assertProblem(served.get("/api/v1/events"), 503, "All 2 places for listeners are taken");
            }
            awaitListeners(served, 1);
            try (var third = new Events(served, "/api/v1/events")) {
                third.next("hello");
            }
        }
    }

    private static void awaitListeners(ServedTown served, int count) throws InterruptedException {
        // Nothing tells when the server has noticed; the bound ends the wait.
        var never = new CountDownLatch(1);
        for (int i = 0; i < 500 && served.api.eventListeners() != count; i++) {
            never.await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(served.api.eventListeners()).isEqualTo(count);
    }

    private static ServedTown served(ApiSettings settings) throws IOException {
        return new ServedTown(InstantSource.fixed(NOW), HttpSettings.loopback(0), settings);
    }

    private static Reading reading(StationId station, double value) {
        return new Reading(station, new SensorName("pms5003-ttyama0"), ObservedProperties.of("pm2_5"),
                NOW.toEpochMilli(), value);
    }

    /** Reads a stream line by line in its own thread. */
    private static final class Events implements AutoCloseable {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Stream<String> body;

        Events(ServedTown served, String address, String... headers) throws IOException, InterruptedException {
            var request = served.request(address).timeout(Duration.ofSeconds(20));
            if (headers.length > 0) {
                request.headers(headers);
            }
            var response = served.client().send(request.build(), BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
            body = response.body();
            Thread.ofVirtual().start(() -> {
                try {
                    body.forEach(lines::add);
                } catch (RuntimeException closed) {
                    lines.add("closed");
                }
            });
        }

        /** The data of the next event of this name, within a bound. */
        JsonNode next(String event) throws IOException, InterruptedException {
            while (!line().equals("event: " + event)) {
                // others in between are not looked for
            }
            return new ObjectMapper().readTree(line().substring("data: ".length()));
        }

        String nextId() throws InterruptedException {
            String line = line();
            while (!line.startsWith("id: ")) {
                line = line();
            }
            return line.substring("id: ".length());
        }

        private String line() throws InterruptedException {
            String line = lines.poll(15, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("nothing came for 15 s");
            }
            return line;
        }

        @Override
        public void close() {
            body.close();
        }
    }
}
