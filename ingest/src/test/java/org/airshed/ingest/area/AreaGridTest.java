package org.airshed.ingest.area;

import static org.airshed.ingest.area.Shapes.box;
import static org.airshed.ingest.area.Shapes.polygon;
import static org.airshed.ingest.area.Shapes.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaGridTest {
    private static final Position CENTRE = new Position(41.4030, 2.2035);
    private static final Walk QUARTER = new Walk(CENTRE, 15);

    /** How far the count may be off: half a cell along the whole border of what is reached. */
    private static double border(double metres, AreaGrid grid) {
        return metres * grid.stepMetres() / 2 / QUARTER.squareMetres();
    }

    @ParameterizedTest(name = "{0} minutes around a station in the middle of 15")
    @CsvSource({"1", "5", "10", "14", "15", "20"})
    void aStationInTheMiddleOfACircleReachesTheSquareOfTheRatio(int minutes) {
        AreaGrid grid = AreaGrid.over(QUARTER);
        SpatialCoverage coverage = grid.coverage(List.of(CENTRE), minutes);
        double radius = Math.min(1200, 80.0 * minutes);
        assertThat(coverage.part()).isCloseTo(radius * radius / (1200 * 1200),
                within(border(2 * Math.PI * radius, grid)));
        assertThat(coverage.reachMetres()).isEqualTo(80.0 * minutes);
        assertThat(coverage.stepMetres()).isBetween(15.0, 16.0);
        assertThat(coverage.cells()).isBetween(18_000, AreaGrid.MAX_CELLS);
    }

    @Test
    void twoStationsThatReachDifferentPartsAddUpAndTheSamePartCountsOnce() {
        AreaGrid grid = AreaGrid.over(QUARTER);
        Position north = Earth.destination(CENTRE, 0, 600);
        Position south = Earth.destination(CENTRE, 180, 600);
        double one = 400.0 * 400 / (1200 * 1200);
        double border = border(2 * Math.PI * 400, grid);
        assertThat(grid.coverage(List.of(north), 5).part()).isCloseTo(one, within(border));
        assertThat(grid.coverage(List.of(north, south), 5).part()).isCloseTo(2 * one, within(2 * border));
        assertThat(grid.coverage(List.of(north, north), 5)).isEqualTo(grid.coverage(List.of(north), 5));
    }

    @Test
    void aStationOutsideReachesIn() {
        AreaGrid grid = AreaGrid.over(QUARTER);
        // Two equal circles, each through the other's centre, share 2/3 - sqrt(3)/(2 pi) of themselves.
        double lens = 2.0 / 3 - Math.sqrt(3) / (2 * Math.PI);
        Position onTheBorder = Earth.destination(CENTRE, 77, 1200);
        assertThat(grid.coverage(List.of(onTheBorder), 15).part()).isCloseTo(lens,
                within(border(2 * Math.PI * 1200, grid)));
        assertThat(grid.coverage(List.of(Earth.destination(CENTRE, 77, 2410)), 15).part()).isZero();
        assertThat(grid.coverage(List.of(), 15).part()).isZero();
    }

    @Test
    void theSameShapeHasTheSameCells() {
        Polygons shape = polygon(ring(2.1, 41.3, 2.2, 41.31, 2.19, 41.4, 2.15, 41.35, 2.11, 41.42));
        assertThat(AreaGrid.over(shape).coverage(List.of(new Position(41.33, 2.15)), 15))
                .isEqualTo(AreaGrid.over(shape).coverage(List.of(new Position(41.33, 2.15)), 15));
    }

    @Test
    void cellsAreBoundedAndNeverNone() {
        List<AreaShape> shapes = List.of(QUARTER, new Walk(CENTRE, 240), polygon(box(2, 41, 3, 42)),
                polygon(box(-179, -89, 0, 89)), polygon(ring(2, 41, 3, 42, 3, 42.000001)),
                polygon(box(2, 41, 2.00002, 41.00002)), polygon(box(0, 0, 10, 10), box(0.001, 0.001, 9.999, 9.999)),
                new Walk(new Position(-16.8, 179.999), 15));
        for (AreaShape shape : shapes) {
            AreaGrid grid = AreaGrid.over(shape);
            assertThat(grid.cells()).as("%s", shape).isBetween(1, AreaGrid.MAX_CELLS);
            assertThat(grid.partIn(shape)).as("%s", shape).isEqualTo(1);
            if (grid.cells() > 10_000) { // so many squares make up the area
                assertThat(grid.cells() * grid.stepMetres() * grid.stepMetres()).as("%s", shape)
                        .isCloseTo(shape.squareMetres(), within(shape.squareMetres() * 0.02));
            }
        }
    }

    @Test
    void aLineOfManyPositionsGetsFewerCellsInsteadOfMoreTime() {
        int corners = 9_999;
        double[] lonLat = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            lonLat[2 * i] = 2 + Math.cos(2 * Math.PI * i / corners);
            lonLat[2 * i + 1] = 41 + Math.sin(2 * Math.PI * i / corners);
        }
        assertThat(AreaGrid.over(polygon(ring(lonLat))).cells()).isBetween(5_000, 12_000);
    }

    @Test
    void cellsOfPartsThatOverlapCountOnce() {
        Polygons twice = new Polygons(List.of(new Polygon(box(2, 41, 3, 42), List.of()),
                new Polygon(box(2, 41, 3, 42), List.of())));
        AreaGrid grid = AreaGrid.over(twice);
        double square = polygon(box(2, 41, 3, 42)).squareMetres();
        assertThat(grid.cells() * grid.stepMetres() * grid.stepMetres()).isCloseTo(square, within(square * 0.02));
    }

    @Test
    void areasNestByTheirShapes() {
        Area district = area("district", polygon(box(2.18, 41.39, 2.21, 41.42)));
        Area block = area("block", polygon(box(2.19, 41.40, 2.195, 41.405)));
        Area corner = area("corner", polygon(box(2.18, 41.39, 2.185, 41.395))); // shares two borders
        Area across = area("across", polygon(box(2.20, 41.40, 2.22, 41.41)));
        Area elsewhere = area("elsewhere", new Walk(new Position(48.85, 2.35), 15));
        Area drawnTwice = area("drawn-twice", polygon(box(2.179999, 41.389999, 2.185, 41.395)));
        Area quarter = area("quarter", new Walk(new Position(41.405, 2.195), 5));
        assertThat(block.within(district)).isTrue();
        assertThat(corner.within(district)).isTrue();
        assertThat(drawnTwice.within(district)).isTrue();
        assertThat(quarter.within(district)).isTrue();
        assertThat(district.within(block)).isFalse();
        assertThat(across.within(district)).isFalse();
        assertThat(elsewhere.within(district)).isFalse();
        assertThat(district.within(district)).isTrue();
        // In the hole of a ring road is not in the ring road.
        Area around = area("around", polygon(box(2.17, 41.38, 2.22, 41.43), box(2.185, 41.395, 2.20, 41.41)));
        assertThat(block.within(around)).isFalse();
    }

    @Test
    void overTheDateLineAreasNestToo() {
        Area island = area("island", new Polygons(List.of(new Polygon(box(179, -17, 180, -16), List.of()),
                new Polygon(box(-180, -17, -179.5, -16), List.of()))));
        assertThat(area("village", new Walk(new Position(-16.5, 179.999), 15)).within(island)).isTrue();
        assertThat(area("far-village", new Walk(new Position(-16.5, -179.4), 15)).within(island)).isFalse();
    }

    private static Area area(String id, AreaShape shape) {
        return Area.of(new AreaId(id), id, shape);
    }

    @Test
    void boxesOverlapRoundTheWorld() {
        List<Bounds> boxes = new ArrayList<>(List.of(new Bounds(0, 170, 10, -170), new Bounds(0, -175, 10, -160),
                new Bounds(5, 175, 6, 176)));
        assertThat(boxes.get(0).overlaps(boxes.get(1))).isTrue();
        assertThat(boxes.get(1).overlaps(boxes.get(0))).isTrue();
        assertThat(boxes.get(0).overlaps(boxes.get(2))).isTrue();
        assertThat(boxes.get(1).overlaps(boxes.get(2))).isFalse();
        assertThat(boxes.get(0).overlaps(new Bounds(11, 170, 12, -170))).isFalse();
    }

    @Test
    void namesFallBackToOneThatIsThere() {
        Area both = new Area(new AreaId("clot"), java.util.Map.of("ca", "El Clot", "en", "Clot"), QUARTER);
        assertThat(both.name("ca")).isEqualTo("El Clot");
        assertThat(both.name("ja")).isEqualTo("Clot");
        assertThat(new Area(new AreaId("clot"), java.util.Map.of("ca", "El Clot"), QUARTER).name("ja"))
                .isEqualTo("El Clot");
        assertThat(Area.of(new AreaId("clot"), "C", QUARTER).name("es")).isEqualTo("C");
        assertThatThrownBy(() -> Area.of(new AreaId("clot"), "a\u001b[31m", QUARTER)).hasMessageContaining("printable");
        assertThatThrownBy(() -> new Area(new AreaId("clot"), java.util.Map.of("English!", "C"), QUARTER))
                .hasMessageContaining("no language");
        assertThatThrownBy(() -> new AreaId("El Clot")).hasMessageContaining("area id 'El Clot'");
    }
}
