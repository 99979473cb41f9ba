package org.airshed.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.Band;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.IndexKind;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.index.Ventilation;
import org.airshed.ingest.series.line.IndicatorLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be checked of dashboards without a Grafana. */
class DashboardSchemaTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
    private static final Set<String> GRAFANAS_OWN = Set.of("timeFilter", "__interval", "__interval_ms", "__from",
            "__to", "tag_station", "tag_sensor", "tag_level", "tag_area");
    private static final int COLUMNS = 24;
    /** A field that a row of a derived measurement may lack. */
    private static final Pattern DERIVED = Pattern
            .compile("\"(value(?:_lower|_upper)?|[\\w${}]+_mean)\"");

    static List<Path> dashboards() {
        return DashboardFiles.dashboards();
    }

    @Test
    void thereIsANeighbourhoodDashboard() {
        assertThat(dashboards()).extracting(file -> file.getFileName().toString()).contains("neighbourhood.json");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardIsClassicJsonWithAnIdOfItsOwn(Path file) {
        JsonNode dashboard = DashboardFiles.read(file);
        assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(42);
        assertThat(dashboard.path("uid").asText()).matches("[a-z0-9-]{3,40}");
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.has("id")).as("a database id of somebody's Grafana").isFalse();
        assertThat(dashboards()).filteredOn(
                other -> DashboardFiles.read(other).path("uid").asText().equals(dashboard.path("uid").asText()))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveTheirOwnIdsATitleAndQueries(Path file) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : DashboardFiles.panels(DashboardFiles.read(file))) {
            ids.add(panel.path("id").asInt());
            assertThat(panel.path("title").asText()).isNotBlank();
            if (isRow(panel)) {
                continue;
            }
            assertThat(panel.path("description").asText()).as("says what it shows").isNotBlank();
            Set<String> refIds = new HashSet<>();
            for (JsonNode target : panel.path("targets")) {
                assertThat(refIds.add(target.path("refId").asText())).isTrue();
                assertThat(target.path("rawQuery").asBoolean()).isTrue();
                assertThat(target.path("resultFormat").asText()).isIn("table", "time_series");
            }
            assertThat(refIds).as(panel.path("title").asText()).isNotEmpty();
        }
        assertThat(ids).doesNotHaveDuplicates().doesNotContain(0).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsLieWithinTheGridAndNotOnEachOther(Path file) {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : DashboardFiles.read(file).path("panels")) {
            JsonNode at = panel.path("gridPos");
            int x = at.path("x").asInt(-1);
            int y = at.path("y").asInt(-1);
            int width = at.path("w").asInt();
            int height = at.path("h").asInt();
            assertThat(x).isNotNegative();
            assertThat(y).isNotNegative();
            assertThat(width).isPositive();
            assertThat(height).isPositive();
            assertThat(x + width).isLessThanOrEqualTo(COLUMNS);
            for (int column = x; column < x + width; column++) {
                for (int row = y; row < y + height; row++) {
                    assertThat(taken.add(List.of(column, row)))
                            .as("%s lies on another panel at %d, %d", panel.path("title").asText(), column, row)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everythingAsksTheProvisionedDataSource(Path file) {
        Set<String> provisioned = new HashSet<>();
        for (JsonNode source : DashboardFiles.provisioning("datasources").path("datasources")) {
            assertThat(source.path("type").asText()).isEqualTo("influxdb");
            assertThat(source.path("jsonData").path("dbName").asText()).isNotBlank();
            provisioned.add(source.path("uid").asText());
        }
        assertThat(provisioned).isNotEmpty();
        List<JsonNode> asked = DashboardFiles.read(file).findValues("datasource");
        assertThat(asked).isNotEmpty().allSatisfy(source -> {
            assertThat(source.path("type").asText()).isEqualTo("influxdb");
            assertThat(source.path("uid").asText()).isIn(provisioned);
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableInAQueryIsDefined(Path file) {
        JsonNode dashboard = DashboardFiles.read(file);
        Set<String> defined = new HashSet<>(GRAFANAS_OWN);
        dashboard.path("templating").path("list").forEach(variable -> defined.add(variable.path("name").asText()));
        for (JsonNode panel : DashboardFiles.panels(dashboard)) {
            for (JsonNode target : panel.path("targets")) {
                Matcher used = VARIABLE.matcher(target.path("query").asText() + " " + target.path("alias").asText());
                while (used.find()) {
                    assertThat(used.group(1)).as(target.path("query").asText()).isIn(defined);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void whatIsRepeatedForAVariableSaysWhichOne(Path file) {
        JsonNode dashboard = DashboardFiles.read(file);
        for (JsonNode panel : DashboardFiles.panels(dashboard)) {
            if (panel.has("repeat")) {
                String variable = panel.path("repeat").asText();
                assertThat(variable(dashboard, variable).path("multi").asBoolean()).isTrue();
                assertThat(panel.path("title").asText()).contains("$" + variable);
            }
        }
    }

    /** A line cannot take a field away from a point: what a row lacks may still stand there from an earlier revision. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void whatARowLacksIsLeftOut(Path file) {
        for (String query : queries(file)) {
            boolean derived = query.contains("FROM \"indicator\"") || query.contains("FROM \"air_");
            Matcher read = DERIVED.matcher(derived ? query : "");
            while (read.find()) {
                String field = read.group(1);
                String lacks = field.startsWith("value") ? "lacks" : field.replaceFirst("_mean$", "_lacks");
                int bit = switch (field) {
                    case "value_lower" -> IndicatorLines.LACKS_LOWER;
                    case "value_upper" -> IndicatorLines.LACKS_UPPER;
                    default -> IndicatorLines.LACKS_VALUE;
                };
                assertThat(masks(query, lacks)).as("looks whether a row lacks %s: %s", field, query)
                        .anyMatch(mask -> (mask & bit) != 0);
            }
        }
    }

    /** What was replaced is kept in measurements of its own, which no panel shows. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelShowsWhatWasReplaced(Path file) {
        assertThat(queries(file)).isNotEmpty().noneMatch(query -> query.contains("_rev\""));
    }

    @Test
    void everyIndexOnOfferCanBeChosenAndTheEuropeanOneIsShownFirst() {
        JsonNode index = variable(neighbourhood(), "index");
        List<String> values = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        index.path("options").forEach(option -> {
            values.add(option.path("value").asText());
            pairs.add(option.path("text").asText() + " : " + option.path("value").asText());
        });
        assertThat(values).containsExactlyInAnyOrderElementsOf(communicationIndices().map(of -> of.id().id()).toList());
        assertThat(index.path("query").asText()).isEqualTo(String.join(", ", pairs));
        assertThat(index.path("current").path("value").asText()).isEqualTo("eaqi");
    }

    /** Whatever has no value must not look like the best band. */
    @Test
    void anIndexHasItsOwnColoursAndBandEdgesAndNoneWithoutAValue() {
        communicationIndices().forEach(index -> {
            List<JsonNode> overrides = overrides(neighbourhood(), index.id().id());
            assertThat(overrides).as(index.id().text()).hasSize(2).allSatisfy(override -> {
                JsonNode steps = property(override, "thresholds").path("steps");
                assertThat(steps.path(0).path("value").isNull()).isTrue();
                assertThat(index.bands()).extracting(Band::colour).doesNotContain(steps.path(0).path("color").asText());
                List<String> expected = new ArrayList<>();
                index.bands().forEach(band -> expected.add(band.numberFrom() + " " + band.colour()));
                List<String> shown = new ArrayList<>();
                for (int i = 1; i < steps.size(); i++) {
                    shown.add(steps.path(i).path("value").asInt() + " " + steps.path(i).path("color").asText());
                }
                assertThat(shown).isEqualTo(expected);
                for (JsonNode mapping : property(override, "mappings")) {
                    if (mapping.path("type").asText().equals("value")) {
                        mapping.path("options").properties().forEach(of -> {
                            Band band = index.band(new BigDecimal(of.getKey()));
                            assertThat(of.getValue().path("text").asText())
                                    .isEqualTo(of.getKey() + " " + band.name("en"));
                            assertThat(of.getValue().path("color").asText()).isEqualTo(band.colour());
                        });
                    } else {
                        assertThat(mapping.path("options").path("match").asText()).isEqualTo("null");
                        assertThat(mapping.path("options").path("result").path("text").asText())
                                .isEqualTo("not enough data");
                    }
                }
            });
        });
    }

    /** Where a sensor's uncertainty holds the limit, the proxy decides nothing; elsewhere the colour is the band's. */
    @Test
    void aRoomHasTheColourOfItsBandWhereTheSensorCanTell() {
        JsonNode steps = property(overrides(neighbourhood(), "co2").getFirst(), "thresholds").path("steps");
        String undecided = steps.path(0).path("color").asText();
        for (double ppm : new double[]{400, 1380.9, 1381, 1500, 1631.5, 1631.6, 3000}) {
            IndexResult.Value value = (IndexResult.Value) Indices.subIndex("co2-japan-school", null,
                    ObservedProperties.of("co2"), Averaging.HOUR_1, BigDecimal.valueOf(ppm), "ppm");
            Ventilation ventilation = Objects.requireNonNull(value.ventilation());
            String colour = "";
            for (JsonNode step : steps) {
                if (step.path("value").isNull() || step.path("value").asDouble() <= ppm) {
                    colour = step.path("color").asText();
                }
            }
            assertThat(colour).as("%s ppm", ppm)
                    .isEqualTo(ventilation.about() ? undecided : value.band().colour());
        }
    }

    @Test
    void namesOfPropertiesAreOfPropertiesThatThereAre() {
        for (JsonNode override : overrides(neighbourhood(), "property")) {
            for (JsonNode mapping : property(override, "mappings")) {
                mapping.path("options").properties().forEach(
                        of -> assertThat(ObservedProperties.find(of.getKey())).as(of.getKey()).isPresent());
            }
        }
    }

    @Test
    void dashboardsAreProvidedInAFolder() {
        assertThat(DashboardFiles.provisioning("dashboards").path("providers")).singleElement().satisfies(provider -> {
            assertThat(provider.path("folder").asText()).isEqualTo("Airshed");
            assertThat(provider.path("type").asText()).isEqualTo("file");
            assertThat(provider.path("options").path("path").asText()).isNotBlank();
        });
    }

    private static boolean isRow(JsonNode panel) {
        return panel.path("type").asText().equals("row");
    }

    private static JsonNode neighbourhood() {
        return DashboardFiles.read(dashboards().stream().filter(file -> file.endsWith("neighbourhood.json")).findFirst()
                .orElseThrow());
    }

    private static List<String> queries(Path file) {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : DashboardFiles.panels(DashboardFiles.read(file))) {
            panel.path("targets").forEach(target -> queries.add(target.path("query").asText()));
        }
        return queries;
    }

    private static List<Integer> masks(String query, String lacks) {
        return Pattern.compile("\"" + Pattern.quote(lacks) + "\" & (\\d)").matcher(query).results()
                .map(found -> Integer.valueOf(found.group(1))).toList();
    }

    private static JsonNode variable(JsonNode dashboard, String name) {
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("name").asText().equals(name)) {
                return variable;
            }
        }
        throw new IllegalArgumentException("no variable is called '" + name + "'");
    }

    /** What panels change for a field of this name. */
    private static List<JsonNode> overrides(JsonNode dashboard, String field) {
        List<JsonNode> overrides = new ArrayList<>();
        for (JsonNode panel : DashboardFiles.panels(dashboard)) {
            for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
                if (override.path("matcher").path("options").asText().equals(field)) {
                    overrides.add(override);
                }
            }
        }
        return overrides;
    }

    private static JsonNode property(JsonNode override, String id) {
        for (JsonNode property : override.path("properties")) {
            if (property.path("id").asText().equals(id)) {
                return property.path("value");
            }
        }
        throw new IllegalArgumentException("no " + id + " in " + override);
    }

    private static Stream<IndexDefinition> communicationIndices() {
        return Indices.all().stream().filter(index -> index.kind() == IndexKind.COMMUNICATION_INDEX
                && index.status() == IndexDefinition.Status.CURRENT);
    }
}
