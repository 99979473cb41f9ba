package org.airshed.system.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Http;
import org.airshed.benchmarks.server.Influxd;

/** Reads a whole store back: through Airshed's API, or past it, from the database itself. */
public final class StoredReadings {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 10_000;

    private StoredReadings() {}

    /** Every reading, page by page, through {@code GET /api/v1/readings}. */
    public static Ledger.Stored throughApi(AirshedIngest ingest) {
        Ledger.Stored stored = Ledger.Stored.empty();
        String next = "/api/v1/readings?from=2000-01-01T00:00:00.000Z&to=2099-01-01T00:00:00.000Z&limit=" + PAGE;
        while (next != null) {
            JsonNode page = json(ingest, next);
            for (JsonNode item : page.path("items")) {
                Key key = new Key(item.path("station").asText(), item.path("sensor").asText(),
                        item.path("property").asText(),
                        item.path("level").asText(), Instant.parse(item.path("time").asText()).toEpochMilli());
                stored.add(key, item.path("value").asDouble());
            }
            JsonNode link = page.path("next");
            next = link.isTextual() ? link.asText() : null;
        }
        return stored;
    }

    /** Every raw reading, in one stream, through {@code format=csv}. */
    public static Ledger.Stored throughCsv(AirshedIngest ingest) {
        String csv = Http.get(
                ingest.api("/api/v1/readings?format=csv&from=2000-01-01T00:00:00.000Z&to=2099-01-01T00:00:00.000Z"),
                Map.of()).ok();
        Iterator<String> lines = csv.lines().iterator();
        List<String> header = List.of(lines.next().split(",", -1));
        int station = header.indexOf("station");
        int sensor = header.indexOf("sensor");
        int property = header.indexOf("property");
        int level = header.indexOf("level");
        int time = header.indexOf("time");
        int value = header.indexOf("value");
        Ledger.Stored stored = Ledger.Stored.empty();
        lines.forEachRemaining(line -> {
            String[] cells = line.split(",", -1);
            stored.add(new Key(cells[station], cells[sensor], cells[property], cells[level],
                    Instant.parse(cells[time]).toEpochMilli()), Double.parseDouble(cells[value]));
        });
        return stored;
    }

    /** One JSON answer of the API. */
    public static JsonNode json(AirshedIngest ingest, String path) {
        try {
            return JSON.readTree(Http.get(ingest.api(path), Map.of("Accept", "application/json")).ok());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("the answer of " + path + " is no JSON", e);
        }
    }

    /** One field of {@code air}, station by station, by InfluxQL and past Airshed. */
    public static Ledger.Stored fromInflux(Influxd influxd, String bucket, List<String> stations, String sensor,
            String property) {
        Ledger.Stored stored = Ledger.Stored.empty();
        for (String station : stations) {
            String csv = influxd.query(bucket,
                    "SELECT \"" + property + "\" FROM \"air\" WHERE \"station\" = '" + station
                            + "' AND \"sensor\" = '" + sensor
                            + "' AND time >= '2000-01-01T00:00:00Z' AND time < '2099-01-01T00:00:00Z'");
            // name,tags,time,value
            csv.lines().skip(1).filter(line -> !line.isEmpty()).forEach(line -> {
                String[] cells = line.split(",", -1);
                stored.add(Key.raw(station, sensor, property, Long.parseLong(cells[2])), Double.parseDouble(cells[3]));
            });
        }
        return stored;
    }
}
