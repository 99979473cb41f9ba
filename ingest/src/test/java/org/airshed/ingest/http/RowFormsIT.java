package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.StoredReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows named by the beginning or the end of their period, and with their reasons in sentences, over a socket. */
class RowFormsIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");
    private static final String ROLLUPS = "/api/v1/readings?station=gracia-roof&rollup=1h";
    private static final String INDICATORS = "/api/v1/areas/poblenou/indicators?period=1h";
    private static final StationId STATION = new StationId("gracia-roof");
    private static final SensorName SENSOR = new SensorName("new-1");

    private ServedTown served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedTown(InstantSource.fixed(NOW), NetworkSettings.proposed(ZoneId.of("Europe/Madrid")));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ROLLUPS, INDICATORS})
    void endMovesTheTimeOfEachHourByAnHourAndNothingElse(String address) throws Exception {
        JsonNode begin = served.json(address);
        JsonNode end = served.json(address + "&label=end");

        assertThat(begin.get("label").textValue()).isEqualTo("begin");
        assertThat(served.json(address + "&label=begin")).isEqualTo(begin);
        assertThat(end.get("label").textValue()).isEqualTo("end");
        assertThat(begin.get("items")).isNotEmpty();
        assertThat(times(end)).isEqualTo(times(begin).stream().map(time -> time.plus(Duration.ofHours(1))).toList());
        assertThat(withoutTimes(end)).isEqualTo(withoutTimes(begin));
    }

    // A page is gone on after by beginnings, so that no row is lost or doubled where times are written otherwise.
    @ParameterizedTest
    @ValueSource(strings = {ROLLUPS, INDICATORS})
    void pagesGoOnExactlyAndKeepTheirForm(String address) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        int pages = 0;
        for (String next = address + "&label=end&limit=7"; next != null; pages++) {
            JsonNode page = served.json(next);
            assertThat(page.get("label").textValue()).isEqualTo("end");
            page.get("items").forEach(items::add);
            next = page.has("next") ? page.get("next").textValue() : null;
        }
        assertThat(items).isEqualTo(items(served.json(address + "&label=end")));
        assertThat(pages).isEqualTo((items.size() + 6) / 7);
    }

    // "from" and "to" ask for the hours that begin there, whatever their label.
    @Test
    void theFilterGoesByBeginnings() throws Exception {
        String hour = "&from=2026-11-22T15:00:00Z&to=2026-11-22T16:00:00Z&label=end";
        for (String address : List.of(ROLLUPS, INDICATORS)) {
            JsonNode page = served.json(address + hour);
            assertThat(page.get("items")).isNotEmpty();
            assertThat(times(page)).containsOnly(Instant.parse("2026-11-22T16:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ROLLUPS, INDICATORS})
    void aCsvNamesItsLabelInTheColumnWhereItWasAskedFor(String address) throws Exception {
        List<String> plain = csv(address);
        List<String> begin = csv(address + "&label=begin");
        List<String> end = csv(address + "&label=end");

        assertThat(plain.getFirst()).contains(",time,");
        assertThat(begin.getFirst()).isEqualTo(plain.getFirst().replace(",time,", ",time_begin,"));
        assertThat(begin.subList(1, begin.size())).isEqualTo(plain.subList(1, plain.size())).isNotEmpty();
        assertThat(end.getFirst()).isEqualTo(plain.getFirst().replace(",time,", ",time_end,"));
        int column = List.of(plain.getFirst().split(",", -1)).indexOf("time");
        for (int i = 1; i < plain.size(); i++) {
            String time = plain.get(i).split(",", -1)[column];
            assertThat(end.get(i))
                    .isEqualTo(plain.get(i).replace(time, Instant.parse(time).plusSeconds(3_600).toString()
                            .replace("Z", ".000Z")));
        }
    }

    // The last Sunday of October has 25 hours in Madrid: its end is not 24 hours after its beginning.
    @Test
    void daysEndWhereTheNetworksDayEnds() throws Exception {
        long day = Instant.parse("2026-10-24T22:00:00Z").toEpochMilli();
        served.neighbourhoods.derived().revise(List.of(new Rollup(STATION, SENSOR, ObservedProperties.of("co2"),
                Level.RAW, Span.DAY, day, 500.0, 450.0, 600.0, 25, 1, Flag.GOOD, 0)), 2);
        served.neighbourhoods.derived().reviseIndicators(List.of(new IndicatorValue("poblenou", "data-capture",
                "pm2_5", Span.DAY, "outdoor", day, 90.0, null, null, 3, 1, null, null)), 2);
        for (String address : List.of("/api/v1/readings?rollup=1d&from=2026-10-20&label=end",
                "/api/v1/areas/poblenou/indicators?period=1d&from=2026-10-20&label=end")) {
            assertThat(times(served.json(address))).containsExactly(Instant.parse("2026-10-25T23:00:00Z"));
            assertThat(csv(address).get(1)).contains(",2026-10-25T23:00:00.000Z,");
        }
    }

    @Test
    void theEndOfAReadingIsRefusedWithTheReason() throws Exception {
        HttpResponse<String> answer = served.get("/api/v1/readings?label=end");

        ApiIT.assertProblem(answer, 400, "a reading is known by its beginning alone; with rollup,");
        assertThat(served.json("/api/v1/readings?limit=1&label=begin").get("label").textValue()).isEqualTo("begin");
        assertThat(served.json("/api/v1/readings?limit=1").has("label")).isFalse();
        assertThat(csv("/api/v1/readings?limit=1&format=csv&label=begin").getFirst()).contains(",time_begin,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es", "ca", "ja"})
    void reasonsAreExplainedInTheLanguageThatWasAskedForReadingsAndRollupsAlike(String language) throws Exception {
        doubted();
        String flat = Reason.FLAT_LINE.sentence(language);
        String clock = Reason.CLOCK.sentence(language);
        for (String address : List.of("/api/v1/readings?sensor=new-1&explain=",
                "/api/v1/readings?sensor=new-1&rollup=1h&explain=")) {
            JsonNode page = served.json(address + language);
            assertThat(page.get("items")).hasSize(2);
            JsonNode item = page.get("items").get(0);
            assertThat(item.get("reasons").toString()).isEqualTo("[\"flat-line\",\"clock\"]");
            assertThat(StreamSupport.stream(item.get("explanation").spliterator(), false).map(JsonNode::textValue))
                    .containsExactly(flat, clock);
            assertThat(page.get("items").get(1).get("explanation")).isEmpty();

            List<String> lines = csv(address + language);
            assertThat(lines.getFirst()).endsWith(",explanation");
            assertThat(lines.get(1)).contains("flat-line clock,")
                    .endsWith(",\"" + (flat + " " + clock).replace("\"", "\"\"") + "\"");
            assertThat(lines.get(2)).endsWith(",");
        }
    }

    @Test
    void sentencesAreThereOnlyWhereTheyWereAskedFor() throws Exception {
        doubted();
        assertThat(served.json("/api/v1/readings?sensor=new-1").toString()).contains("flat-line")
                .doesNotContain("explanation");
        assertThat(csv("/api/v1/readings?sensor=new-1").getFirst()).isEqualTo(
                "station,sensor,property,level,time,value,unit,flag,reasons");
        assertThat(csv("/api/v1/readings?sensor=new-1&rollup=1h").getFirst()).isEqualTo(
                "station,sensor,property,level,time,value,min,max,count,coverage,unit,flag,reasons,revision");
        String next = served.json("/api/v1/readings?sensor=new-1&limit=1&explain=ja").get("next").textValue();
        assertThat(served.json(next).get("items").get(0).has("explanation")).isTrue();
    }

    @Test
    void indicatorsAsCsvAreTheSameAsJsonAndPartOfThemToo() throws Exception {
        List<String> lines = csv(INDICATORS);
        JsonNode items = served.json(INDICATORS).get("items");

        assertThat(lines.getFirst()).isEqualTo("area,index,property,period,environment,time,value,lower,upper,unit,"
                + "stations,coverage,category,deciding,missing,revision");
        assertThat(lines).hasSize(items.size() + 1);
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            assertThat(lines.get(i + 1)).isEqualTo(String.join(",", item.get("area").textValue(),
                    item.get("index").textValue(), item.get("property").textValue(), item.get("period").textValue(),
                    item.get("environment").textValue(), item.get("time").textValue(), text(item, "value"),
                    text(item, "lower"), text(item, "upper"), text(item, "unit"), text(item, "stations"),
                    text(item, "coverage"), text(item, "category"), text(item, "deciding"),
                    item.has("missing") ? '"' + item.get("missing").textValue() + '"' : "", text(item, "revision")));
        }
        assertThat(csv(INDICATORS + "&limit=5")).isEqualTo(lines.subList(0, 6));
        HttpResponse<String> answer = served.get(INDICATORS + "&format=csv");
        assertThat(answer.headers().firstValue("content-disposition").orElseThrow()).contains("airshed-indicators.csv");
        assertThat(served.send("HEAD", INDICATORS + "&format=csv").statusCode()).isEqualTo(200);
        ApiIT.assertProblem(served.get("/api/v1/areas/nowhere/indicators?format=csv"), 404, "There is no area");
    }

    private void doubted() throws IOException {
        int mask = Reason.FLAT_LINE.mask() | Reason.CLOCK.mask();
        long hour = NOW.toEpochMilli() - 2 * 3_600_000;
        for (int i = 0; i < 2; i++) {
            served.town.series().put(new StoredReading(STATION, SENSOR, ObservedProperties.of("co2"), Level.RAW,
                    hour + i, 500, i == 0 ? Flag.FAIL : Flag.GOOD, i == 0 ? mask : 0));
            served.neighbourhoods.derived().revise(List.of(new Rollup(STATION, SENSOR, ObservedProperties.of("co2"),
                    Level.RAW, Span.HOUR, hour + i * 3_600_000L, 500.0, 450.0, 600.0, 60, 1,
                    i == 0 ? Flag.FAIL : Flag.GOOD, i == 0 ? mask : 0)), 2);
        }
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asText();
    }

    private static List<Instant> times(JsonNode page) {
        return items(page).stream().map(item -> Instant.parse(item.get("time").textValue())).toList();
    }

    private static List<JsonNode> withoutTimes(JsonNode page) {
        List<JsonNode> items = items(page);
        items.forEach(item -> ((ObjectNode) item).remove("time"));
        return items;
    }

    private static List<JsonNode> items(JsonNode page) {
        List<JsonNode> items = new ArrayList<>();
        page.get("items").forEach(items::add);
        return items;
    }

    private List<String> csv(String address) throws Exception {
        HttpResponse<String> answer = served
                .get(address.contains("format=csv") ? address : address + "&format=csv");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }
}
