package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the indices say about one station, from hours that a test writes. */
class StationIndicesIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:20:00Z");
    private static final long LAST_HOUR = Instant.parse("2026-11-22T16:00:00Z").toEpochMilli();
    private static final Level FIT = new Level("us-barkjohn-2022@1");
    private static final String PLAZA = "gracia-library";

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
    void everyCurrentIndexSpeaksOutdoorsTheNetworksFirst() throws Exception {
        JsonNode answer = json("gracia-roof");

        assertThat(answer.get("time").textValue()).isEqualTo("2026-11-22T16:00:00.000Z");
        List<String> ids = new ArrayList<>();
        answer.get("items").forEach(item -> ids.add(item.get("index").textValue()));
        assertThat(ids).containsExactly("eaqi", "us-epa-aqi", "uk-daqi");
        JsonNode eaqi = answer.get("items").get(0);
        assertThat(eaqi.get("value").intValue()).isEqualTo(eaqi.get("category").get("level").intValue());
        assertThat(eaqi.get("averaging").textValue()).isEqualTo("1h");
        assertThat(eaqi.get("completeness").toString())
                .isEqualTo("{\"valid\":1,\"expected\":1,\"required\":1,\"unit\":\"hours\"}");
        assertThat(eaqi.get("corrected").textValue()).isEqualTo("uncorrected");
        assertThat(answer.get("items").get(1).get("averaging").textValue()).isEqualTo("nowcast");
    }

    @Test
    void aRoomGetsTheVentilationProxyAndNoIndexOfAirQuality() throws Exception {
        JsonNode items = json("poblenou-school").get("items");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("kind").textValue()).isEqualTo("ventilation-proxy");
        assertThat(items.get(0).get("deciding").textValue()).isEqualTo("co2");
        assertThat(items.get(0).has("about")).isTrue();
    }

    @Test
    void aCorrectedValueStandsBeforeTheRawOneAndTheOneComputedLastBeforeAnOlder() throws Exception {
        store(2, row("pm2_5", new Level("aaa-later@1"), 70.0, Flag.GOOD));
        store(3, row("pm2_5", FIT, 30.0, Flag.GOOD));
        store(4, row("pm2_5", new Level("zzz-failed@1"), 500.0, Flag.FAIL));

        JsonNode eaqi = json(PLAZA).get("items").get(0);
        assertThat(eaqi.get("deciding").textValue()).isEqualTo("pm2_5");
        assertThat(eaqi.get("concentration").intValue()).isEqualTo(30);
        assertThat(eaqi.get("corrected").textValue()).isEqualTo("partly-corrected");
    }

    @Test
    void aChannelForCfOneStandsInAndIsNamed() throws Exception {
        store(2, row("pm2_5", Level.RAW, null, Flag.MISSING), row("pm10", Level.RAW, null, Flag.MISSING),
                row("pm2_5_cf1", Level.RAW, 44.0, Flag.GOOD));

        JsonNode eaqi = json(PLAZA).get("items").get(0);
        assertThat(eaqi.get("deciding").textValue()).isEqualTo("pm2_5");
        assertThat(eaqi.get("measuredAs").textValue()).isEqualTo("pm2_5_cf1");
        assertThat(eaqi.get("concentration").intValue()).isEqualTo(44);
    }

    // A raw gas cell reads ten times too high as easily as half: it must not turn a station red.
    @Test
    void aGasThatNobodyCalibratedHasNoSayAndTheReasonIsThere() throws Exception {
        store(2, row("no2", Level.RAW, 900.0, Flag.GOOD));

        JsonNode eaqi = json(PLAZA).get("items").get(0);
        assertThat(eaqi.get("deciding").textValue()).isNotEqualTo("no2");
        assertThat(eaqi.get("leftOut").get(0).get("property").textValue()).isEqualTo("no2");
        assertThat(eaqi.get("leftOut").get(0).get("reason").textValue()).contains("nobody has calibrated");

        store(3, row("no2", new Level("my-fit@1"), 900.0, Flag.GOOD));
        JsonNode calibrated = json(PLAZA).get("items").get(0);
        assertThat(calibrated.get("deciding").textValue()).isEqualTo("no2");
        assertThat(calibrated.has("leftOut")).isFalse();
    }

    @Test
    void anHourThatIsMissingIsNoZeroButAReason() throws Exception {
        store(2, row("pm2_5", Level.RAW, null, Flag.MISSING), row("pm10", Level.RAW, null, Flag.MISSING));

        JsonNode eaqi = json(PLAZA).get("items").get(0);
        assertThat(eaqi.has("value")).isFalse();
        assertThat(eaqi.has("category")).isFalse();
        assertThat(eaqi.get("missing").textValue()).isEqualTo("0 of 1 hours, 1 are needed");
        assertThat(eaqi.get("completeness").get("valid").intValue()).isZero();
    }

    @Test
    void whatIsMeasuredAndNeverGoodIsNotSaidToBeMissing() throws Exception {
        List<Rollup> failed = new ArrayList<>();
        served.neighbourhoods.derived().readRollups(new RollupQuery(new StationId(PLAZA), null, null, null, Span.HOUR,
                LAST_HOUR - 48 * 3_600_000L, LAST_HOUR + 1, 10_000, null),
                (row, _) -> failed.add(new Rollup(row.station(), row.sensor(), row.property(), row.level(), row.span(),
                        row.startMillis(), row.mean(), row.min(), row.max(), row.count(), row.coverage(), Flag.FAIL,
                        1)));
        store(2, failed.toArray(Rollup[]::new));
        JsonNode eaqi = json(PLAZA).get("items").get(0);
        assertThat(eaqi.has("value")).isFalse();
        assertThat(eaqi.get("missing").textValue())
                .isEqualTo("what is measured here had no complete and good hour in the last 24");
    }

    @Test
    void whileTheLastHourIsBeingComputedTheOneBeforeIsShown() throws Exception {
        served.close();
        served = new ServedTown(new FakeTown(InstantSource.fixed(NOW)),
                InstantSource.fixed(NOW.plusSeconds(3_600)), HttpSettings.loopback(0),
                ApiSettings.DEFAULT, null);
        assertThat(json("gracia-roof").get("time").textValue()).isEqualTo("2026-11-22T16:00:00.000Z");

        served.close();
        served = new ServedTown(new FakeTown(InstantSource.fixed(NOW)),
                InstantSource.fixed(NOW.plusSeconds(7_200)), HttpSettings.loopback(0),
                ApiSettings.DEFAULT, null);
        JsonNode silent = json("gracia-roof");
        assertThat(silent.get("time").textValue()).isEqualTo("2026-11-22T18:00:00.000Z");
        assertThat(silent.get("items").get(0).has("value")).isFalse();
    }

    private void store(long revision, Rollup... rows) throws IOException {
        served.neighbourhoods.derived().revise(List.of(rows), revision);
    }

    private static Rollup row(String property, Level level, @org.jspecify.annotations.Nullable Double mean, Flag flag) {
        return new Rollup(new StationId(PLAZA), new SensorName("sen55-69"), ObservedProperties.of(property), level,
                Span.HOUR, LAST_HOUR, mean, mean, mean, 60, 1, flag, flag == Flag.FAIL ? 1 : 0);
    }

    private JsonNode json(String station) throws Exception {
        return served.json("/api/v1/stations/" + station + "/indices");
    }
}
