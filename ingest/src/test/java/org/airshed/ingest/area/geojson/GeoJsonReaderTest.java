package org.airshed.ingest.area.geojson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Polygons;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Walk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeoJsonReaderTest {
    private static final String SQUARE = "[[[2,41],[3,41],[3,42],[2,42],[2,41]]]";

    private static AreaFile read(String json) {
        return GeoJsonReader.read("barris.geojson", json.getBytes(UTF_8));
    }

    private static String feature(String properties, String type, String coordinates) {
        return "{\"type\":\"Feature\",\"properties\":" + properties + ",\"geometry\":{\"type\":\"" + type
                + "\",\"coordinates\":" + coordinates + "}}";
    }

    private static String polygon(String coordinates) {
        return feature("{\"name\":\"El Clot\"}", "Polygon", coordinates);
    }

    private static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
    }

    @Test
    void allThatCanBeAnAreaBecomesOne() {
        AreaFile file = read(collection(polygon(SQUARE),
                feature("{\"id\":\"islands\",\"name\":\"Illes\"}", "MultiPolygon",
                        "[" + SQUARE
                                + ",[[[5,41],[6,41],[6,42],[5,42],[5,41]],[[5.2,41.2],[5.2,41.4],[5.4,41.4],[5.2,41.2]]]]"),
                feature("{\"name\":\"Casa\",\"minutes\":15}", "Point", "[2.2035, 41.4030, 12]")));
        assertThat(file.problems()).isEmpty();
        assertThat(file.warnings()).isEmpty();
        assertThat(file.areas()).extracting(area -> area.id().text()).containsExactly("el-clot", "islands", "casa");
        assertThat(file.areas().get(0).shape().contains(41.5, 2.5)).isTrue();
        assertThat(file.areas().get(1).shape().contains(41.5, 5.5)).isTrue();
        assertThat(file.areas().get(1).shape().contains(41.3, 5.25)).isFalse();
        assertThat(file.areas().get(2).shape()).isEqualTo(new Walk(new Position(41.4030, 2.2035), 15));
    }

    @Test
    void aFeatureAloneAndABareGeometryWillDo() {
        assertThat(read(polygon(SQUARE)).areas()).singleElement().extracting(Area::id)
                .isEqualTo(new AreaId("el-clot"));
        AreaFile bare = GeoJsonReader.read("maps/Sant Martí.geojson",
                ("{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}").getBytes(UTF_8));
        assertThat(bare.problems()).isEmpty();
        assertThat(bare.areas()).singleElement()
                .satisfies(area -> assertThat(area.id().text()).isEqualTo("sant-marti"))
                .satisfies(area -> assertThat(area.name("en")).isEqualTo("Sant Martí"));
    }

    @Test
    void namesComeByLanguage() {
        String byColon = "{\"id\":\"clot\",\"name\":\"El Clot\",\"name:ja\":\"エル・クロット\"}";
        assertThat(read(feature(byColon, "Polygon", SQUARE)).areas().getFirst().names())
                .isEqualTo(Map.of("und", "El Clot", "ja", "エル・クロット"));
        String object = "{\"id\":\"clot\",\"names\":{\"en\":\"Clot\",\"ca\":\"El Clot\"}}";
        assertThat(read(feature(object, "Polygon", SQUARE)).areas().getFirst().names())
                .isEqualTo(Map.of("en", "Clot", "ca", "El Clot"));
    }

    @Test
    void aNumberIsNoId() {
        String numbered = polygon(SQUARE).replace("\"properties\":{", "\"id\":66,\"properties\":{\"id\":7,");
        assertThat(read(numbered).areas()).singleElement().extracting(Area::id).isEqualTo(new AreaId("el-clot"));
        String named = polygon(SQUARE).replace("\"properties\":{", "\"id\":\"the-clot\",\"properties\":{");
        assertThat(read(named).areas()).singleElement().extracting(Area::id).isEqualTo(new AreaId("the-clot"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"Vila de Gràcia,vila-de-gracia", "'L''Antiga Esquerra',lantiga-esquerra", "Straße 17,strasse-17",
            "Ｓｈｉｂｕｙａ,shibuya", "  -- Poblenou (15 min) --,poblenou-15-min", "Sant Gil·les,sant-gilles",
            "'A very long name of a neighbourhood that goes on',a-very-long-name-of-a-neighbourhood-that",
            "Žižkov,zizkov", "Øst,ost"})
    void anIdIsMadeOfTheName(String name, String id) {
        assertThat(NameSlug.of(name)).contains(new AreaId(id));
    }

    @Test
    void ofSomeNamesNoIdCanBeMade() {
        assertThat(NameSlug.of("渋谷")).isEmpty();
        assertThat(NameSlug.of("B2")).isEmpty();
        assertThat(NameSlug.of("")).isEmpty();
    }

    static Stream<Arguments> wrong() {
        String named = "barris.geojson, feature 1 ('El Clot'): ";
        return Stream.of(
                Arguments.of("{\"type\":", "barris.geojson is not JSON: line 1, column 9: Unexpected end-of-input"),
                Arguments.of("{} x", "barris.geojson is not JSON: line 1"),
                Arguments.of("", "barris.geojson is no GeoJSON: it has no type"),
                Arguments.of("[]", "barris.geojson is no GeoJSON: it has no type"),
                Arguments.of("{\"type\":\"Topology\"}", "barris.geojson is a Topology; areas come as"),
                Arguments.of("{\"type\":\"FeatureCollection\"}", "without a list of features"),
                Arguments.of(collection(), "barris.geojson has no feature"),
                Arguments.of(collection("7"), "barris.geojson, feature 1 is no Feature"),
                Arguments.of(
                        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::25831\"}},"
                                + "\"features\":[]}",
                        "barris.geojson is in the coordinates of urn:ogc:def:crs:EPSG::25831; GeoJSON is in WGS 84"),
                Arguments.of(polygon("[[[41.4,122.2],[41.5,122.2],[41.5,122.3],[41.4,122.2]]]"),
                        named + "position 1 in ring 1: [41.4, 122.2] has latitude 122.2; GeoJSON writes the longitude"
                                + " first, are the two the wrong way round?"),
                Arguments.of(polygon("[[[2,41],[430000,4580000],[3,42],[2,41]]]"),
                        named + "position 2 in ring 1: latitude 4580000.0 is not between -90 and 90 degrees"),
                Arguments.of(polygon("[[[2,41],[3,41],[3,42],[2,42]]]"),
                        named + "ring 1 is not closed: it begins at [2.0, 41.0] and ends at [2.0, 42.0]"),
                Arguments.of(polygon("[[[2,41],[3,41],[2,41]]]"), named + "ring 1 has 3 positions, a ring needs"),
                Arguments.of(polygon("[[[2,41],[3,41],[4,41],[2,41]]]"),
                        named + "ring 1 encloses less than a square metre"),
                Arguments.of(polygon("[[[2,41],[3],[3,42],[2,41]]]"),
                        named + "position 2 in ring 1: '[3]' is no position [longitude, latitude]"),
                Arguments.of(polygon("[[[2,41],[\"3\",41],[3,42],[2,41]]]"),
                        named + "position 2 in ring 1: '[\"3\",41]'"),
                Arguments.of(polygon("[[[2,41],[1e999,41],[3,42],[2,41]]]"), named + "position 2 in ring 1: "),
                Arguments.of(polygon("[[[179,-17],[-179,-17],[-179,-16],[179,-16],[179,-17]]]"),
                        named + "ring 1 crosses the 180th meridian"),
                Arguments.of(polygon("[]"), named + "the coordinates are no list of rings"),
                Arguments.of(polygon("{}"), named + "the coordinates are no list of rings"),
                Arguments.of(polygon("[5]"), named + "ring 1 is no list of positions"),
                Arguments.of(feature("{\"name\":\"El Clot\"}", "MultiPolygon", "[]"), named + "its coordinates are no"),
                Arguments.of(feature("{\"name\":\"El Clot\"}", "MultiPolygon", "[" + SQUARE + ",[[[2,41]]]]"),
                        named + "ring 1 of polygon 2 has 1 position,"),
                Arguments.of(feature("{\"name\":\"El Clot\"}", "LineString", "[[2,41],[3,41]]"),
                        named + "is a LineString; an area is a Polygon"),
                Arguments.of("{\"type\":\"Feature\",\"properties\":{\"name\":\"El Clot\"},\"geometry\":null}",
                        named + "has no geometry"),
                Arguments.of(feature("{\"name\":\"El Clot\"}", "Point", "[2,41]"),
                        named + "is a Point without the property minutes"),
                Arguments.of(feature("{\"name\":\"El Clot\",\"minutes\":7.5}", "Point", "[2,41]"),
                        named + "minutes must be a whole number from 1 to 240, not 7.5"),
                Arguments.of(feature("{\"name\":\"El Clot\",\"minutes\":\"15\"}", "Point", "[2,41]"),
                        named + "minutes must be a whole number"),
                Arguments.of(feature("{\"name\":\"El Clot\",\"minutes\":500}", "Point", "[2,41]"),
                        named + "minutes must be 1 to 240, not 500"),
                Arguments.of(feature("{\"name\":\"El Clot\",\"minutes\":5}", "Point", "[41,122]"),
                        named + "[41.0, 122.0] has latitude 122.0"),
                Arguments.of(feature("{}", "Polygon", SQUARE), "barris.geojson, feature 1: has no name"),
                Arguments.of(feature("null", "Polygon", SQUARE), "barris.geojson, feature 1: has no name"),
                Arguments.of(feature("{\"name\":7}", "Polygon", SQUARE), "feature 1: its name is no text"),
                Arguments.of(feature("{\"name\":\"\"}", "Polygon", SQUARE), "feature 1 (''): has no id"),
                Arguments.of(feature("{\"name\":\"渋谷\"}", "Polygon", SQUARE),
                        "feature 1 ('渋谷'): has no id, and no name of which one of a-z and 0-9 can be made"),
                Arguments.of(feature("{\"id\":\"way/12\",\"name\":\"El Clot\"}", "Polygon", SQUARE),
                        named + "its id 'way/12' is not 3 to 40 characters"),
                Arguments.of(feature("{\"id\":\"clot\",\"name:xx!\":\"C\"}", "Polygon", SQUARE),
                        "feature 1 ('C'): 'xx!' is no language"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsSaidInASentence(String json, String sentence) {
        AreaFile file = read(json);
        assertThat(file.areas()).isEmpty();
        assertThat(file.problems()).singleElement().asString().contains(sentence);
    }

    @Test
    void everyProblemOfAFileIsSaidAtOnce() {
        AreaFile file = read(collection(polygon("[[[2,41],[3,41],[3,42],[2,42]],[[2,41],[3]]]"), polygon(SQUARE),
                polygon(SQUARE), feature("{\"name\":\"渋谷\"}", "Point", "[2,41]")));
        assertThat(file.areas()).hasSize(1);
        assertThat(file.problems()).hasSize(5);
        assertThat(file.problems().get(0)).contains("feature 1 ('El Clot'): ring 1 is not closed");
        assertThat(file.problems().get(1)).contains("feature 1 ('El Clot'): position 2 in ring 2");
        assertThat(file.problems().get(2)).contains("feature 3", "has the id 'el-clot', which feature 2 has already");
        assertThat(file.problems().get(3)).contains("feature 4 ('渋谷'): has no id");
        assertThat(file.problems().get(4)).contains("feature 4 ('渋谷'): is a Point");
    }

    @Test
    void whatIsStrangeIsWarnedOfAndTaken() {
        AreaFile crossed = read(polygon("[[[2,41],[3,42],[3,41],[2,43],[2,41]]]"));
        assertThat(crossed.areas()).hasSize(1);
        assertThat(crossed.warnings()).singleElement().asString()
                .startsWith("barris.geojson, feature 1 ('El Clot'): ring 1 crosses or touches itself near [");
        AreaFile holed = read(polygon("[[[2,41],[3,41],[3,42],[2,42],[2,41]],"
                + "[[2.5,41.5],[3.5,41.5],[3.5,41.6],[2.5,41.5]]]"));
        assertThat(holed.areas()).hasSize(1);
        assertThat(holed.warnings()).singleElement().asString().contains("ring 2 is a hole that reaches out of ring 1");
    }

    @Test
    void sizesAreBounded() {
        StringBuilder line = new StringBuilder("[[");
        for (int i = 0; i < 10_000; i++) {
            line.append("[").append(2 + Math.cos(i * 2e-4 * Math.PI)).append(",")
                    .append(41 + Math.sin(i * 2e-4 * Math.PI)).append("],");
        }
        assertThat(read(polygon(line + "[3.0,41.0]]]")).problems()).singleElement().asString()
                .contains("has more than 10000 positions with ring 1; simplify its lines first");
        assertThat(read(polygon(line.substring(0, line.lastIndexOf(",[")) + ",[3.0,41.0]]]")).problems()).isEmpty();
        String[] many = new String[1001];
        java.util.Arrays.fill(many, "7");
        assertThat(read(collection(many)).problems()).singleElement().asString()
                .contains("has 1001 features, more than 1000");
        assertThat(GeoJsonReader.read("big", new byte[GeoJsonReader.MAX_BYTES + 1]).problems()).singleElement()
                .asString().contains("more than 16777216");
        assertThat(read(polygon("[".repeat(2000))).problems()).singleElement().asString().contains("is not JSON");
    }

    @Test
    void aRecordIsReadBackToTheLastDigit() throws IOException {
        List<Area> areas = read(collection(
                feature("{\"name:ca\":\"El Clot\",\"name:ja\":\"エル\"}", "MultiPolygon",
                        "[[[[2.123456789012,41],[2,42],[3.1,42],[2.123456789012,41]]]," + SQUARE + "]"),
                feature("{\"name\":\"Casa\",\"minutes\":7}", "Point", "[0.1, -41.40301234567]"))).areas();
        assertThat(areas).hasSize(2);
        for (Area area : areas) {
            assertThat(GeoJsonReader.record(GeoJsonWriter.record(area))).isEqualTo(area);
        }
        assertThat(((Polygons) areas.get(0).shape()).parts().getFirst().outer().positions().getFirst().longitude())
                .isIn(2.123456789012, 2.0, 3.1);
        assertThatThrownBy(() -> GeoJsonReader.record("{}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> GeoJsonReader.record("")).isInstanceOf(IOException.class);
    }
}
