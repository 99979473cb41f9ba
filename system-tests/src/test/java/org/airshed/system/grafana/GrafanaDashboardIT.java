package org.airshed.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.airshed.benchmarks.process.Waiting;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.system.Needs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every query of the dashboard against a real InfluxDB that the two processes have filled and go on filling. Those about
 * neighbourhoods must say what {@code /api/v1} says of the same hours: the same values, and none where it says that there
 * is not enough data. One neighbourhood has lost a station to a keeper's judgement by then, so that values of earlier
 * revisions still stand in the database and must not come out.
 */
@Timeout(300)
class GrafanaDashboardIT {
    private static final Pattern TOO_FEW = Pattern.compile("[0-2] of [0-9] stations, 3 are needed");
    private static final Duration ONE_ROUND = Duration.ofSeconds(10);
    private static final List<String> AREAS = List.of(DemoNetwork.SILENCED, DemoNetwork.HEARD);
    private static final List<String> KEY = List.of("area", "environment", "index", "property", "period");
    private static final List<String> KEY_AND_COLUMNS = Stream.concat(KEY.stream(), Row.COLUMNS.stream()).toList();

    @TempDir
    static Path folder;

    private static @Nullable DemoNetwork demo;
    private static DemoNetwork.Silence silence = new DemoNetwork.Silence(Instant.EPOCH, List.of());
    private static Instant to = Instant.EPOCH;

    @BeforeAll
    static void fillThroughBothProcesses() {
        DemoNetwork network = DemoNetwork.start(folder);
        demo = network;
        silence = network.silence();
        to = Instant.now();
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static DemoNetwork network() {
        if (demo == null) {
            throw new IllegalStateException("nothing was started");
        }
        return demo;
    }

    private static Instant from() {
        return to.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.DAYS);
    }

    static Stream<Path> dashboards() {
        return DashboardFiles.dashboards().stream();
    }

