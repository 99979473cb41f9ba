package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.ask;
import static org.airshed.ingest.index.Given.reason;
import static org.airshed.ingest.index.Given.some;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicesTest {
    @Test
    void whatIsOnOfferIsNamedWithItsVersion() {
        assertThat(Indices.all()).extracting(index -> index.id().text()).containsExactly("us-epa-aqi@2024-05-06",
                "eaqi@2024", "eaqi@classic", "eaqi@2017", "uk-daqi@2013", "co2-japan-building@2022-04-01",
                "co2-japan-school@2022", "co2-en-16798-1@2019", "co2-uk-hse@2026-11", "co2-de-uba@2008",
                "co2-rehva@covid-guidance");
        assertThat(Indices.current("us-epa-aqi").orElseThrow().definition().inForce()).isEqualTo("2024-05-06");
    }

    @Test
    void everyIndexSaysEverythingInFourLanguages() {
        for (IndexDefinition index : Indices.all()) {
            assertThat(index.source()).as("%s", index.id()).isNotBlank();
            assertThat(index.marks()).as("%s", index.id()).containsPattern("\\[[VTMP]]");
            assertThat(index.notes()).as("%s", index.id()).isNotEmpty();
            for (Map<String, String> names : names(index)) {
                assertThat(names).containsOnlyKeys("en", "ja", "es", "ca");
                assertThat(names.values()).allMatch(name -> !name.isBlank());
            }
            assertThat(index.bands()).extracting(Band::level).containsExactlyElementsOf(
                    IntStream.rangeClosed(1, index.bands().size()).boxed().toList());
            assertThat(index.bands()).extracting(Band::key).doesNotHaveDuplicates();
            assertThat(index.breakpoints()).allMatch(row -> List.of("V", "T", "M", "P").contains(row.mark()));
        }
        assertThat(Indices.current("eaqi").orElseThrow().definition().bands().getLast().name("fr"))
                .isEqualTo("Extremely poor");
    }

    @Test
    void rowsFollowEachOtherWithoutHoleOrOverlap() {
        for (IndexDefinition index : Indices.all()) {
            for (Input input : index.inputs()) {
                List<Breakpoint> rows = index.table(input.property(), input.table());
                assertThat(rows).as("%s %s", index.id(), input).isNotEmpty()
                        .allMatch(row -> row.unit().equals(input.unit()));
                BigDecimal step = input.digits() == null
                        ? BigDecimal.ZERO
                        : BigDecimal.ONE.scaleByPowerOfTen(-input.digits());
                for (int i = 1; i < rows.size(); i++) {
                    BigDecimal from = rows.get(i).from();
                    BigDecimal before = rows.get(i - 1).to();
                    if (from != null && before != null) {
                        assertThat(from.subtract(before)).as("%s %s", index.id(), rows.get(i))
                                .isEqualByComparingTo(step);
                    }
                }
            }
        }
    }

    @Test
    void carbonDioxideIsAVentilationProxyAndNeverAirQuality() {
        for (IndexDefinition index : Indices.all()) {
            boolean carbonDioxide = index.pollutants().contains(Given.CO2);
            assertThat(index.kind() == IndexKind.VENTILATION_PROXY).as("%s", index.id()).isEqualTo(carbonDioxide);
            if (carbonDioxide) {
                assertThat(index.pollutants()).containsExactly(Given.CO2);
                assertThat(index.name("en")).startsWith("Ventilation proxy");
                for (Map<String, String> names : names(index)) {
                    assertThat(names.getOrDefault("en", "").toLowerCase(Locale.ROOT)).doesNotContain("air quality",
                            "index");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-aqi", "in-naqi", "jp-aqi", "caqi", "nowcast-asia", "no-such-thing", ""})
    void whatIsNotOfferedSaysSo(String id) {
        IndexResult result = ask(id, null, "pm2_5", "24h", BigDecimal.TEN, "ug/m3");
        assertThat(reason(result)).isEqualTo(Reason.NOT_OFFERED);
        assertThat(((NoIndex) result).sentence()).contains("not offered");
    }

    @Test
    void theChineseIndexIsRefusedBecauseItsTableIsOutdated() {
        assertThat(((NoIndex) ask("cn-aqi", null, "pm2_5", "24h", BigDecimal.TEN, "ug/m3")).sentence())
                .contains("1 March 2026");
    }

    @Test
    void anUnknownVersionIsNotReplacedByTheCurrentOne() {
        assertThat(reason(ask("us-epa-aqi", "2012", "pm2_5", "24h", BigDecimal.TEN, "ug/m3")))
                .isEqualTo(Reason.UNKNOWN_VERSION);
        assertThat(reason(ask("eaqi", "", "pm2_5", "1h", BigDecimal.TEN, "ug/m3"))).isEqualTo(Reason.UNKNOWN_VERSION);
        assertThat(some(ask("eaqi", null, "pm2_5", "1h", BigDecimal.TEN, "ug/m3")).index())
                .isEqualTo(new IndexId("eaqi", "2024"));
    }

    private static List<Map<String, String>> names(IndexDefinition index) {
        return Stream.concat(Stream.of(index.names()),
                index.bands().stream().map(Band::names)).toList();
    }
}
