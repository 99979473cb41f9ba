package org.airshed.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Http;
import org.airshed.benchmarks.server.Influxd;
import org.airshed.system.Commands;
import org.airshed.system.Needs;
import org.airshed.system.ledger.StoredReadings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every query of every dashboard against a real InfluxDB that the two processes have filled and go on filling: the agent
 * with the demo's stations and some hours of their past, and the ingest tier, which also tells the database where the
 * stations are. None may fail, or answer with less than what was measured.
 */
@Timeout(300)
class GrafanaDashboardIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FILLED = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(30);
    /** A window of the past has five minutes: nearly all of three hours. */
    private static final int PAST_VALUES = 30;
    private static final List<String> STATIONS = List.of("clot-1", "clot-2", "clot-3", "clot-school", "poblenou-1",
            "poblenou-2", "poblenou-3", "poblenou-4");
    /** Which of the demo's stations has a chip for it: only the classroom has an SCD41. */
    private static final Map<String, List<String>> MEASURED_BY = Map.of("pm2_5", STATIONS, "temperature", STATIONS,
            "co2", List.of("clot-school"));
    /** What the dashboard's variable leaves out. */
    private static final Pattern QUALITY = Pattern.compile(".*_(flag|why)");

    @TempDir
    static Path folder;

    private static @Nullable Influxd influxd;
    private static @Nullable AirshedIngest ingest;
    private static @Nullable ChildProcess agent;

    @BeforeAll
    static void fillThroughBothProcesses() {
        Influxd database = Influxd.start(Needs.tool("influxd"), folder.resolve("influxd"));
        influxd = database;
        List<String> options = new ArrayList<>(List.of(AirshedIngest.into(database, Influxd.BUCKET)));
        options.add("--accept-proposals");
        AirshedIngest server = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"),
                options.toArray(String[]::new));
        ingest = server;
        ChildProcess stations = Commands.startAgent(folder.resolve("agent"), "agent", "--demo", "--stations",
                Integer.toString(STATIONS.size()), "--data", folder.resolve("agent/data").toString(), "--mqtt",
                "localhost:" + server.mqttPort(), "--history", "3h");
        agent = stations;
        MEASURED_BY.forEach((property, having) -> stations.await("the past of " + property, FILLED,
                () -> counted("air", property, PAST_VALUES).containsAll(having)));
        server.process().await("the stations' places", FILLED,
                () -> counted("station_info", "latitude", 1).containsAll(STATIONS));
    }

    @AfterAll
    static void stop() {
        if (agent != null) {
            agent.stop(STOP);
        }
        if (ingest != null) {
            ingest.close();
        }
        if (influxd != null) {
            influxd.close();
        }
    }

    static Stream<Path> dashboards() {
        return DashboardFiles.dashboards().stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableOffersWhatIsThere(Path file) {
        for (JsonNode variable : DashboardFiles.read(file).path("templating").path("list")) {
            List<String> values = offered(variable);
            switch (variable.path("name").asText()) {
                case "station" -> assertThat(values).containsExactlyInAnyOrderElementsOf(STATIONS);
                case "property" -> assertThat(values).containsAll(MEASURED_BY.keySet()).doesNotHaveDuplicates();
                default -> assertThat(values).as(variable.toString()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryOfEveryPanelAnswersForEveryStationThatMeasures(Path file) {
        MEASURED_BY.forEach((property, having) -> {
            for (List<String> chosen : List.of(STATIONS, having.subList(0, 1))) {
                eachQuery(file, chosen, property, (query, series) -> {
                    Set<String> expected = new TreeSet<>(chosen);
                    if (query.contains('"' + property + '"')) {
                        expected.retainAll(having);
                    }
                    assertThat(stationsOf(series)).as(query).isEqualTo(expected);
                });
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryAnswersForEveryPropertyThatIsOffered(Path file) {
        for (JsonNode variable : DashboardFiles.read(file).path("templating").path("list")) {
            if (variable.path("name").asText().equals("property")) {
                for (String property : offered(variable)) {
                    eachQuery(file, STATIONS, property,
                            (query, series) -> assertThat(series.size()).as(query).isPositive());
                }
            }
        }
    }

    /** The map's points come from the running ingest tier: what its API calls a station's place is where the point is. */
    @Test
    void placesInTheDatabaseAreThoseOfTheApi() {
        Map<String, List<Double>> places = new HashMap<>();
        for (JsonNode series : answer("SELECT last(\"latitude\"), last(\"longitude\") FROM \"station_info\" "
                + "GROUP BY \"station\"")) {
            JsonNode row = series.path("values").path(0);
            places.put(series.path("tags").path("station").asText(),
                    List.of(row.path(1).asDouble(), row.path(2).asDouble()));
        }
        Map<String, List<Double>> expected = new HashMap<>();
        for (JsonNode station : StoredReadings.json(started(ingest), "/api/v1/stations").path("items")) {
            JsonNode place = station.path("place");
            expected.put(station.path("id").asText(),
                    List.of(place.path("latitude").asDouble(), place.path("longitude").asDouble()));
        }
        assertThat(places).isEqualTo(expected).hasSize(STATIONS.size());
    }

    private interface Answered {
        void by(String query, JsonNode series);
    }

    /** Runs every query of every panel over the last day; each series that comes back must hold a value. */
    private static void eachQuery(Path file, List<String> stations, String property, Answered check) {
        long now = System.currentTimeMillis();
        Interpolation chosen = new Interpolation(Map.of("station", stations, "property", List.of(property)), "1m");
        for (JsonNode panel : DashboardFiles.panels(DashboardFiles.read(file))) {
            for (JsonNode target : panel.path("targets")) {
                String query = chosen.query(target.path("query").asText(), now - Duration.ofHours(24).toMillis(), now);
                JsonNode series = answer(query);
                assertThat(series).as("values of panel '%s': %s", panel.path("title").asText(), query)
                        .allSatisfy(one -> assertThat(hasValue(one)).isTrue());
                check.by(query, series);
            }
        }
    }

    private static List<String> offered(JsonNode variable) {
        List<String> values = new ArrayList<>();
        for (JsonNode series : answer(variable.path("query").asText())) {
            int column = series.path("columns").path(0).asText().equals("key") ? 1 : 0;
            series.path("values").forEach(row -> values.add(row.path(column).asText()));
        }
        values.removeIf(value -> QUALITY.matcher(value).matches());
        return values;
    }

    private static Set<String> stationsOf(JsonNode series) {
        Set<String> stations = new TreeSet<>();
        series.forEach(one -> stations.add(one.path("tags").path("station").asText()));
        return stations;
    }

    /** Stations of which the database holds at least so many values of a field. */
    private static Set<String> counted(String measurement, String field, int atLeast) {
        Set<String> stations = new TreeSet<>();
        for (JsonNode series : answer("SELECT count(\"" + field + "\") FROM \"" + measurement
                + "\" GROUP BY \"station\"")) {
            if (series.path("values").path(0).path(1).asInt() >= atLeast) {
                stations.add(series.path("tags").path("station").asText());
            }
        }
        return stations;
    }

    private static boolean hasValue(JsonNode series) {
        for (JsonNode row : series.path("values")) {
            if (row.path(1).isNumber()) {
                return true;
            }
        }
        return false;
    }

    /** The series of one statement's answer; an error is the test's. */
    private static JsonNode answer(String query) {
        String body = Http.get(URI.create(started(influxd).address() + "/query?epoch=ms&db=" + Influxd.BUCKET + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8)), Map.of("Authorization", "Token " + Influxd.TOKEN))
                .ok();
        try {
            JsonNode result = JSON.readTree(body).path("results").path(0);
            assertThat(result.has("error")).as("%s: %s", query, result).isFalse();
            return result.path("series");
        } catch (IOException e) {
            throw new UncheckedIOException("the answer to " + query + " is no JSON", e);
        }
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("it was not started");
        }
        return part;
    }
}
