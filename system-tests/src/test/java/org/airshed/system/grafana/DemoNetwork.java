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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Http;
import org.airshed.benchmarks.server.Influxd;
import org.airshed.system.Commands;
import org.airshed.system.Needs;
import org.airshed.system.ledger.StoredReadings;
import org.jspecify.annotations.Nullable;

/**
 * A real InfluxDB that the two processes fill and go on filling: the agent with the demo's stations and two days of
 * their past, so that one calendar day is whole, and the ingest tier with the demo's two neighbourhoods.
 */
final class DemoNetwork implements AutoCloseable {
    static final List<String> STATIONS = List.of("clot-1", "clot-2", "clot-3", "clot-school", "poblenou-1",
            "poblenou-2", "poblenou-3", "poblenou-4");
    /** Which of the demo's stations has a chip for it: only the classroom has an SCD41. */
    static final Map<String, List<String>> MEASURED_BY = Map.of("pm2_5", STATIONS, "temperature", STATIONS, "co2",
            List.of("clot-school"));
    /** Keeps enough of its stations. */
    static final String HEARD = "poblenou-15";
    /** Has too few left after {@link #silence}. */
    static final String SILENCED = "el-clot-15";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FILLED = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(30);
    /** A window of the past has five minutes: nearly all of two days. */
    private static final int PAST_VALUES = 560;
    /** Of those of the last day. */
    private static final int PAST_HOURS = 22;
    /** One less than an area needs. */
    private static final int STILL_HEARD = 2;
    /** All from which an index of the area could be made, the CF=1 channels in their place included. */
    private static final List<String> PARTICLES = List.of("pm2_5", "pm2_5_cf1", "pm10", "pm10_cf1");

    private final Path folder;
    private final Influxd influxd;
    private final List<AutoCloseable> started = new ArrayList<>();
    private @Nullable AirshedIngest ingest;

    private DemoNetwork(Path folder) {
        this.folder = folder;
        influxd = Influxd.start(Needs.tool("influxd"), folder.resolve("influxd"));
        started.add(influxd);
    }

    /** Starts all three and waits until the last day of both neighbourhoods is computed. */
    static DemoNetwork start(Path folder) {
        DemoNetwork network = new DemoNetwork(folder);
        try {
            network.fill();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void fill() {
        List<String> options = new ArrayList<>(List.of(AirshedIngest.into(influxd, Influxd.BUCKET)));
        options.add("--demo");
        AirshedIngest server = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"),
                options.toArray(String[]::new));
        ingest = server;
        started.add(server);
        ChildProcess agent = Commands.startAgent(folder.resolve("agent"), "agent", "--demo", "--stations",
                Integer.toString(STATIONS.size()), "--data", folder.resolve("agent/data").toString(), "--mqtt",
                "localhost:" + server.mqttPort(), "--history", "2d");
        started.add(() -> agent.stop(STOP));
        MEASURED_BY.forEach((property, having) -> agent.await("the past of " + property, FILLED,
                () -> counted("air", property, PAST_VALUES).containsAll(having)));
        server.process().await("the stations' places", FILLED,
                () -> counted("station_info", "latitude", 1).containsAll(STATIONS));
        for (String area : List.of(HEARD, SILENCED)) {
            server.process().await("a day of indices of " + area, FILLED, () -> {
                List<Row> hours = indices(area);
                return hours.stream().filter(Row::hasValue).count() >= PAST_HOURS
                        && hours.getLast().time() >= lastFinishedHour().toEpochMilli();
            });
        }
    }

    /**
     * Has a keeper judge stations of {@link #SILENCED} as failed from the hour before the last finished one on, until too
     * few are left there, and waits until its indices of those hours are gone.
     */
    Silence silence() {
        Instant from = lastFinishedHour().minus(1, ChronoUnit.HOURS);
        List<String> stations = tooMany();
        for (String station : stations) {
            for (String property : PARTICLES) {
                Commands.ingest(folder.resolve("flag"), "flag", station, "--data", server().data().toString(),
                        "--property", property, "--from", from.toString(), "--to",
                        from.plus(1, ChronoUnit.DAYS).toString(), "--flag", "fail", "--reason",
                        "the neighbours are painting", "--by", "its keeper").ok();
            }
        }
        server().process().await("the judgement to reach the area", FILLED,
                () -> indices(SILENCED).stream().filter(row -> row.time() >= from.toEpochMilli())
                        .noneMatch(Row::hasValue));
        return new Silence(from, stations);
    }

    /**
     * What {@link #silence} did.
     *
     * @param from beginning of the first hour
     * @param stations that were judged
     */
    record Silence(Instant from, List<String> stations) {}

    /** All but two, those first that speak for no other; where a station is shown differs from one data folder to another. */
    private List<String> tooMany() {
        Set<String> shared = outdoors(HEARD);
        List<String> members = new ArrayList<>(outdoors(SILENCED));
        members.sort(Comparator.comparing(shared::contains));
        return members.subList(0, members.size() - STILL_HEARD);
    }

    private Set<String> outdoors(String area) {
        Set<String> members = new TreeSet<>();
        api("/api/v1/areas/" + area).path("members").forEach(member -> {
            if (member.path("environment").asText().equals("outdoor")) {
                members.add(member.path("station").asText());
            }
        });
        return members;
    }

    private List<Row> indices(String area) {
        return Row.ofApi(items("/api/v1/areas/" + area + "/indicators?index=eaqi&property=all&period=1h"));
    }

    private static Instant lastFinishedHour() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    }

    /** One answer of the API. */
    JsonNode api(String path) {
        return StoredReadings.json(server(), path);
    }

    /** All items of a collection, page by page. */
    List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = path;
        while (next != null) {
            JsonNode page = api(next);
            page.path("items").forEach(items::add);
            JsonNode link = page.path("next");
            next = link.isTextual() ? link.asText() : null;
        }
        return items;
    }

    /** The series of one statement's answer, past Airshed; an error is the test's. */
    JsonNode answer(String query) {
        String body = Http.get(URI.create(influxd.address() + "/query?epoch=ms&db=" + Influxd.BUCKET + "&q="
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

    /** Stations of which the database holds at least so many values of a field. */
    private Set<String> counted(String measurement, String field, int atLeast) {
        Set<String> stations = new TreeSet<>();
        for (JsonNode series : answer("SELECT count(\"" + field + "\") FROM \"" + measurement
                + "\" GROUP BY \"station\"")) {
            if (series.path("values").path(0).path(1).asInt() >= atLeast) {
                stations.add(series.path("tags").path("station").asText());
            }
        }
        return stations;
    }

    private AirshedIngest server() {
        AirshedIngest server = ingest;
        if (server == null) {
            throw new IllegalStateException("the ingest tier was not started");
        }
        return server;
    }

    @Override
    public void close() {
        for (AutoCloseable part : started.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a process does not end", e);
            }
        }
    }
}
