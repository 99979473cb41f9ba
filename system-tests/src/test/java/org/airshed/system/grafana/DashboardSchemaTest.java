package org.airshed.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be checked of dashboards without a Grafana. */
class DashboardSchemaTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
    private static final Set<String> GRAFANAS_OWN = Set.of("timeFilter", "__interval", "__interval_ms", "__from",
            "__to", "tag_station", "tag_sensor");
    private static final int COLUMNS = 24;

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

    @Test
    void dashboardsAreProvidedInAFolder() {
        assertThat(DashboardFiles.provisioning("dashboards").path("providers")).singleElement().satisfies(provider -> {
            assertThat(provider.path("folder").asText()).isEqualTo("Airshed");
            assertThat(provider.path("type").asText()).isEqualTo("file");
            assertThat(provider.path("options").path("path").asText()).isNotBlank();
        });
    }
}
