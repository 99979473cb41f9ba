package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.StoredReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollups, changes, reasons and definitions over a socket. */
class DerivedIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");
    private static final String HEADER = "station,sensor,property,level,time,value,min,max,count,coverage,unit,flag,"
            + "reasons,revision";

    private ServedTown served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedTown(InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void rollupsHaveEveryLevelUnlessOneIsAskedFor() throws Exception {
        long hour = Instant.parse("2026-11-22T16:00:00Z").toEpochMilli();
        served.neighbourhoods.derived()
                .revise(List.of(new Rollup(new StationId("gracia-roof"), new SensorName("pms5003-ttyama0"),
                        ObservedProperties.of("pm2_5"), new Level("us-barkjohn-2022@1"), Span.HOUR, hour, 7.5, null,
                        null, 60, 1, Flag.SUSPECT, Reason.SITING.mask())), 3);
        String address = "/api/v1/readings?rollup=1h&station=gracia-roof&property=pm2_5&from=2026-11-22T16:00:00Z";
        JsonNode items = served.json(address).get("items");

        assertThat(items).hasSize(2);
        assertThat(items.get(0).get("level").textValue()).isEqualTo("raw");
        assertThat(items.get(0).get("count").intValue()).isEqualTo(60);
        assertThat(items.get(0).get("min").doubleValue()).isLessThan(items.get(0).get("value").doubleValue());
        assertThat(items.get(1).toString()).isEqualTo("{\"station\":\"gracia-roof\",\"sensor\":\"pms5003-ttyama0\","
                + "\"property\":\"pm2_5\",\"level\":\"us-barkjohn-2022@1\",\"time\":\"2026-11-22T16:00:00.000Z\","
                + "\"value\":7.5,\"count\":60,\"coverage\":1,\"unit\":\"ug/m3\",\"flag\":3,\"reasons\":[\"siting\"],"
                + "\"revision\":3}");
        assertThat(served.json(address + "&level=raw").get("items")).hasSize(1);
        assertThat(served.get(address + "&format=csv").body().lines().toList().get(2)).isEqualTo(
                "gracia-roof,pms5003-ttyama0,pm2_5,us-barkjohn-2022@1,2026-11-22T16:00:00.000Z,7.5,,,60,1,ug/m3,3,siting,3");
        assertThat(served.follow(address + "&limit=1")).hasSize(2);
    }

    @Test
    void rollupsOfPrivateStationsAreNowhereAndPagesGoOnBesideThem() throws Exception {
        List<JsonNode> items = served.follow("/api/v1/readings?rollup=1h&limit=50");

        Set<String> stations = new HashSet<>();
        items.forEach(item -> stations.add(item.get("station").textValue()));
        assertThat(stations).contains("gracia-roof", "poblenou-school").doesNotContain(FakeTown.PRIVATE.text());
        assertThat(new HashSet<>(items)).hasSameSizeAs(items);
        List<String> lines = served.get("/api/v1/readings?rollup=1h&format=csv").body().lines().toList();
        assertThat(lines).hasSize(items.size() + 1).first().isEqualTo(HEADER);
        assertThat(String.join("\n", lines)).doesNotContain(FakeTown.PRIVATE.text());
        assertThat(served.get("/api/v1/readings?rollup=1h&format=csv&limit=3").body().lines()).hasSize(4);
    }

    @Test
    void whatRollupsWereBeforeStaysReadableWithTheRevisionsPageByPage() throws Exception {
        StationId roof = new StationId("gracia-roof");
        StationId port = new StationId("poblenou-port");
        long hour = Instant.parse("2026-11-22T15:00:00Z").toEpochMilli();
        for (int revision = 5; revision <= 7; revision++) {
            for (StationId station : List.of(port, FakeTown.PRIVATE, roof)) {
                served.neighbourhoods.replace(station, hour, revision, revision);
                served.neighbourhoods.replace(station, hour + 3_600_000, revision, revision);
            }
        }
        String now = "/api/v1/readings?rollup=1h&property=pm2_5&from=2026-11-22T15:00:00Z";
        String before = now + "&replaced=true";
        List<JsonNode> all = served.follow(before);

        assertThat(all).extracting(item -> item.get("time").textValue().substring(11, 13) + " "
                + item.get("station").textValue() + " " + item.get("revision") + "→" + item.get("replacedBy"))
                .containsExactly("15 gracia-roof 1→5", "15 gracia-roof 5→6", "15 gracia-roof 6→7",
                        "15 poblenou-port 1→5", "15 poblenou-port 5→6", "15 poblenou-port 6→7", "16 gracia-roof 1→5",
                        "16 gracia-roof 5→6", "16 gracia-roof 6→7", "16 poblenou-port 1→5", "16 poblenou-port 5→6",
                        "16 poblenou-port 6→7");
        assertThat(all.get(1).toString()).isEqualTo("{\"station\":\"gracia-roof\",\"sensor\":\"pms5003-ttyama0\","
                + "\"property\":\"pm2_5\",\"level\":\"raw\",\"time\":\"2026-11-22T15:00:00.000Z\",\"value\":5,"
                + "\"count\":60,\"coverage\":1,\"unit\":\"ug/m3\",\"flag\":1,\"reasons\":[],\"revision\":5,"
                + "\"replacedBy\":6}");
        for (int limit : List.of(1, 2, 3, 5, 12)) {
            assertThat(served.follow(before + "&limit=" + limit)).as("limit %d", limit).isEqualTo(all);
        }
        assertThat(served.follow(before + "&limit=5&label=end&explain=es")).hasSize(12)
                .allMatch(item -> item.has("explanation"));
        assertThat(served.follow(now + "&station=gracia-roof&limit=1"))
                .extracting(item -> item.get("value").intValue()).containsExactly(7, 7);

        List<String> lines = served.get(before + "&format=csv").body().lines().toList();
        assertThat(lines).hasSize(13).first().isEqualTo(HEADER + ",replaced_by");
        assertThat(lines.get(2))
                .isEqualTo("gracia-roof,pms5003-ttyama0,pm2_5,raw,2026-11-22T15:00:00.000Z,5,,,60,1,ug/m3,1,,5,6");
        assertThat(served.get(before + "&format=csv&limit=5").body().lines()).hasSize(6);
        assertThat(served.get(before + "&format=csv&explain=en").body().lines().toList().getFirst())
                .isEqualTo(HEADER + ",replaced_by,explanation");
        String next = served.json(before + "&limit=5").get("next").textValue();
        assertThat(served.get(next.replace("limit=5", "format=csv")).body().lines().skip(1))
                .containsExactlyElementsOf(lines.subList(6, 13));
    }

    @Test
    void aRevisionSaysWhenItWasComputedAndByWhichRules() throws Exception {
        long number = served.neighbourhoods.data.revisions().begin("airshed-qc@1-1f0c22ab");
        assertThat(served.json("/api/v1/revisions/" + number).toString()).isEqualTo("{\"number\":" + number
                + ",\"time\":\"2026-11-22T17:00:00.000Z\",\"ruleSet\":\"airshed-qc@1-1f0c22ab\"}");

        ApiIT.assertProblem(served.get("/api/v1/revisions/" + (number + 1)), 404,
                "There is no revision " + (number + 1));
        ApiIT.assertProblem(served.get("/api/v1/revisions/0"), 404, "There is no revision 0");
        for (String bad : List.of("-1", "1.5", "latest", "9223372036854775808", "%20", "1%0A")) {
            ApiIT.assertProblem(served.get("/api/v1/revisions/" + bad), 400, "whole number");
        }
        ApiIT.assertProblem(served.get("/api/v1/revisions/1?explain=en"), 400, "takes none");
    }

    @Test
    void anHourBelowItsCoverageHasNoValueButSaysHowMuchThereWas() throws Exception {
        JsonNode item = served.json("/api/v1/readings?rollup=1h&station=gracia-broken&property=pm2_5"
                + "&from=2026-11-22T15:00:00Z&to=2026-11-22T16:00:00Z").get("items").get(0);

        assertThat(item.has("value")).isFalse();
        assertThat(item.has("min")).isFalse();
        assertThat(item.get("count").intValue()).isEqualTo(21);
        assertThat(item.get("reasons").toString()).isEqualTo("[\"too-few-readings\"]");
    }

    @Test
    void changesAreFollowedByNumberWithoutPrivateStationsAndRemovedAreas() throws Exception {
        List<JsonNode> items = served.follow("/api/v1/changes?limit=20");

        Set<String> ids = new HashSet<>();
        items.forEach(item -> ids.add(item.get("id").textValue()));
        assertThat(ids).contains("gracia-roof", "poblenou").doesNotContain(FakeTown.PRIVATE.text(), "montjuic");
        assertThat(items).isSortedAccordingTo(
                java.util.Comparator.comparingLong((JsonNode item) -> item.get("number").longValue()));
        JsonNode end = served.json("/api/v1/changes?limit=10000");
        assertThat(end.has("next")).isFalse();
        long after = end.get("after").longValue();
        assertThat(after).isEqualTo(items.getLast().get("number").longValue());

        ChangeLog log = served.neighbourhoods.data.changes();
        log.append(List.of(new ChangeLog.Change(ChangeLog.Kind.STATION, FakeTown.PRIVATE.text(), 0, 9)));
        log.append(List.of(new ChangeLog.Change(ChangeLog.Kind.AREA, "long-gone", 0, 9)));
        JsonNode nothing = served.json("/api/v1/changes?after=" + after);
        assertThat(nothing.toString()).isEqualTo("{\"items\":[],\"after\":" + after + "}");

        log.append(List.of(new ChangeLog.Change(ChangeLog.Kind.AREA, "poblenou", 0, 9)));
        JsonNode one = served.json("/api/v1/changes?after=" + after).get("items");
        assertThat(one).hasSize(1);
        assertThat(one.get(0).get("kind").textValue()).isEqualTo("area");
        assertThat(one.get(0).get("time").textValue()).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(one.get(0).get("revision").intValue()).isEqualTo(9);
    }

    @Test
    void aFullPageOfChangesHasANextEvenWhereNothingFollows() throws Exception {
        int all = served.follow("/api/v1/changes?limit=1000").size();
        JsonNode full = served.json("/api/v1/changes?limit=" + all);

        assertThat(full.has("after")).isFalse();
        assertThat(served.json(full.get("next").textValue()).get("items")).isEmpty();
    }

    @Test
    void reasonsAreWordsInEveryAnswerAndExplainedInFourLanguages() throws Exception {
        served.town.series().put(new StoredReading(new StationId("gracia-roof"), new SensorName("new-1"),
                ObservedProperties.of("co2"), Level.RAW, NOW.toEpochMilli() - 1, 5_000, Flag.FAIL,
                Reason.FLAT_LINE.mask() | Reason.CLOCK.mask()));
        String all = served.json("/api/v1/stations/gracia-roof/latest").toString();
        assertThat(all).contains("\"reasons\":[\"flat-line\",\"clock\"]");

        JsonNode items = served.json("/api/v1/reasons").get("items");
        assertThat(items).hasSize(Reason.values().length);
        JsonNode flat = items.get(Reason.FLAT_LINE.bit());
        assertThat(flat.get("key").textValue()).isEqualTo("flat-line");
        assertThat(flat.get("bit").intValue()).isEqualTo(6);
        assertThat(flat.get("statistical").booleanValue()).isFalse();
        assertThat(flat.get("sentences")).hasSize(4).allMatch(text -> !text.textValue().isBlank());
    }

    @Test
    void definitionsNameTheirSourceAndWhatIsOurs() throws Exception {
        JsonNode all = served.json("/api/v1/indices");
        Set<String> kinds = new HashSet<>();
        List<String> ids = new ArrayList<>();
        for (JsonNode item : all.get("items")) {
            kinds.add(item.get("kind").textValue());
            ids.add(item.get("id").textValue());
            if (item.get("kind").textValue().equals("indicator")) {
                assertThat(item.get("status").textValue()).isEqualTo("proposal");
                assertThat(item.get("definition").textValue()).endsWith(".");
            } else {
                assertThat(item.get("source").textValue()).isNotBlank();
            }
        }
        assertThat(kinds).contains("communication-index", "ventilation-proxy", "guideline", "limit-value",
                "environmental-standard", "attention-criterion", "indicator");
        assertThat(ids).contains("eaqi", "who-2021", "japan-eqs", "concentration", "clean-air-days", "days-over:*",
                "spatial-coverage", "data-capture", "school-hours-under-limit");
        assertThat(all.toString()).contains("\"index\":\"who-2021:year-mean:aqg\"");
        assertThat(all.get("notOffered").get(0).get("reason").textValue()).isNotBlank();
    }

    @Test
    void aReadingThatArrivesIsInNoRollupBeforeItIsComputed() throws Exception {
        int before = served.follow("/api/v1/readings?rollup=1h").size();
        served.town.arrive(List.of(new Reading(new StationId("gracia-roof"), new SensorName("new-1"),
                ObservedProperties.of("co2"), NOW.toEpochMilli() - 1, 500)));
        assertThat(served.follow("/api/v1/readings?rollup=1h")).hasSize(before);
    }

    @Test
    void whatWasComputedMayBeKeptAndIsAskedForAgain() throws Exception {
        for (String address : List.of("/api/v1/areas", "/api/v1/areas/gracia", "/api/v1/areas/gracia/indicators",
                "/api/v1/stations/gracia-roof/indices", "/api/v1/changes", "/api/v1/readings?rollup=1h",
                "/api/v1/readings?rollup=1h&replaced=true", "/api/v1/revisions/1")) {
            HttpResponse<String> answer = served.get(address);
            assertThat(answer.headers().firstValue("cache-control")).as(address).hasValue("no-cache");
            String tag = answer.headers().firstValue("etag").orElseThrow();
            assertThat(served.get(address, "If-None-Match", tag).statusCode()).as(address).isEqualTo(304);
        }
        for (String address : List.of("/api/v1/indices", "/api/v1/reasons")) {
            assertThat(served.get(address).headers().firstValue("cache-control")).hasValue("public, max-age=3600");
        }
    }
}
