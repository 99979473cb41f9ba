package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.ops.Health;
import org.airshed.ingest.ops.Metrics;
import org.airshed.ingest.ops.ProcessOperations;
import org.airshed.ingest.series.SeriesStore;

/** A server on a free port of loopback over the made-up town, and a client for it. */
final class ServedTown implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeTown town;
    final FakeNeighbourhoods neighbourhoods;
    final HttpServer server;
    final Api api;
    /** What the store complains of, for readiness; empty while it does not. */
    final AtomicReference<java.util.Optional<String>> trouble = new AtomicReference<>(java.util.Optional.empty());
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ServedTown(InstantSource clock) throws IOException {
        this(clock, HttpSettings.loopback(0), ApiSettings.DEFAULT);
    }

    ServedTown(InstantSource clock, HttpSettings http, ApiSettings settings) throws IOException {
        this(new FakeTown(clock), clock, http, settings, null);
    }

    /** What the network has chosen, in place of what is proposed. */
    ServedTown(InstantSource clock, NetworkSettings network) throws IOException {
        this(new FakeTown(clock), clock, HttpSettings.loopback(0), ApiSettings.DEFAULT, null, network);
    }

    /** @param instead store to ask instead of the town's own */
    ServedTown(FakeTown town, InstantSource clock, HttpSettings http, ApiSettings settings,
            @org.jspecify.annotations.Nullable SeriesStore instead) throws IOException {
        this(town, clock, http, settings, instead, NetworkSettings.proposed(ZoneOffset.UTC));
    }

    private ServedTown(FakeTown town, InstantSource clock, HttpSettings http, ApiSettings settings,
            @org.jspecify.annotations.Nullable SeriesStore instead, NetworkSettings network) throws IOException {
        this.town = town;
        var health = new Health();
        health.add("store", trouble::get);
        var metrics = new Metrics();
        neighbourhoods = FakeNeighbourhoods.of(town, network);
        api = new Api(instead == null ? town.series() : instead, neighbourhoods.data, town, town.live(),
                new ProcessOperations(health, metrics), settings, clock);
        server = HttpServer.start(http, api, clock);
        metrics.serving(server, api, town.live());
    }

    /** A documented path with the id of something that is there. */
    static String withId(String path) {
        return path.replace("{id}", path.startsWith("/api/v1/areas/") ? "poblenou" : "gracia-roof")
                .replace("{number}", "1");
    }

    HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + address))
                .timeout(Duration.ofSeconds(20));
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> get(String address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String address, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(address).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** What an address answers with 200. */
    JsonNode json(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as(address + ": " + answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** The items of a page and of all that follow it. */
    List<JsonNode> follow(String first) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        for (String address = first; address != null;) {
            JsonNode page = json(address);
            page.get("items").forEach(items::add);
            address = page.has("next") ? page.get("next").textValue() : null;
        }
        return items;
    }

    /** One field of every item. */
    static List<String> texts(Iterable<JsonNode> items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.get(field).textValue()));
        return texts;
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
        neighbourhoods.close();
    }
}
