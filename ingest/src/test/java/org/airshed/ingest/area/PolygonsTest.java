package org.airshed.ingest.area;

import static org.airshed.ingest.area.Shapes.box;
import static org.airshed.ingest.area.Shapes.polygon;
import static org.airshed.ingest.area.Shapes.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolygonsTest {
    /** A box of 10 degrees with a hole of 2 in its middle. */
    private static final Polygons FRAME = polygon(box(0, 0, 10, 10), box(4, 4, 6, 6));

    /** The letter U: a place between its arms is not in it. */
    private static final Polygons CONCAVE = polygon(ring(0, 0, 9, 0, 9, 9, 6, 9, 6, 3, 3, 3, 3, 9, 0, 9));

    @ParameterizedTest(name = "latitude {0}, longitude {1}: {2}")
    @CsvSource({"1,1,true", "5,5,false", "11,5,false", "-0.000001,5,false", "5,10.000001,false", "3.9,5,true",
            "5,4.000001,false"})
    void aHoleIsNotInTheArea(double latitude, double longitude, boolean inside) {
        assertThat(FRAME.contains(latitude, longitude)).isEqualTo(inside);
    }

    // Who lives in a border street belongs to both sides, and who lives around a park's fence is no hole.
    @ParameterizedTest(name = "latitude {0}, longitude {1}")
    @CsvSource({"0,0", "10,10", "0,10", "10,0", "0,5", "10,5", "5,0", "5,10", "4,4", "6,6", "5,4", "4,5", "6,5.5"})
    void theBorderBelongsToTheArea(double latitude, double longitude) {
        assertThat(FRAME.contains(latitude, longitude)).isTrue();
    }

    @Test
    void neighboursShareTheirBorder() {
        Polygons one = polygon(ring(2.1, 41.3, 2.2031, 41.3007, 2.1977, 41.4513, 2.1, 41.45));
        Polygons other = polygon(ring(2.2031, 41.3007, 2.3, 41.31, 2.3, 41.44, 2.1977, 41.4513));
        for (double t = 0; t <= 1; t += 0.01) {
            double latitude = 41.3007 + t * (41.4513 - 41.3007);
            double longitude = 2.2031 + t * (2.1977 - 2.2031);
            assertThat(one.contains(latitude, longitude)).as("one at %s", t).isTrue();
            assertThat(other.contains(latitude, longitude)).as("other at %s", t).isTrue();
        }
    }

    @ParameterizedTest(name = "latitude {0}, longitude {1}: {2}")
    @CsvSource({"6,4.5,false", "6,1,true", "6,8,true", "1,4.5,true", "3,1,true", "3,-1,false", "9,4.5,false",
            "9,1.5,true"})
    void concaveShapesKeepTheirBays(double latitude, double longitude, boolean inside) {
        assertThat(CONCAVE.contains(latitude, longitude)).isEqualTo(inside);
    }

    // The ray from a place through corners is where such tests go wrong; many places lie on the latitude of a corner.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void insideAgreesWithTheWindingOfTheLine(long seed) {
        Random random = new Random(seed);
        for (int shape = 0; shape < 200; shape++) {
            double latitude = random.nextDouble(-60, 60);
            double longitude = random.nextDouble(-170, 170);
            Ring outer = star(random, latitude, longitude, 0.5, 1.0);
            Ring hole = star(random, latitude, longitude, 0.1, 0.45);
            Polygons area = polygon(outer, hole);
            for (int i = 0; i < 100; i++) {
                List<Position> corners = (i % 3 == 0 ? hole : outer).positions();
                double y = i % 2 == 0
                        ? corners.get(random.nextInt(corners.size())).latitude()
                        : latitude + random.nextDouble(-1.1, 1.1);
                double x = longitude + random.nextDouble(-1.1, 1.1);
                assertThat(area.contains(y, x)).as("seed %s, shape %s, place %s %s", seed, shape, y, x)
                        .isEqualTo(turns(outer, y, x) != 0 && turns(hole, y, x) == 0);
            }
        }
    }

    /** A line that never crosses itself: one corner per direction, near or far, on round numbers. */
    private static Ring star(Random random, double latitude, double longitude, double nearest, double farthest) {
        int corners = random.nextInt(3, 40);
        double[] lonLat = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + random.nextDouble(0.0, 0.9)) / corners;
            double radius = random.nextDouble(nearest, farthest);
            lonLat[2 * i] = longitude + radius * Math.cos(angle);
            lonLat[2 * i + 1] = latitude + radius * Math.sin(angle);
        }
        return ring(lonLat);
    }

    /** How often the line goes round the place: the sum of the angles under which its pieces are seen. */
    private static long turns(Ring ring, double latitude, double longitude) {
        double sum = 0;
        for (int i = 1; i < ring.positions().size(); i++) {
            Position from = ring.positions().get(i - 1);
            Position to = ring.positions().get(i);
            double turned = Math.atan2(to.latitude() - latitude, to.longitude() - longitude)
                    - Math.atan2(from.latitude() - latitude, from.longitude() - longitude);
            sum += Math.IEEEremainder(turned, 2 * Math.PI);
        }
        return Math.round(sum / (2 * Math.PI));
    }

    @Test
    void severalPolygonsAreOneArea() {
        Polygons islands = new Polygons(List.of(new Polygon(box(0, 0, 1, 1), List.of()),
                new Polygon(box(5, 5, 6, 6), List.of())));
        assertThat(islands.contains(0.5, 0.5)).isTrue();
        assertThat(islands.contains(5.5, 5.5)).isTrue();
        assertThat(islands.contains(3, 3)).isFalse();
        assertThat(islands.bounds()).isEqualTo(new Bounds(0, 0, 6, 6));
    }

    // RFC 7946 section 3.1.9: an area over the 180th meridian comes as two polygons that end there.
    @Test
    void anAreaCutAtTheDateLineIsWholeAgain() {
        Polygons taveuni = new Polygons(List.of(new Polygon(box(179, -17, 180, -16), List.of()),
                new Polygon(box(-180, -17, -179.5, -16), List.of())));
        assertThat(taveuni.contains(-16.5, 179.5)).isTrue();
        assertThat(taveuni.contains(-16.5, -179.75)).isTrue();
        assertThat(taveuni.contains(-16.5, 180)).isTrue();
        assertThat(taveuni.contains(-16.5, -180)).isTrue();
        assertThat(taveuni.contains(-16.5, 0)).isFalse();
        assertThat(taveuni.bounds()).isEqualTo(new Bounds(-17, 179, -16, -179.5));
        assertThat(taveuni.bounds().contains(-16.5, 179.9)).isTrue();
        assertThat(taveuni.bounds().contains(-16.5, 178.9)).isFalse();
        // The western half alone ends at 180; a station that says -180 stands on its border.
        Polygons west = polygon(box(179, -17, 180, -16));
        assertThat(west.contains(-16.5, -180)).isTrue();
        assertThat(AreaGrid.over(taveuni).partIn(west)).isCloseTo(2.0 / 3, within(0.01));
    }

    @Test
    void aLineOverTheDateLineIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> box(-179, -17, 179, -16)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crosses the 180th meridian").hasMessageContaining("MultiPolygon");
    }

    @Test
    void sizesAreThoseOfTheSphere() {
        double sphere = 4 * Math.PI * Earth.RADIUS_METRES * Earth.RADIUS_METRES;
        assertThat(polygon(box(-90, 0, 90, 90)).squareMetres()).isCloseTo(sphere / 4, within(sphere * 1e-12));
        // Between two parallels: R² times the width times the difference of the sines.
        double band = Earth.RADIUS_METRES * Earth.RADIUS_METRES * Math.toRadians(0.01)
                * (Math.sin(Math.toRadians(41.41)) - Math.sin(Math.toRadians(41.40)));
        assertThat(polygon(box(2.19, 41.40, 2.20, 41.41)).squareMetres()).isCloseTo(band, within(band * 1e-6));
        double frame = polygon(box(0, 0, 10, 10)).squareMetres() - polygon(box(4, 4, 6, 6)).squareMetres();
        assertThat(FRAME.squareMetres()).isCloseTo(frame, within(frame * 1e-9));
        // A slanted line: half of the box it divides, but for the meridians' coming together.
        double box = polygon(box(2.19, 41.40, 2.20, 41.41)).squareMetres();
        assertThat(polygon(ring(2.19, 41.40, 2.20, 41.40, 2.20, 41.41)).squareMetres()).isCloseTo(box / 2,
                within(box * 1e-4));
    }

    @Test
    void theOuterLineIsTurnedCounterclockwiseAndHolesClockwise() {
        Ring clockwise = ring(0, 0, 0, 10, 10, 10, 10, 0);
        Polygon turned = new Polygon(clockwise, List.of(box(4, 4, 6, 6)));
        assertThat(turned.outer().counterclockwise()).isTrue();
        assertThat(turned.holes().getFirst().counterclockwise()).isFalse();
        assertThat(new Polygons(List.of(turned)).contains(1, 1)).isTrue();
        assertThat(new Polygons(List.of(turned)).contains(5, 5)).isFalse();
    }

    @Test
    void whatIsNoRingIsRefusedInASentence() {
        Position a = new Position(0, 0);
        Position b = new Position(0, 1);
        Position c = new Position(1, 1);
        assertThatThrownBy(() -> new Ring(List.of(a, b, a))).hasMessageContaining("has 3 positions");
        assertThatThrownBy(() -> new Ring(List.of(a, b, c, b))).hasMessageContaining(
                "is not closed: it begins at [0.0, 0.0] and ends at [1.0, 0.0]");
        assertThatThrownBy(() -> new Ring(List.of(a, b, a, a))).hasMessageContaining("less than a square metre");
        assertThatThrownBy(() -> new Position(90.1, 0)).hasMessageContaining("latitude 90.1");
        assertThatThrownBy(() -> new Position(0, Double.NaN)).hasMessageContaining("longitude NaN");
    }

    @Test
    void aLineThatCrossesOrTouchesItselfIsFound() {
        assertThat(ring(0, 0, 3, 3, 4, 0, 0, 2).selfCrossing()).isPresent(); // a bow tie, one side the larger
        assertThat(ring(0, 0, 4, 0, 4, 4, 2, 0, 0, 4).selfCrossing()).isPresent(); // a corner on another edge
        assertThat(box(0, 0, 1, 1).selfCrossing()).isEmpty();
        assertThat(ring(0, 0, 1, 0, 1, 0, 1, 1, 0, 1).selfCrossing()).isEmpty(); // a position twice is no crossing
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            Ring star = star(random, 41, 2, 0.5, 1.0);
            assertThat(star.selfCrossing()).as("seed 7, star %s", i).isEmpty();
            assertThat(crossed(star).selfCrossing()).as("seed 7, star %s crossed", i).isPresent();
        }
    }

    // Most of these cross in one place only, which a search that skips a pair of pieces misses.
    @Test
    void aSingleCrossingIsFoundWhereverItIs() {
        Random random = new Random(8);
        int crossing = 0;
        for (int i = 0; i < 2000; i++) {
            List<Position> corners = new ArrayList<>(star(random, 41, 2, 0.1, 1.0).positions());
            corners.removeLast();
            int swapped = random.nextInt(corners.size() - 1);
            corners.set(swapped, corners.set(swapped + 1, corners.get(swapped)));
            corners.add(corners.getFirst());
            Ring ring = new Ring(corners);
            crossing += crosses(ring) ? 1 : 0;
            assertThat(ring.selfCrossing().isPresent()).as("seed 8, ring %s", i).isEqualTo(crosses(ring));
        }
        assertThat(crossing).isBetween(500, 1900);
    }

    /** By solving for the common point of every pair of pieces that are no neighbours. */
    private static boolean crosses(Ring ring) {
        List<Position> at = ring.positions();
        int pieces = at.size() - 1;
        for (int i = 0; i < pieces; i++) {
            for (int j = i + 2; j < pieces - (i == 0 ? 1 : 0); j++) {
                double ax = at.get(i + 1).longitude() - at.get(i).longitude();
                double ay = at.get(i + 1).latitude() - at.get(i).latitude();
                double bx = at.get(j + 1).longitude() - at.get(j).longitude();
                double by = at.get(j + 1).latitude() - at.get(j).latitude();
                double cx = at.get(j).longitude() - at.get(i).longitude();
                double cy = at.get(j).latitude() - at.get(i).latitude();
                double along = (cx * by - cy * bx) / (ax * by - ay * bx);
                double across = (cx * ay - cy * ax) / (ax * by - ay * bx);
                if (along >= 0 && along <= 1 && across >= 0 && across <= 1) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same corners with a detour across the whole. */
    private static Ring crossed(Ring star) {
        List<Position> positions = new ArrayList<>(star.positions());
        positions.add(1, new Position(44, 2));
        positions.add(2, new Position(38, 2.0001));
        return new Ring(positions);
    }
}
