package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbourhoods as the page and a department meet them, over a socket. */
class AreasIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");
    private static final long LAST_HOUR = NOW.toEpochMilli() - 3_600_000;

    private static final String WHO_YEAR = "who-2021:year-mean:aqg";

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
    void areasComeByIdWithTheirNamesAndWhoStandsInThem() throws Exception {
        JsonNode items = served.json("/api/v1/areas").get("items");

        assertThat(ServedTown.texts(items, "id")).containsExactly("gracia", "gracia-block", "montjuic", "poblenou");
        assertThat(items.get(0).toString()).isEqualTo("{\"id\":\"gracia\",\"names\":{\"und\":\"Gràcia\"},"
                + "\"kind\":\"polygon\",\"squareMetres\":" + items.get(0).get("squareMetres")
                + ",\"within\":[],\"stations\":{\"outdoor\":4,\"indoor\":0}}");
        assertThat(items.get(1).get("within").toString()).isEqualTo("[\"gracia\"]");
        JsonNode walk = items.get(3);
        assertThat(walk.get("names").get("ja").textValue()).isEqualTo("ポブレノウ 徒歩15分");
        assertThat(walk.get("centre").toString()).isEqualTo("{\"latitude\":41.402,\"longitude\":2.196}");
        assertThat(walk.get("minutes").intValue()).isEqualTo(15);
        assertThat(walk.get("radiusMetres").intValue()).isEqualTo(1_200);
        assertThat(walk.get("stations").toString()).isEqualTo("{\"outdoor\":3,\"indoor\":1}");
    }

    @Test
    void areasComeInPages() throws Exception {
        assertThat(served.follow("/api/v1/areas?limit=1").stream().map(item -> item.get("id").textValue()))
                .containsExactly("gracia", "gracia-block", "montjuic", "poblenou");
    }

    @Test
    void anAreaSaysItsShapeItsMembersAndItsAir() throws Exception {
        JsonNode area = served.json("/api/v1/areas/poblenou");

        assertThat(area.get("geometry").get("type").textValue()).isEqualTo("Polygon");
        assertThat(area.get("geometry").get("coordinates").get(0)).hasSize(65);
        assertThat(ServedTown.texts(area.get("members"), "station")).containsExactly("poblenou-atelier",
                "poblenou-port",
                "poblenou-rambla", "poblenou-school");
        JsonNode outdoor = area.get("now").get("outdoor");
        assertThat(outdoor.get("time").textValue()).isEqualTo("2026-11-22T16:00:00.000Z");
        assertThat(outdoor.get("index").get("id").textValue()).isEqualTo("eaqi");
        assertThat(outdoor.get("index").get("version").textValue()).isEqualTo("2024");
        assertThat(outdoor.get("value").intValue()).isEqualTo(outdoor.get("category").get("level").intValue());
        assertThat(outdoor.get("category").get("names").get("es").textValue()).isNotBlank();
        assertThat(outdoor.get("category").get("colour").textValue()).startsWith("#");
        assertThat(outdoor.get("deciding").textValue()).isIn("pm2_5", "pm10");
        assertThat(outdoor.get("averaging").textValue()).isEqualTo("1h");
        assertThat(ServedTown.texts(outdoor.get("concentrations"), "property")).containsExactly("pm10", "pm2_5");
        assertThat(outdoor.get("concentrations").get(0).get("unit").textValue()).isEqualTo("ug/m3");
        assertThat(outdoor.get("concentrations").get(0).get("corrected").textValue()).isEqualTo("uncorrected");
    }

    // One classroom speaks for itself and not for the neighbourhood.
    @Test
    void aRoomIsShownByItselfAndTheAreaSaysHowManyAreMissing() throws Exception {
        JsonNode indoor = served.json("/api/v1/areas/poblenou").get("now").get("indoor");

        assertThat(indoor.get("kind").textValue()).isEqualTo("ventilation-proxy");
        assertThat(indoor.has("value")).isFalse();
        assertThat(indoor.get("missing").textValue()).isEqualTo("1 of 1 stations, 3 are needed");
        JsonNode room = indoor.get("rooms").get(0);
        assertThat(room.get("station").textValue()).isEqualTo("poblenou-school");
        assertThat(room.get("co2").doubleValue()).isBetween(300.0, 2_500.0);
        assertThat(room.get("time").textValue()).isEqualTo("2026-11-22T16:00:00.000Z");
        assertThat(room.get("category").get("key").textValue()).isNotBlank();
        assertThat(room.has("about")).isTrue();
    }

    @Test
    void anAreaWithTooFewStationsHasNoValueButTheReason() throws Exception {
        JsonNode outdoor = served.json("/api/v1/areas/gracia-block").get("now").get("outdoor");

        assertThat(outdoor.has("value")).isFalse();
        assertThat(outdoor.has("category")).isFalse();
        assertThat(outdoor.get("missing").textValue()).isEqualTo("1 of 1 stations, 3 are needed");
        assertThat(served.json("/api/v1/areas/montjuic").get("now")).isEmpty();
        assertThat(served.json("/api/v1/areas/montjuic").get("members")).isEmpty();
    }

    @Test
    void anHourIsNowUntilTwoHoursAfterItsEnd() throws Exception {
        servedAfter(Duration.ofHours(2));
        JsonNode outdoor = served.json("/api/v1/areas/poblenou").get("now").get("outdoor");

        assertThat(outdoor.get("time").textValue()).isEqualTo("2026-11-22T16:00:00.000Z");
        assertThat(outdoor.get("value").intValue()).isBetween(1, 6);
        assertThat(outdoor.has("missing")).isFalse();
    }

    // The stations fell silent: what they said last is no answer to how the air is now.
    @ParameterizedTest
    @ValueSource(strings = {"PT2H0.001S", "PT25H", "P9D", "P30D"})
    void afterThatThereIsNotEnoughDataAndNoOldValueStandsAsNow(Duration later) throws Exception {
        servedAfter(later);
        JsonNode now = served.json("/api/v1/areas/poblenou").get("now");

        for (String environment : List.of("outdoor", "indoor")) {
            JsonNode air = now.get(environment);
            assertThat(air.get("time").textValue()).isEqualTo("2026-11-22T16:00:00.000Z");
            assertThat(air.get("missing").textValue()).isEqualTo("the newest hour ended at 2026-11-22T17:00:00.000Z;"
                    + " what ended more than 2 hours ago is not now");
            assertThat(air.get("concentrations")).isEmpty();
            for (String field : List.of("value", "lower", "upper", "category", "deciding", "stations")) {
                assertThat(air.has(field)).as(environment + " " + field).isFalse();
            }
        }
    }

    @Test
    void whereNothingWasComputedForAMonthNoHourIsNamed() throws Exception {
        servedAfter(Duration.ofDays(40));
        JsonNode outdoor = served.json("/api/v1/areas/poblenou").get("now").get("outdoor");

        assertThat(outdoor.has("time")).isFalse();
        assertThat(outdoor.get("missing").textValue()).isEqualTo("no hour of the last 31 days has been computed");
    }

    private void servedAfter(Duration later) throws IOException {
        served.close();
        served = new ServedTown(new FakeTown(InstantSource.fixed(NOW)), InstantSource.fixed(NOW.plus(later)),
                HttpSettings.loopback(0), ApiSettings.DEFAULT, null);
    }

    // Who showed a number yesterday must be able to show tomorrow that it was the one.
    @Test
    void anEarlierRevisionIsReachableExactlyAsItWasAfterAnotherValueTookItsPlace() throws Exception {
        String hour = "/api/v1/areas/poblenou/indicators?index=concentration&property=pm2_5&period=1h&environment=outdoor"
                + "&from=2026-11-22T16:00:00Z";
        JsonNode first = served.json(hour).get("items").get(0);
        double value = first.get("value").doubleValue();
        double recomputed = Math.nextUp(value);
        served.neighbourhoods.derived().reviseIndicators(List.of(new IndicatorValue("poblenou", "concentration",
                "pm2_5", Span.HOUR, "outdoor", LAST_HOUR, recomputed, null, null, 3, 1, "corrected", null)), 12);

        JsonNode now = served.json(hour).get("items").get(0);
        assertThat(now.get("value").doubleValue()).isEqualTo(recomputed).isNotEqualTo(value);
        assertThat(now.get("revision").intValue()).isEqualTo(12);
        JsonNode replaced = served.json(hour + "&replaced=true").get("items");
        assertThat(replaced).hasSize(1);
        assertThat(replaced.get(0).get("replacedBy").intValue()).isEqualTo(12);
        ((ObjectNode) replaced.get(0)).remove("replacedBy");
        assertThat(replaced.get(0)).isEqualTo(first);
        assertThat(served.get(hour + "&replaced=true&format=csv").body().lines().toList().getLast())
                .contains("," + Double.toString(value) + ",").endsWith(",1,12");
    }

    @Test
    void theCardOfAFinishedYearSaysYesWhereEverythingIsMetAndEveryoneIsReached() throws Exception {
        met(2025);
        JsonNode card = served.json("/api/v1/areas/poblenou").get("card");

        assertThat(card.get("question").get("en").textValue()).isEqualTo("Does everyone here breathe clean air?");
        assertThat(card.get("answer").textValue()).isEqualTo("yes");
        assertThat(ServedTown.texts(card.get("reasons"), "key")).containsExactly("all-met");
        assertThat(card.get("reasons").get(0).get("names")).hasSize(4);
        assertThat(card.get("year").toString())
                .isEqualTo("{\"from\":\"2025-01-01\",\"to\":\"2026-01-01\",\"over\":true}");
        assertThat(card.get("note").get("en").textValue()).contains("C40", "none is claimed");
        assertThat(card.get("status").textValue()).isEqualTo("proposal");
        assertThat(ServedTown.texts(card.get("parts"), "key")).containsExactly("annual-pm2_5", "daily-p99-pm2_5",
                "clean-air-days", "spatial-coverage", "data-capture");
        JsonNode annual = card.get("parts").get(0);
        assertThat(annual.toString()).isEqualTo("{\"key\":\"annual-pm2_5\",\"index\":\"who-2021:year-mean:aqg\","
                + "\"property\":\"pm2_5\",\"value\":4,\"lower\":3,\"upper\":5,\"limit\":5,\"unit\":\"ug/m3\","
                + "\"outcome\":\"met\",\"period\":\"2025\",\"stations\":3,\"coverage\":0.9}");
        assertThat(card.get("parts").get(2).has("outcome")).isFalse();
        assertThat(card.get("parts").get(3).get("limit").intValue()).isEqualTo(75);
    }

    // A year under way cannot be told to be clean: its winter may be still to come.
    @Test
    void theYearUnderWayIsNeverAYes() throws Exception {
        met(2025);
        met(2026);
        JsonNode card = served.json("/api/v1/areas/poblenou").get("card");

        assertThat(card.get("answer").textValue()).isEqualTo("uncertain");
        assertThat(ServedTown.texts(card.get("reasons"), "key")).containsExactly("year-under-way");
        assertThat(card.get("year").get("over").booleanValue()).isFalse();
    }

    @Test
    void anotherPollutantThatIsMeasuredCountsToo() throws Exception {
        met(2025);
        served.neighbourhoods.year(FakeNeighbourhoods.POBLENOU, 2025, WHO_YEAR, "pm10", 21.0, "exceeded");
        JsonNode card = served.json("/api/v1/areas/poblenou").get("card");

        assertThat(card.get("answer").textValue()).isEqualTo("no");
        assertThat(ServedTown.texts(card.get("parts"), "key")).contains("annual-pm10");
    }

    @Test
    void theYearUnderWayComesFirstWhereItCanBeToldAndTheLastOneWhereItCannot() throws Exception {
        met(2025);
        served.neighbourhoods.year(FakeNeighbourhoods.POBLENOU, 2026, WHO_YEAR, "pm2_5", null, null);
        assertThat(served.json("/api/v1/areas/poblenou").get("card").get("answer").textValue()).isEqualTo("yes");

        served.neighbourhoods.year(FakeNeighbourhoods.POBLENOU, 2026, WHO_YEAR, "pm2_5", 30.0, "exceeded");
        JsonNode card = served.json("/api/v1/areas/poblenou").get("card");
        assertThat(card.get("answer").textValue()).isEqualTo("no");
        assertThat(ServedTown.texts(card.get("reasons"), "key")).containsExactly("annual-exceeded", "year-under-way");
        assertThat(card.get("parts").get(0).get("period").textValue()).isEqualTo("2026");
    }

    @Test
    void anAreaOfWhichNothingIsKnownSaysSo() throws Exception {
        JsonNode card = served.json("/api/v1/areas/montjuic").get("card");

        assertThat(card.get("answer").textValue()).isEqualTo("not-enough-data");
        assertThat(ServedTown.texts(card.get("reasons"), "key")).containsExactly("too-few-days", "coverage-unknown",
                "year-under-way");
        assertThat(card.get("parts").get(0).get("outcome").textValue()).isEqualTo("not-enough-data");
        assertThat(card.get("parts").get(0).get("missing").textValue()).isNotBlank();
        assertThat(card.get("parts").get(0).has("value")).isFalse();
    }

    private void met(int year) throws IOException {
        FakeNeighbourhoods into = served.neighbourhoods;
        into.year(FakeNeighbourhoods.POBLENOU, year, WHO_YEAR, "pm2_5", 4.0, "met");
        into.year(FakeNeighbourhoods.POBLENOU, year, "who-2021:day-p99:aqg", "pm2_5", 12.0, "met");
        into.year(FakeNeighbourhoods.POBLENOU, year, "clean-air-days", "pm2_5", 99.0, null);
        into.year(FakeNeighbourhoods.POBLENOU, year, "spatial-coverage", "pm2_5", 80.0, null);
        into.year(FakeNeighbourhoods.POBLENOU, year, "data-capture", "pm2_5", 90.0, null);
    }

    @Test
    void indicatorsComeInOrderByPagesWithTheirUnits() throws Exception {
        List<JsonNode> items = served.follow("/api/v1/areas/poblenou/indicators?period=1h&environment=outdoor&limit=7");

        assertThat(items).hasSize(3 * 24).isSortedAccordingTo(java.util.Comparator
                .comparing((JsonNode item) -> item.get("time").textValue() + " " + item.get("index").textValue()
                        + " " + item.get("property").textValue()))
                .doesNotHaveDuplicates();
        JsonNode index = items.stream().filter(item -> item.get("index").textValue().equals("eaqi")).findFirst()
                .orElseThrow();
        assertThat(index.get("unit").textValue()).isEqualTo("/");
        assertThat(index.get("category").textValue()).doesNotContain(":");
        assertThat(index.get("deciding").textValue()).isIn("pm2_5", "pm10");
        assertThat(index.get("revision").intValue()).isEqualTo(1);
        JsonNode concentration = items.getFirst();
        assertThat(concentration.get("unit").textValue()).isEqualTo("ug/m3");
        assertThat(concentration.has("deciding")).isFalse();
        assertThat(concentration.has("missing")).isFalse();
    }

    @Test
    void indicatorsTakeEveryFilterAndAValueThatIsMissingSaysWhy() throws Exception {
        JsonNode items = served
                .json("/api/v1/areas/gracia-block/indicators?index=concentration&property=pm2_5&period=1h"
                        + "&environment=outdoor&from=2026-11-22T15:00:00Z&to=2026-11-22T16:00:00Z")
                .get("items");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).toString()).isEqualTo("{\"area\":\"gracia-block\",\"index\":\"concentration\","
                + "\"property\":\"pm2_5\",\"period\":\"1h\",\"environment\":\"outdoor\","
                + "\"time\":\"2026-11-22T15:00:00.000Z\",\"unit\":\"ug/m3\",\"stations\":1,\"coverage\":1,"
                + "\"missing\":\"1 of 1 stations, 3 are needed\",\"revision\":1}");
        assertThat(served.json("/api/v1/areas/poblenou/indicators?index=no-such-index").get("items")).isEmpty();
    }

    @Test
    void whatAComputationReplacedIsStillThereWithTheRevisionThatReplacedIt() throws Exception {
        for (int revision = 5; revision < 8; revision++) {
            served.neighbourhoods.derived()
                    .reviseIndicators(List.of(new IndicatorValue("poblenou", "concentration", "pm2_5", Span.HOUR,
                            "outdoor", LAST_HOUR, (double) revision, null, null, 3, 1, "corrected", null)), revision);
        }
        List<JsonNode> replaced = served.follow("/api/v1/areas/poblenou/indicators?replaced=true&limit=1");

        assertThat(replaced.stream().map(item -> item.get("revision") + "→" + item.get("replacedBy")))
                .containsExactly("1→5", "5→6", "6→7");
        assertThat(replaced.get(2).get("value").intValue()).isEqualTo(6);
        assertThat(served.json("/api/v1/areas/poblenou/indicators?property=pm2_5&from=2026-11-22T16:00:00Z&limit=1")
                .get("items").get(0).get("value").intValue()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/areas/nowhere-at-all", "/api/v1/areas/nowhere-at-all/indicators",
            "/api/v1/areas/X", "/api/v1/stations/nobody-here/indices", "/api/v1/stations/private-home/indices",
            "/api/v1/readings?rollup=1h&station=private-home",
            "/api/v1/readings?rollup=1h&station=private-home&format=csv",
            "/api/v1/readings?rollup=1h&replaced=true&station=private-home",
            "/api/v1/readings?rollup=1h&replaced=true&station=private-home&format=csv"})
    void whatIsNotThereIsAProblemAndPrivateIsNotThere(String address) throws Exception {
        ApiIT.assertProblem(served.get(address), 404, "There is no");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/areas?limit=0,limit", "/api/v1/areas/gracia?x=1,x",
            "/api/v1/areas/gracia/indicators?period=8h,period",
            "/api/v1/areas/gracia/indicators?property=smell,property",
            "/api/v1/areas/gracia/indicators?environment=space,environment",
            "/api/v1/areas/gracia/indicators?replaced=perhaps,replaced",
            "/api/v1/areas/gracia/indicators?from=2026-11-23&to=2026-11-22,from",
            "/api/v1/areas/gracia/indicators?label=middle,label", "/api/v1/areas/gracia/indicators?format=xml,format",
            "/api/v1/areas/gracia/indicators?explain=en,explain", "/api/v1/readings?rollup=1h&label=End,label",
            "/api/v1/readings?label=,label", "/api/v1/readings?label=end,label", "/api/v1/readings?explain=fr,explain",
            "/api/v1/readings?rollup=1h&explain=EN&format=csv,explain",
            "/api/v1/changes?after=-1,after", "/api/v1/changes?limit=10001,limit",
            "/api/v1/readings?rollup=1h&replaced=perhaps,replaced", "/api/v1/readings?replaced=true,replaced",
            "/api/v1/readings?rollup=1w,rollup", "/api/v1/readings?rollup=1h&level=cooked,level"})
    void aBadParameterIsNamed(String address, String parameter) throws Exception {
        var answer = served.get(address);
        ApiIT.assertProblem(answer, 400, "'" + parameter + "'");
        assertThat(ServedTown.json(answer).get("parameter").textValue()).isEqualTo(parameter);
    }

    @Test
    void whatGoesOnAfterAnotherKindOfPageIsRefused() throws Exception {
        for (String address : List.of("/api/v1/areas/gracia/indicators?after=2026-11-22T16:00:00Z,eaqi,all,1h",
                "/api/v1/areas/gracia/indicators?replaced=true&after=2026-11-22T16:00:00Z,eaqi,all,1h,outdoor",
                "/api/v1/readings?rollup=1h&after=2026-11-22T16:00:00Z,gracia-roof,scd41-62,co2",
                "/api/v1/readings?rollup=1h&replaced=true&after=2026-11-22T16:00:00Z,gracia-roof,scd41-62,co2,raw",
                "/api/v1/readings?rollup=1h&after=2026-11-22T16:00:00Z,gracia-roof,scd41-62,co2,raw,5")) {
            ApiIT.assertProblem(served.get(address), 400, "'after'");
        }
    }
}
