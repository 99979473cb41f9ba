package org.airshed.ingest.area.geojson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.AreaShape;
import org.airshed.ingest.area.Earth;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Shapes;
import org.airshed.ingest.area.Walk;
import org.junit.jupiter.api.Test;

class GeoJsonWriterTest {
    private static final Position CENTRE = new Position(41.4030, 2.2035);

    /** What a reader of GeoJSON makes of the drawing. */
    private static AreaShape drawn(Area area) {
        ObjectNode feature = GeoJsonWriter.feature(area);
        AreaFile file = GeoJsonReader.read("drawn", feature.toString().getBytes(UTF_8));
        assertThat(file.problems()).isEmpty();
        assertThat(file.warnings()).isEmpty();
        return file.areas().getFirst().shape();
    }

    @Test
    void aWalkIsDrawnAsSixtyFourCornersOnItsCircle() {
        Area area = new Area(new AreaId("poblenou-15"), Map.of("en", "Poblenou"), new Walk(CENTRE, 15));
        ObjectNode feature = GeoJsonWriter.feature(area);
        assertThat(feature.path("id").asText()).isEqualTo("poblenou-15");
        JsonNode properties = feature.path("properties");
        assertThat(properties.path("kind").asText()).isEqualTo("walk");
        assertThat(properties.path("minutes").asInt()).isEqualTo(15);
        assertThat(properties.path("radius_metres").asDouble()).isEqualTo(1200);
        assertThat(properties.path("centre")).hasToString("[2.2035,41.403]");
        assertThat(properties.path("names").path("en").asText()).isEqualTo("Poblenou");
        assertThat(feature.path("bbox")).hasSize(4);
        JsonNode ring = feature.path("geometry").path("coordinates").path(0);
        assertThat(feature.path("geometry").path("type").asText()).isEqualTo("Polygon");
        assertThat(ring).hasSize(65);
        assertThat(ring.get(0)).isEqualTo(ring.get(64));
        for (JsonNode corner : ring) {
            assertThat(Earth.distanceMetres(CENTRE.latitude(), CENTRE.longitude(), corner.get(1).asDouble(),
                    corner.get(0).asDouble())).isCloseTo(1200, within(0.1));
        }
        AreaShape drawn = drawn(area);
        assertThat(drawn.squareMetres()).isCloseTo(area.shape().squareMetres(),
                within(area.shape().squareMetres() * 0.002));
        // Counterclockwise, as RFC 7946 section 3.1.6 asks: the second corner lies west of the first, the northern one.
        assertThat(ring.get(1).get(0).asDouble()).isLessThan(ring.get(0).get(0).asDouble());
    }

    @Test
    void aCircleOverTheDateLineIsCutThere() {
        for (double longitude : new double[]{179.995, -179.995, 180, -180}) {
            Walk walk = new Walk(new Position(-16.8, longitude), 15);
            Area area = Area.of(new AreaId("taveuni"), "Taveuni", walk);
            assertThat(GeoJsonWriter.geometry(walk).path("type").asText()).isEqualTo("MultiPolygon");
            AreaShape drawn = drawn(area);
            assertThat(drawn.squareMetres()).as("at %s", longitude).isCloseTo(walk.squareMetres(),
                    within(walk.squareMetres() * 0.002));
            for (int bearing = 0; bearing < 360; bearing += 10) {
                Position inside = Earth.destination(walk.centre(), bearing, 1190);
                Position outside = Earth.destination(walk.centre(), bearing, 1210);
                assertThat(drawn.contains(inside.latitude(), inside.longitude())).as("%s at %s°", longitude, bearing)
                        .isTrue();
                assertThat(drawn.contains(outside.latitude(), outside.longitude())).as("%s at %s°", longitude, bearing)
                        .isFalse();
            }
            assertThat(drawn.bounds().west()).isGreaterThan(drawn.bounds().east());
        }
    }

    @Test
    void aPolygonIsDrawnAsItIs() {
        Area area = Area.of(new AreaId("frame"), "Frame",
                Shapes.polygon(Shapes.box(0, 0, 10, 10), Shapes.box(4, 4, 6, 6)));
        assertThat(drawn(area)).isEqualTo(area.shape());
        assertThat(GeoJsonWriter.feature(area).path("properties").has("minutes")).isFalse();
        assertThat(GeoJsonWriter.feature(area).path("bbox")).hasToString("[0.0,0.0,10.0,10.0]");
    }
}
