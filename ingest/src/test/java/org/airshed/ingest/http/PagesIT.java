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
import java.util.Optional;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who follows the {@code next} links of a collection gets every row once, in order, and comes to an end. */
class PagesIT {
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");

    private static ServedTown served;

    @BeforeAll
    static void serve() throws IOException {
        served = new ServedTown(InstantSource.fixed(NOW));
        for (int revision = 5; revision < 25; revision++) {
            for (String property : List.of("pm2_5", "pm10")) {
                served.neighbourhoods.derived()
                        .reviseIndicators(List.of(new IndicatorValue("poblenou", "concentration", property, Span.HOUR,
                                "outdoor", NOW.toEpochMilli() - 3_600_000, (double) revision, null, null, 3, 1,
                                "corrected", null)), revision);
            }
        }
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({"'/api/v1/readings?property=pm2_5&from=2026-11-22T16:00:00Z&', 7",
            "'/api/v1/readings?from=2026-11-22T16:30:00Z&to=2026-11-22T16:40:00Z&', 1",
            "'/api/v1/readings?from=2026-11-22T16:30:00Z&', 100", "'/api/v1/readings?rollup=1h&', 50",
            "'/api/v1/readings?rollup=1h&property=pm10&', 1", "'/api/v1/readings?rollup=1h&label=end&explain=en&', 33",
            "'/api/v1/areas/poblenou/indicators?', 1", "'/api/v1/areas/poblenou/indicators?period=1h&', 10",
            "'/api/v1/areas/poblenou/indicators?replaced=true&', 1",
            "'/api/v1/areas/poblenou/indicators?replaced=true&', 3", "'/api/v1/changes?', 1", "'/api/v1/changes?', 20",
            "'/api/v1/stations?', 3", "'/api/v1/areas?', 1"})
    void theLinksAreAsManyAsTheRowsNeedAndGiveEachOnce(String address, int limit) throws Exception {
        int most = address.contains("/stations") || address.contains("/areas?") ? 1_000 : 10_000;
        JsonNode whole = served.json(address + "limit=" + most);
        List<JsonNode> expected = new ArrayList<>();
        whole.get("items").forEach(expected::add);
        assertThat(whole.has("next")).isFalse();
        assertThat(expected).hasSizeGreaterThan(limit);
        assertThat(new HashSet<>(expected)).hasSameSizeAs(expected);

        // A full last page of changes cannot know that nothing follows.
        int needed = (expected.size() + limit - 1) / limit + (address.contains("/changes") ? 1 : 0);
        List<JsonNode> found = new ArrayList<>();
        String next = address + "limit=" + limit;
        for (int page = 0; page < needed && next != null; page++) {
            HttpResponse<String> answer = served.get(next);
            JsonNode body = ServedTown.json(answer);
            assertThat(body.get("items")).as(next).hasSizeLessThanOrEqualTo(limit);
            body.get("items").forEach(found::add);
            next = body.has("next") ? body.get("next").textValue() : null;
            assertThat(answer.headers().firstValue("link"))
                    .isEqualTo(Optional.ofNullable(next).map(link -> "<" + link + ">; rel=\"next\""));
        }
        assertThat(next).as("after %d pages of %d for %d rows", needed, limit, expected.size()).isNull();
        assertThat(found).isEqualTo(expected);
    }
}
