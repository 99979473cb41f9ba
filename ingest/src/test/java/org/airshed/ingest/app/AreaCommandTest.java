package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AreaCommandTest {
    private static final String SQUARE = """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","properties":{"name":"Sant Martí"},"geometry":{"type":"Polygon","coordinates":
              [[[2.15,41.38],[2.25,41.38],[2.25,41.44],[2.15,41.44],[2.15,41.38]]]}},
             {"type":"Feature","properties":{"name":"El Clot","minutes":5},"geometry":
              {"type":"Point","coordinates":[2.189,41.4095]}}]}""";

    @TempDir
    Path folder;

    private Ran airshed(String... arguments) {
        return Ran.airshedOn(folder.resolve("data"), arguments);
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("barris.geojson"), json);
    }

    @Test
    void aFileIsImportedAndImportedAgain() throws IOException {
        Ran first = airshed("area", "import", file(SQUARE).toString());
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("2 new: sant-marti, el-clot");
        Ran again = airshed("area", "import", file(SQUARE.replace("\"minutes\":5", "\"minutes\":6")).toString());
        assertThat(again.out()).contains("1 replaced: el-clot", "1 as before: sant-marti").doesNotContain("new");
        assertThat(airshed("area", "list").out()).contains(
                "el-clot  'El Clot', 6 minutes' walk (480 m) around 41.4095, 2.189, 0.72 km²  no station  within sant-marti",
                "sant-marti  'Sant Martí', polygon of 5 positions, 55.6").doesNotContain("within el-clot");
    }

    @Test
    void ofAFileWithAProblemNothingIsTakenAndEveryProblemIsSaid() throws IOException {
        String wrong = SQUARE.replace("[2.25,41.44]", "[41.44,122.25]").replace("\"minutes\":5", "\"minutes\":0");
        Ran result = airshed("area", "import", file(wrong).toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(3);
        assertThat(result.err()).contains("barris.geojson, feature 1 ('Sant Martí'): position 3 in ring 1",
                "feature 2 ('El Clot'): minutes must be 1 to 240, not 0", "nothing was imported")
                .doesNotContain("Exception");
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(airshed("area", "import", folder.resolve("none").toString()).err()).contains("there is no file");
    }

    @Test
    void warningsAreSaidAndControlBytesEscaped() throws IOException {
        String crossed = SQUARE.replace("[2.25,41.44],[2.15,41.44]", "[2.15,41.45],[2.25,41.43]");
        Ran result = airshed("area", "import", file(crossed).toString());
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("warning: barris.geojson, feature 1", "crosses or touches itself");
        Ran hostile = airshed("area", "import", file(SQUARE.replace("El Clot", "\\u001b[31mred")).toString());
        assertThat(hostile.code()).isEqualTo(1);
        assertThat(hostile.err()).contains("\\u001b[31mred", "printable characters").doesNotContain("\u001b");
    }

    @Test
    void aWalkIsDrawnAroundAPlaceOnEitherHalfOfTheWorld() {
        Ran north = airshed("area", "around", "41.4030", "2.2035", "--minutes", "15", "--name",
                "Poblenou, 15 minutes");
        assertThat(north.err()).isEmpty();
        assertThat(north.out()).contains(
                "Area poblenou-15-minutes: 'Poblenou, 15 minutes', 15 minutes' walk (1200 m) around 41.403, 2.2035, 4.52 km².");
        Ran south = airshed("area", "around", "-33.45", "-70.66", "--name", "サンティアゴ", "--id", "santiago");
        assertThat(south.err()).isEmpty();
        assertThat(south.out()).contains("Area santiago", "around -33.45, -70.66");
        assertThat(airshed("area", "list").out().lines()).hasSize(2);
        Ran again = airshed("area", "around", "41", "2", "--name", "Santiago");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("area santiago is there already").doesNotContain("Exception");
    }

    @Test
    void everyWrongValueIsASentence() {
        assertThat(airshed("area", "around", "91", "2", "--name", "Nowhere").err())
                .contains("latitude 91.0 is not between -90 and 90");
        assertThat(airshed("area", "around", "41", "200", "--name", "Nowhere").err()).contains("longitude 200.0");
        assertThat(airshed("area", "around", "41", "2", "--name", "Nowhere", "--minutes", "0").err())
                .contains("minutes must be 1 to 240, not 0");
        assertThat(airshed("area", "around", "89.999", "2", "--name", "Nowhere").err()).contains("a pole");
        assertThat(airshed("area", "around", "41", "2", "--name", "渋谷").err()).contains("--id gives one");
        assertThat(airshed("area", "around", "41", "2", "--name", "Nowhere", "--id", "No Where").err())
                .contains("area id 'No Where'");
        assertThat(airshed("area", "around", "north", "2", "--name", "Nowhere").code()).isEqualTo(2);
        assertThat(airshed("area", "around", "41", "2").code()).isEqualTo(2);
        assertThat(airshed("area").code()).isEqualTo(2);
        assertThat(airshed("area", "list").err()).contains("there is no data folder");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aRemovedAreaIsNoLongerListed() {
        airshed("area", "around", "41.4030", "2.2035", "--name", "Poblenou");
        assertThat(airshed("area", "remove", "poblenou").out()).contains("Area poblenou is removed");
        assertThat(airshed("area", "list").out()).contains("There is no area yet");
        assertThat(airshed("area", "remove", "poblenou").err()).contains("there is no area poblenou");
    }

    @Test
    void theListCountsStationsByTheirPublicPlace() {
        airshed("area", "around", "41.4030", "2.2035", "--name", "Poblenou");
        for (String station : List.of("out-1", "out-2", "in-1", "hidden")) {
            airshed("station", "place", station, "--lat", "41.4035", "--lon", "2.2040", "--environment",
                    station.startsWith("in") ? "indoor" : "outdoor", "--public",
                    station.equals("hidden") ? "private" : "precise", "--from", "2026-01-01");
        }
        airshed("station", "place", "far-1", "--lat", "48.85", "--lon", "2.35", "--environment", "outdoor");
        assertThat(airshed("area", "list").out()).contains("2 outdoor, 1 indoor");
    }
}