    private static Panels neighbourhood() {
        return dashboards().filter(file -> file.endsWith("neighbourhood.json")).findFirst()
                .map(file -> Panels.of(network(), file, from(), to)).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableOffersWhatIsThere(Path file) {
        for (JsonNode variable : DashboardFiles.read(file).path("templating").path("list")) {
            List<String> values = offered(variable);
            switch (variable.path("name").asText()) {
                case "station" -> assertThat(values).containsExactlyInAnyOrderElementsOf(DemoNetwork.STATIONS);
                case "area" -> assertThat(values).containsExactlyInAnyOrderElementsOf(AREAS);
                case "index" -> assertThat(values).containsExactlyInAnyOrderElementsOf(
                        Row.ofDatabase(network().answer("SHOW TAG VALUES FROM \"indicator\" WITH KEY = \"index\" WHERE "
                                + "\"property\" = 'all' AND \"environment\" = 'outdoor'"))
                                .stream().map(row -> row.text("value")).toList());
                // Not what quality control wrote beside the values.
                case "property" -> assertThat(values).containsAll(DemoNetwork.MEASURED_BY.keySet())
                        .doesNotHaveDuplicates().allSatisfy(
                                value -> assertThat(ObservedProperties.find(value)).as(value).isPresent());
                default -> assertThat(values).as(variable.toString()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryOfReadingsAnswersForEveryStationThatMeasures(Path file) {
        DemoNetwork.MEASURED_BY.forEach((property, having) -> {
            for (List<String> chosen : List.of(DemoNetwork.STATIONS, having.subList(0, 1))) {
                eachQueryOfReadings(file, chosen, property, (query, series) -> {
                    Set<String> expected = new TreeSet<>(chosen);
                    if (query.contains('"' + property + '"')) {
                        expected.retainAll(having);
                    }
                    assertThat(stationsOf(series)).as(query).isEqualTo(expected);
                });
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryOfReadingsAnswersForEveryPropertyThatIsOffered(Path file) {
        for (JsonNode variable : DashboardFiles.read(file).path("templating").path("list")) {
            if (variable.path("name").asText().equals("property")) {
                for (String property : offered(variable)) {
                    eachQueryOfReadings(file, DemoNetwork.STATIONS, property,
                            (query, series) -> assertThat(series.size()).as(query).isPositive());
                }
            }
        }
    }

    /** The map's points come from the running ingest tier: what its API calls a station's place is where the point is. */
    @Test
    void placesInTheDatabaseAreThoseOfTheApi() {
        Map<String, List<Double>> places = new HashMap<>();
        for (JsonNode series : network().answer("SELECT last(\"latitude\"), last(\"longitude\") FROM \"station_info\" "
                + "GROUP BY \"station\"")) {
            JsonNode row = series.path("values").path(0);
            places.put(series.path("tags").path("station").asText(),
                    List.of(row.path(1).asDouble(), row.path(2).asDouble()));
        }
        Map<String, List<Double>> expected = new HashMap<>();
        for (JsonNode station : network().items("/api/v1/stations")) {
            JsonNode place = station.path("place");
            expected.put(station.path("id").asText(),
                    List.of(place.path("latitude").asDouble(), place.path("longitude").asDouble()));
        }
        assertThat(places).isEqualTo(expected).hasSize(DemoNetwork.STATIONS.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eaqi", "us-epa-aqi", "uk-daqi"})
    void theIndexNowIsTheApis(String index) {
        List<String> columns = new ArrayList<>(Row.COLUMNS);
        columns.add("area");
        Supplier<Set<Row>> api = () -> only(newest(indicators("index=" + index + "&property=all&period=1h", from())),
                columns);
        same(api, () -> only(ask("How sure the index is", "A", "index", index), index, columns));
        same(() -> only(newest(indicators("index=" + index + "&property=all&period=1h", from())),
                List.of("area", "value", "missing")),
                () -> only(ask("Index now: ${index:text}", "A", "index", index), index,
                        List.of("area", "value", "missing")));
        assertThat(api.get()).hasSize(AREAS.size()).anyMatch(Row::hasValue);
    }

    /** What the page shows first: the network's own index. */
    @Test
    void theIndexNowIsWhatThePageShows() {
        List<String> columns = List.of("value", "lower", "upper", "stations", "coverage");
        for (String area : AREAS) {
            same(() -> {
                JsonNode now = network().api("/api/v1/areas/" + area).path("now").path("outdoor");
                assertThat(now.path("index").path("id").asText()).isEqualTo("eaqi");
                Row row = Row.ofApi(List.of(now)).getFirst();
                return row.hasValue() ? row.only(columns) : row.only(List.of());
            }, () -> {
                Row row = only(ask("How sure the index is", "A", "index", "eaqi"), "eaqi", KEY_AND_COLUMNS).stream()
                        .filter(one -> one.text("area").equals(area)).findFirst().orElseThrow();
                assertThat(row.has("missing")).as("either a value or what is missing: %s", row)
                        .isNotEqualTo(row.hasValue());
                return row.hasValue() ? row.only(columns) : row.only(List.of());
            });
        }
    }

    @Test
    void concentrationsNowAreTheApisOutdoorsAndIndoors() {
        List<String> columns = new ArrayList<>(Row.COLUMNS);
        columns.addAll(List.of("area", "environment", "property"));
        Supplier<Set<Row>> api = () -> only(newest(indicators("index=concentration&period=1h", from())), columns);
        same(api, () -> only(ask("Concentrations now", "A"), columns));
        assertThat(api.get()).anyMatch(Row::hasValue)
                .anyMatch(row -> row.text("area").equals(DemoNetwork.SILENCED)
                        && row.text("environment").equals("outdoor") && row.text("property").equals("pm2_5")
                        && TOO_FEW.matcher(row.text("missing")).matches())
                .anyMatch(row -> row.text("environment").equals("indoor") && !row.hasValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm2_5", "pm10", "temperature"})
    void hourlyConcentrationsAndTheirBandAreTheApis(String property) {
        Supplier<List<Row>> api = () -> indicators(
                "index=concentration&property=" + property + "&period=1h&environment=outdoor", from());
        String title = "$property hour by hour: $area";
        same(() -> line(api.get(), "lower", "area"), () -> drawn(title, "A", "area", property));
        same(() -> line(api.get(), "upper", "area"), () -> drawn(title, "B", "area", property));
        same(() -> line(api.get(), "value", "area"), () -> drawn(title, "C", "area", property));
        // An hour without a median has this line too.
        same(() -> line(api.get(), "stations", "area"),
                () -> drawn("Stations that spoke: $property", "A", "area", property));
        assertThat(api.get()).anyMatch(Row::hasValue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eaqi", "us-epa-aqi", "uk-daqi"})
    void hourlyIndicesAreTheApis(String index) {
        Supplier<Set<Row>> api = () -> line(
                indicators("index=" + index + "&property=all&period=1h&environment=outdoor", from()), "value", "area");
        same(api, () -> drawnRows(ask("Index hour by hour: ${index:text}", "A", "index", index), "area"));
        assertThat(api.get()).isNotEmpty();
    }

    /** Half of the point: the same query without its condition on {@code lacks} would show what no longer holds. */
    @Test
    void whatAnAreaLostStillStandsInTheDatabaseAndIsNotShown() {
        String lost = "SELECT count(\"value\") FROM \"indicator\" WHERE \"area\" = '" + DemoNetwork.SILENCED
                + "' AND \"index\" = 'eaqi' AND \"property\" = 'all' AND \"period\" = '1h' AND \"lacks\" & 1 = 1";
        assertThat(Row.ofDatabase(network().answer(lost))).singleElement()
                .satisfies(row -> assertThat(row.number("count")).isGreaterThanOrEqualTo(2));
        assertThat(ofSilence(ask("Index hour by hour: ${index:text}", "A", "index", "eaqi"))).isNotEmpty()
                .noneMatch(row -> row.has("last"));
        for (String target : List.of("A", "B", "C")) {
            assertThat(ofSilence(ask("$property hour by hour: $area", target))).isNotEmpty()
                    .noneMatch(row -> row.has("last"));
        }
        assertThat(ofSilence(ask("Index now: ${index:text}", "A", "index", "eaqi"))).singleElement()
                .satisfies(row -> assertThat(row.has("missing") && !row.has("eaqi")).as("%s", row).isTrue());
    }

    private static List<Row> ofSilence(List<Row> rows) {
        return rows.stream().filter(row -> row.text("area").equals(DemoNetwork.SILENCED)
                && row.time() >= silence.from().toEpochMilli()).toList();
    }

    @Test
    void co2OfRoomsIsTheApisAndStaysApart() {
        Supplier<Set<Row>> api = () -> {
            Set<Row> rooms = new HashSet<>();
            for (String area : AREAS) {
                network().api("/api/v1/areas/" + area).path("now").path("indoor").path("rooms")
                        .forEach(
                                room -> rooms.add(Row.ofApi(List.of(room)).getFirst().only(List.of("station", "co2"))));
            }
            return rooms;
        };
        same(api, () -> {
            Set<Row> joined = new HashSet<>(only(ask("Ventilation proxy: rooms now", "A"), List.of("station", "co2")));
            Set<String> rooms = new TreeSet<>();
            ask("Ventilation proxy: rooms now", "B").forEach(row -> rooms.add(row.text("station")));
            joined.removeIf(row -> !rooms.contains(row.text("station")));
            return joined;
        });
        assertThat(api.get()).isNotEmpty();
        String title = "Ventilation proxy: CO2 hour by hour";
        same(() -> usableHours("co2", List.of("station", "sensor")),
                () -> drawnRows(ask(title, "A"), "station", "sensor"));
        same(() -> line(indicators("index=concentration&property=co2&period=1h&environment=indoor", from()), "value",
                "area"), () -> drawnRows(ask(title, "B"), "area"));
    }

    @Test
    void monthsAndYearsAreTheApis() {
        List<String> shown = List.of("clean-air-days", "data-capture", "spatial-coverage", "school-hours-under-limit");
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(List.of("value", "lower", "upper", "coverage", "missing"));
        Instant since = neighbourhood().from(neighbourhood().panel("Months and years"));
        Supplier<Set<Row>> api = () -> {
            List<Row> rows = new ArrayList<>(indicators("period=1mo", since));
            rows.addAll(indicators("period=1y", since));
            rows.removeIf(row -> !shown.contains(row.text("index")) && !row.text("index").startsWith("days-over:"));
            return only(rows, columns);
        };
        same(api, () -> only(ask("Months and years", "A"), columns));
        // One whole day: shares and means say what they lack, counts are counts.
        assertThat(api.get()).anyMatch(row -> row.text("index").equals("days-over:who-2021") && row.hasValue())
                .anyMatch(row -> row.text("index").equals("clean-air-days") && row.has("missing"))
                .anyMatch(row -> row.text("index").equals("data-capture"))
                .anyMatch(row -> row.text("index").equals("spatial-coverage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm2_5", "temperature"})
    void hoursThatCountAreTheApis(String property) {
        List<String> key = List.of("station", "sensor", "level");
        same(() -> usableHours(property, key), () -> drawnRows(
                ask("Hours that count", "A", "property", property), key.toArray(String[]::new)));
        assertThat(usableHours(property, key)).isNotEmpty();
    }

    @Test
    void theInterfaceTellsTheSameStoryFromThisDatabase() {
        assertThat(network().items("/api/v1/areas")).extracting(area -> area.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(AREAS);
        JsonNode heard = network().api("/api/v1/areas/" + DemoNetwork.HEARD);
        assertThat(heard.path("now").path("outdoor").path("value").isNumber()).as("%s", heard).isTrue();
        assertThat(heard.path("now").path("outdoor").path("category").path("colour").asText()).startsWith("#");
        assertThat(heard.path("card").path("answer").asText()).isEqualTo("not-enough-data");
        JsonNode silenced = network().api("/api/v1/areas/" + DemoNetwork.SILENCED).path("now").path("outdoor");
        assertThat(silenced.path("missing").asText()).as("%s", silenced).matches(TOO_FEW);
        assertThat(silenced.has("value")).isFalse();

        JsonNode indices = network().api("/api/v1/stations/poblenou-1/indices").path("items");
        assertThat(indices).extracting(item -> item.path("index").asText()).contains("eaqi", "us-epa-aqi", "uk-daqi");
        assertThat(indices).filteredOn(item -> item.path("index").asText().equals("eaqi")).singleElement()
                .satisfies(item -> assertThat(item.path("value").isNumber()).as("%s", item).isTrue());

        String station = silence.stations().getFirst();
        List<JsonNode> hours = network().items("/api/v1/readings?station=" + station
                + "&property=pm2_5&rollup=1h&from=" + from());
        assertThat(hours).anyMatch(hour -> hour.path("value").isNumber() && hour.path("flag").asInt() == 1);
        assertThat(hours).filteredOn(hour -> !Instant.parse(hour.path("time").asText()).isBefore(silence.from()))
                .isNotEmpty().allSatisfy(hour -> {
                    assertThat(hour.path("flag").asInt()).isEqualTo(4);
                    assertThat(hour.path("reasons").toString()).contains("judged-by-person");
                });
    }

    /** What a later revision replaced is told as a change and kept. */
    @Test
    void theJudgementIsANewRevisionAndTheEarlierOneIsKept() {
        List<JsonNode> changes = network().items("/api/v1/changes");
        List<Long> ofArea = revisions(changes, DemoNetwork.SILENCED, silence.from());
        List<Long> ofStation = revisions(changes, silence.stations().getFirst(), silence.from());
        assertThat(ofArea).singleElement().isNotNull();
        assertThat(ofStation).singleElement().isNotNull();
        String path = "/api/v1/areas/" + DemoNetwork.SILENCED
                + "/indicators?index=eaqi&property=all&period=1h&from=" + silence.from() + "&to="
                + silence.from().plus(1, ChronoUnit.HOURS);
        JsonNode now = network().items(path).getFirst();
        assertThat(now.has("value")).isFalse();
        assertThat(network().items(path + "&replaced=true")).isNotEmpty()
                .anySatisfy(before -> {
                    assertThat(before.path("value").isNumber()).isTrue();
                    assertThat(before.path("revision").asLong()).isLessThan(now.path("revision").asLong());
                });
        assertThat(ofArea.getFirst()).isGreaterThanOrEqualTo(now.path("revision").asLong());
    }

    /** What people copy from the guide. */
    @Test
    void theDatabaseUnderstandsTheQueriesOfTheGuide() throws IOException {
        String guide = Files.readString(Needs.checkout().resolve("docs/grafana.md"));
        List<String> queries = Pattern.compile("```\n(SELECT [^`]+)```").matcher(guide).results()
                .map(found -> found.group(1)).toList();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(3);
        for (String query : queries) {
            String asked = new Interpolation(Map.of(), "1m").query(query.replace("'poblenou'", "'poblenou-15'")
                    .replace("'atelier-3'", "'poblenou-1'"), from().toEpochMilli(), to.toEpochMilli());
            assertThat(Row.ofDatabase(network().answer(asked))).as(asked)
                    .anyMatch(row -> row.cells().values().stream().anyMatch(Double.class::isInstance));
        }
    }

    private static List<Long> revisions(List<JsonNode> changes, String id, Instant hour) {
        return changes.stream().filter(change -> change.path("id").asText().equals(id)
                && Instant.parse(change.path("time").asText()).equals(hour))
                .map(change -> change.path("revision").asLong()).toList();
    }

    /** Asked until both say the same, for a moment: a round of computing may lie between two questions. */
    private static <T> void same(Supplier<T> api, Supplier<T> database) {
        List<T> answers = new ArrayList<>();
        boolean same = Waiting.holdsWithin(ONE_ROUND, () -> {
            answers.clear();
            answers.add(database.get());
            answers.add(api.get());
            return answers.getFirst().equals(answers.getLast());
        });
        if (!same) {
            assertThat(answers.getFirst()).isEqualTo(answers.getLast());
        }
    }

    /** Rows of the API, of both areas, within the dashboard's period. */
    private static List<Row> indicators(String parameters, Instant since) {
        List<JsonNode> items = new ArrayList<>();
        for (String area : AREAS) {
            items.addAll(network().items("/api/v1/areas/" + area + "/indicators?" + parameters + "&from=" + since
                    + "&to=" + to.plusMillis(1).truncatedTo(ChronoUnit.MILLIS) + "&limit=10000"));
        }
        return Row.ofApi(items);
    }

    private static List<Row> newest(List<Row> rows) {
        return Row.newest(rows, KEY);
    }

    private static Set<Row> only(List<Row> rows, List<String> columns) {
        Set<Row> some = new HashSet<>();
        rows.forEach(row -> some.add(row.only(columns)));
        assertThat(some).as("no two rows are the same").hasSameSizeAs(rows);
        return some;
    }

    /** The same of a panel that calls its value by the index's name. */
    private static Set<Row> only(List<Row> rows, String index, List<String> columns) {
        return only(rows.stream().map(row -> row.renamed(index, "value")).toList(), columns);
    }

    /** One line of a diagram: the rows that have this column, each with its key and time. */
    private static Set<Row> line(List<Row> rows, String column, String... key) {
        List<String> columns = new ArrayList<>(Arrays.asList(key));
        columns.add("drawn");
        return only(rows.stream().filter(row -> row.has(column)).map(row -> row.renamed(column, "drawn")).toList(),
                columns);
    }

    private static Set<Row> drawnRows(List<Row> rows, String... key) {
        return line(rows, "last", key);
    }

    private static Set<Row> drawn(String title, String refId, String key, String property) {
        return drawnRows(ask(title, refId, "property", property), key);
    }

    /** Hourly means of the API that quality control let through. */
    private static Set<Row> usableHours(String property, List<String> key) {
        List<Row> hours = Row.ofApi(network().items("/api/v1/readings?property=" + property + "&rollup=1h&from="
                + from() + "&to=" + to.plusMillis(1).truncatedTo(ChronoUnit.MILLIS) + "&limit=10000"));
        return line(hours.stream().filter(hour -> hour.number("flag") < 4).toList(), "value",
                key.toArray(String[]::new));
    }

    private static List<Row> ask(String title, String refId, String... chosen) {
        Map<String, List<String>> variables = new HashMap<>(Map.of("area", AREAS, "station", DemoNetwork.STATIONS,
                "property", List.of("pm2_5"), "index", List.of("eaqi")));
        for (int i = 0; i < chosen.length; i += 2) {
            variables.put(chosen[i], List.of(chosen[i + 1]));
        }
        return neighbourhood().rows(title, refId, variables);
    }

    private interface Answered {
        void by(String query, JsonNode series);
    }

    /** Runs every query of readings as they came over the last day; each series that comes back must hold a value. */
    private static void eachQueryOfReadings(Path file, List<String> stations, String property, Answered check) {
        Instant now = Instant.now();
        Panels panels = Panels.of(network(), file, now.minus(1, ChronoUnit.DAYS), now);
        for (JsonNode panel : DashboardFiles.panels(panels.dashboard())) {
            for (JsonNode target : panel.path("targets")) {
                String template = target.path("query").asText();
                if (!template.contains("FROM \"air\"") && !template.startsWith("SELECT last(\"latitude\")")) {
                    continue;
                }
                String query = panels.query(panel, target,
                        Map.of("station", stations, "property", List.of(property)));
                JsonNode series = network().answer(query);
                assertThat(series).as("values of panel '%s': %s", panel.path("title").asText(), query)
                        .allSatisfy(one -> assertThat(hasValue(one)).isTrue());
                check.by(query, series);
            }
        }
    }

    private static boolean hasValue(JsonNode series) {
        for (JsonNode row : series.path("values")) {
            if (row.path(1).isNumber()) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> stationsOf(JsonNode series) {
        Set<String> stations = new TreeSet<>();
        series.forEach(one -> stations.add(one.path("tags").path("station").asText()));
        return stations;
    }

    private static List<String> offered(JsonNode variable) {
        List<String> values = new ArrayList<>();
        if (variable.path("type").asText().equals("custom")) {
            variable.path("options").forEach(option -> values.add(option.path("value").asText()));
            return values;
        }
        for (JsonNode series : network().answer(variable.path("query").asText())) {
            int column = series.path("columns").path(0).asText().equals("key") ? 1 : 0;
            series.path("values").forEach(row -> values.add(row.path(column).asText()));
        }
        String regex = variable.path("regex").asText();
        if (!regex.isEmpty()) {
            Pattern kept = Pattern.compile(regex.substring(1, regex.length() - 1));
            values.removeIf(value -> !kept.matcher(value).find());
        }
        return values;
    }
}
