package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.quality.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each route as its users meet it, over a socket. */
class ApiIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");

    private static ServedTown served;

    @BeforeAll
    static void serve() throws IOException {
        served = new ServedTown(InstantSource.fixed(NOW));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void stationsAreThePublicOnesById() throws Exception {
        HttpResponse<String> answer = served.get("/api/v1/stations");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        List<String> ids = ServedTown.texts(ServedTown.json(answer).get("items"), "id");
        assertThat(ids).hasSize(8).isSorted().doesNotContain(FakeTown.PRIVATE.text());
        assertThat(ServedTown.json(answer).has("next")).isFalse();
    }

    @Test
    void stationsComeInPagesWithLinks() throws Exception {
        List<String> ids = new ArrayList<>();
        String address = "/api/v1/stations?limit=3";
        while (address != null) {
            HttpResponse<String> answer = served.get(address);
            JsonNode page = ServedTown.json(answer);
            ids.addAll(ServedTown.texts(page.get("items"), "id"));
            address = page.has("next") ? page.get("next").textValue() : null;
            assertThat(answer.headers().firstValue("link"))
                    .isEqualTo(Optional.ofNullable(address).map(next -> "<" + next + ">; rel=\"next\""));
        }
        assertThat(ids).hasSize(8).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void oneStationHasItsBlurredPlace() throws Exception {
        JsonNode station = ServedTown.json(served.get("/api/v1/stations/poblenou-school"));

        assertThat(station.get("name").textValue()).isEqualTo("Escola, classroom 3B");
        assertThat(station.get("presence").textValue()).isEqualTo("online");
        assertThat(station.get("place").toString()).isEqualTo(
                "{\"latitude\":41.4021,\"longitude\":2.1962,\"blurred\":true,\"withinMetres\":354,\"environment\":\"indoor\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/stations/nobody-here", "/api/v1/stations/private-home",
            "/api/v1/stations/private-home/latest", "/api/v1/stations/X/latest",
            "/api/v1/readings?station=private-home",
            "/api/v1/readings?station=private-home&format=csv", "/api/v1/nothing", "/nothing", "/docs", "/docs/other",
            "/assets/none.js",
            "/assets/../page/index.html", "/lib/leaflet/"})
    void whatIsNotThereIsAProblemAndPrivateIsNotThere(String address) throws Exception {
        assertProblem(served.get(address), 404, "There is no");
    }

    @Test
    void latestHasOneReadingForEachDatastreamInTheDocumentedShape() throws Exception {
        JsonNode items = ServedTown.json(served.get("/api/v1/stations/poblenou-atelier/latest")).get("items");

        assertThat(ServedTown.texts(items, "property")).containsExactly("pressure", "relative_humidity", "temperature",
                "pm1",
                "pm10", "pm2_5");
        JsonNode reading = items.get(5);
        List<String> fields = new ArrayList<>();
        reading.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("station", "sensor", "property", "level", "time", "value", "unit", "flag",
                "reasons");
        assertThat(reading.get("time").textValue()).isEqualTo("2026-11-22T16:59:00.000Z");
        assertThat(reading.get("unit").textValue()).isEqualTo("ug/m3");
        assertThat(reading.get("flag").intValue()).isEqualTo(2);
        assertThat(reading.get("reasons").isEmpty()).isTrue();
    }

    @Test
    void latestSaysWhatQualityControlSaidLast() throws Exception {
        try (var judged = new ServedTown(InstantSource.fixed(NOW))) {
            StationId station = new StationId("gracia-broken");
            JsonNode before = judged.json("/api/v1/stations/gracia-broken/latest").get("items").get(0);
            assertThat(before.has("judged")).isFalse();
            var sensor = new SensorName(before.get("sensor").textValue());
            var property = ObservedProperties.of(before.get("property").textValue());
            judged.town.live().stored(List.of(new Reading(station, sensor, property, NOW.toEpochMilli(), 1)));
            judged.town.live().judged(station, sensor, property, new LiveReadings.Judgement(
                    NOW.toEpochMilli() - 10_000, Flag.FAIL, Reason.FLAT_LINE.mask()));
            assertThat(
                    judged.json("/api/v1/stations/gracia-broken/latest").get("items").get(0).get("judged").toString())
                    .isEqualTo("{\"time\":\"2026-11-22T16:59:50.000Z\",\"flag\":4,\"reasons\":[\"flat-line\"]}");
        }
    }

    @Test
    void latestOfAllHasNoPrivateStation() throws Exception {
        JsonNode items = ServedTown.json(served.get("/api/v1/latest")).get("items");

        assertThat(ServedTown.texts(items, "station")).contains("gracia-broken", "poblenou-school")
                .doesNotContain(FakeTown.PRIVATE.text());
    }

    @Test
    void readingsFollowTheirNextLinksToTheEndWithoutGapOrRepeat() throws Exception {
        List<String> keys = new ArrayList<>();
        String address = "/api/v1/readings?station=gracia-library&from=2026-11-22T15:00:00Z&limit=77";
        while (address != null) {
            JsonNode page = ServedTown.json(served.get(address));
            page.get("items").forEach(r -> keys
                    .add(r.get("time").textValue() + r.get("sensor").textValue() + r.get("property").textValue()));
            address = page.has("next") ? page.get("next").textValue() : null;
        }
        assertThat(keys).hasSize(120 * 5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void readingsTakeEveryFilter() throws Exception {
        JsonNode items = ServedTown.json(served.get("/api/v1/readings?station=poblenou-rambla&sensor=scd41-62"
                + "&property=temperature&level=raw&from=2026-11-22T12:00:00+01:00&to=2026-11-22T11:03:00Z&format=json"))
                .get("items");

        assertThat(ServedTown.texts(items, "time")).containsExactly("2026-11-22T11:00:00.000Z",
                "2026-11-22T11:01:00.000Z",
                "2026-11-22T11:02:00.000Z");
        assertThat(ServedTown.texts(items, "sensor")).containsOnly("scd41-62");
    }

    // Who has imported a recording of 2019 and asks for the station's readings must not be shown an empty one.
    @Test
    void withoutFromThePeriodBeginsWithTheFirstReadingThereIs() throws Exception {
        try (var imported = new ServedTown(InstantSource.fixed(NOW))) {
            imported.town.arrive(List.of(old("1899-12-31T23:00:00Z"), old("2019-08-01T05:00:00Z")));
            List<String> times = new ArrayList<>();
            String address = "/api/v1/readings?station=gracia-library&property=pm2_5&limit=500";
            while (address != null) {
                JsonNode page = ServedTown.json(imported.get(address));
                times.addAll(ServedTown.texts(page.get("items"), "time"));
                address = page.has("next") ? page.get("next").textValue() : null;
            }
            assertThat(times).hasSize(2 + 24 * 60).isSorted().doesNotHaveDuplicates().startsWith(
                    "1899-12-31T23:00:00.000Z", "2019-08-01T05:00:00.000Z", "2026-11-21T17:00:00.000Z");

            // Not narrowed at all the rule is the same, and so it is with 'to' alone and for CSV.
            assertThat(ServedTown.texts(ServedTown.json(imported.get("/api/v1/readings?limit=3")).get("items"), "time"))
                    .isEqualTo(times.subList(0, 3));
            assertThat(ServedTown.texts(ServedTown.json(imported.get("/api/v1/readings?to=2019-08-02")).get("items"),
                    "time"))
                    .isEqualTo(times.subList(0, 2));
            assertThat(imported.get("/api/v1/readings?format=csv&to=2019-08-02").body().lines()).hasSize(3);
            assertThat(ServedTown.json(imported.get("/api/v1/readings?to=0001-01-01")).get("items")).isEmpty();
        }
    }

    private static Reading old(String time) {
        return new Reading(new StationId("gracia-library"), new SensorName("toucan"), ObservedProperties.of("pm2_5"),
                Instant.parse(time).toEpochMilli(), 7);
    }

    @Test
    void csvHasTheSameReadingsAsJson() throws Exception {
        String query = "station=gracia-plaza&property=pm2_5&from=2026-11-22T16:00:00Z";
        HttpResponse<String> csv = served.get("/api/v1/readings?format=csv&" + query);
        JsonNode items = ServedTown.json(served.get("/api/v1/readings?" + query)).get("items");

        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8; header=present");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(61).first().isEqualTo("station,sensor,property,level,time,value,unit,flag,reasons");
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            assertThat(lines.get(i + 1)).isEqualTo(String.join(",", "gracia-plaza", "sen55-69", "pm2_5", "raw",
                    item.get("time").textValue(), item.get("value").toString(), "ug/m3", "2", ""));
        }
    }

    @Test
    void csvOfAnEmptyPeriodIsItsHeader() throws Exception {
        assertThat(served.get("/api/v1/readings?format=csv&from=2020-01-01&to=2020-01-02").body())
                .isEqualTo("station,sensor,property,level,time,value,unit,flag,reasons\r\n");
    }

    @Test
    void propertiesHaveUnitsAndNamesInFourLanguages() throws Exception {
        for (JsonNode property : ServedTown.json(served.get("/api/v1/properties")).get("items")) {
            if (property.get("id").textValue().equals("co2")) {
                assertThat(property.get("unit").textValue()).isEqualTo("ppm");
                assertThat(property.get("names").get("ja").textValue()).isEqualTo("二酸化炭素 (CO₂)");
                assertThat(property.get("names")).hasSize(4);
                return;
            }
        }
        throw new AssertionError("no co2 among the properties");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/readings?stations=x,stations", "/api/v1/stations?limit=0,limit", "/api/v1/latest?x=1,x",
            "/api/v1/readings?from=2026-11-23&to=2026-11-22,from", "/api/v1/readings?property=smell,property",
            "/api/v1/readings?format=xml,format", "/api/v1/readings?level=cooked,level",
            "/api/v1/readings?after=1,after",
            "/api/v1/readings?limit=10001,limit", "/api/v1/events?station=!,station", "/health/live?x,x"})
    void aBadParameterIsNamed(String address, String parameter) throws Exception {
        HttpResponse<String> answer = served.get(address);
        assertProblem(answer, 400, "'" + parameter + "'");
        assertThat(ServedTown.json(answer).get("parameter").textValue()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/stations", "/api/v1/readings", "/api/v1/events", "/health/ready", "/metrics", "/",
            "/docs/clean-air-card", "/assets/page.js"})
    void otherMethodsAreToldWhatIsAllowed(String address) throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            HttpResponse<String> answer = served.send(method, address);
            assertProblem(answer, 405, "GET");
            assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
        }
        HttpResponse<String> options = served.send("OPTIONS", address);
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/stations", "/api/v1/readings", "/api/v1/readings?format=csv", "/api/v1/events",
            "/health/live",
            "/metrics", "/openapi.json", "/", "/docs/clean-air-card", "/assets/page.css", "/lib/uplot/uPlot.min.css"})
    void headAnswersLikeGetWithoutABody(String address) throws Exception {
        HttpResponse<String> head = served.send("HEAD", address);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type")).isPresent();
    }

    @Test
    void anUnchangedAnswerIsNotSentAgain() throws Exception {
        for (String address : List.of("/api/v1/stations", "/api/v1/latest", "/openapi.json", "/",
                "/docs/clean-air-card", "/assets/page.js",
                "/lib/leaflet/leaflet.js")) {
            for (String coding : List.of("identity", "gzip")) {
                String tag = served.get(address, "Accept-Encoding", coding).headers().firstValue("etag").orElseThrow();
                assertThat(tag).as(address).startsWith("\"").endsWith("\"");
                HttpResponse<String> again = served.get(address, "Accept-Encoding", coding, "If-None-Match",
                        "\"x\", " + tag);
                assertThat(again.statusCode()).as(address).isEqualTo(304);
                assertThat(again.headers().firstValue("etag")).hasValue(tag);
                assertThat(served.get(address, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void longAnswersAreCompressedForThoseWhoTakeIt() throws Exception {
        HttpResponse<String> plain = served.get("/api/v1/latest");
        HttpResponse<String> packed = served.get("/api/v1/latest", "Accept-Encoding", "gzip");

        assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(packed.body().length()).isLessThan(plain.body().length() / 4);
        assertThat(packed.headers().firstValue("etag")).isNotEqualTo(plain.headers().firstValue("etag"));
        assertThat(packed.headers().firstValue("vary").orElseThrow()).containsIgnoringCase("accept-encoding");
    }

    @Test
    void anyPageOnTheWebMayReadTheInterface() throws Exception {
        HttpResponse<String> answer = served.get("/api/v1/latest", "Origin", "https://city.example.org");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(answer.headers().firstValue("access-control-expose-headers").orElseThrow()).contains("ETag", "Link");
        HttpResponse<String> preflight = served.send("OPTIONS", "/api/v1/latest", "Origin", "https://city.example.org",
                "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "If-None-Match");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-methods").orElseThrow()).contains("GET");
    }

    @Test
    void readinessSaysWhoIsNotReadyAndWhy() throws Exception {
        assertThat(served.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(served.get("/health/ready").body())
                .isEqualTo("{\"status\":\"ready\",\"checks\":[{\"name\":\"store\",\"ready\":true,\"reason\":\"\"}]}");
        served.trouble.set(Optional.of("The database does not answer."));
        try {
            HttpResponse<String> answer = served.get("/health/ready");
            assertProblem(answer, 503, "store: The database does not answer.");
            assertThat(ServedTown.json(answer).get("checks").get(0).get("ready").booleanValue()).isFalse();
        } finally {
            served.trouble.set(Optional.empty());
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsA503AndTellsNoSecrets() throws Exception {
        served.town.series().trouble("influx at 10.0.0.7 refuses token abc");
        try {
            for (String address : List.of("/api/v1/latest", "/api/v1/readings", "/api/v1/readings?format=csv")) {
                HttpResponse<String> answer = served.get(address);
                assertProblem(answer, 503, "The store does not answer");
                assertThat(answer.body()).doesNotContain("10.0.0.7", "abc");
                assertThat(answer.headers().firstValue("retry-after")).isPresent();
            }
        } finally {
            served.town.series().trouble(null);
        }
    }

    @Test
    void metricsCountWhatTheServerDoes() throws Exception {
        HttpResponse<String> answer = served.get("/metrics");
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body()).containsPattern("airshed_http_requests_total [1-9]")
                .contains("airshed_events_listeners 0.0");
    }

    @Test
    void aHostNameThatIsNotOursIsRefused() throws Exception {
        assertThat(RawHttp.get(served.server.port(), "/api/v1/latest", "evil.example.org")).startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json");
        for (String host : List.of("localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:80", "192.168.1.7")) {
            assertThat(RawHttp.get(served.server.port(), "/health/live", host)).as(host).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyNobodyWantsIsBounded() throws Exception {
        assertThat(RawHttp.send(served.server.port(),
                "POST /api/v1/readings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/api/v1/stations/%zz", "/api/v1/stations/%ff%fe/latest"})
    void anAddressThatCannotBeReadIsAProblem(String path) throws Exception {
        String answer = RawHttp.get(served.server.port(), path, "localhost");
        assertThat(answer).containsPattern("^HTTP/1\\.1 40[04] ").contains("application/problem+json");
    }

    @Test
    void lineAndHeadersAreBounded() throws Exception {
        String longLine = RawHttp.get(served.server.port(), "/?" + "a".repeat(9_000), "localhost");
        assertThat(longLine).containsPattern("^HTTP/1\\.[01] 400 ").contains("application/problem+json", "8192");
        String longHeader = RawHttp.send(served.server.port(),
                "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(17_000) + "\r\n\r\n");
        assertThat(longHeader).containsPattern("^HTTP/1\\.[01] 400 ").contains("application/problem+json");
    }

    @Test
    void everyAnswerKeepsBrowsersInBounds() throws Exception {
        for (String address : List.of("/", "/docs/clean-air-card", "/api/v1/latest", "/assets/page.js", "/nothing")) {
            HttpResponse<String> answer = served.get(address);
            assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("date")).isPresent();
        }
    }

    static void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = ServedTown.json(answer);
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).contains(detail);
        assertThat(problem.get("instance").textValue()).startsWith("/");
    }
}
