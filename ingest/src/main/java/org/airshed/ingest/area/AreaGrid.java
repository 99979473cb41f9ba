package org.airshed.ingest.area;

import java.util.Arrays;
import java.util.List;

/**
 * The centres of equal square cells that lie in an area: always the same ones for the same shape. What is asked of an
 * area "by part" is counted in them.
 *
 * <p>The side of a cell follows from the size of the area and the number of cells allowed; a line of very many positions
 * gets fewer. Cells of a row lie along its parallel, so that each stands for the same number of square metres.
 */
public final class AreaGrid {
    /** Most cells unless told otherwise. */
    public static final int MAX_CELLS = 20_000;

    /** Aimed at below the bound, because the border decides how many centres fall inside. */
    private static final double AIM = 0.95;

    /** Most pairs of cell and position looked at: 1 to 1.5 s on one core of the build machine, once for each grid. */
    private static final double MAX_WORK = 1e8;

    private final double[] latitudes;
    private final double[] longitudes;
    private final double stepMetres;

    private AreaGrid(double[] latitudes, double[] longitudes, double stepMetres) {
        this.latitudes = latitudes;
        this.longitudes = longitudes;
        this.stepMetres = stepMetres;
    }

    /** At most {@link #MAX_CELLS} cells of this shape. */
    public static AreaGrid over(AreaShape shape) {
        return over(shape, MAX_CELLS);
    }

    /**
     * At most {@code maxCells} cells of this shape, and never none: a sliver that no centre falls into is one place on
     * its border.
     */
    public static AreaGrid over(AreaShape shape, int maxCells) {
        List<Bounds> boxes = switch (shape) {
            case Walk walk -> List.of(walk.bounds());
            case Polygons polygons -> polygons.parts().stream().map(part -> part.outer().bounds()).toList();
        };
        int positions = switch (shape) {
            case Walk _ -> 1;
            case Polygons polygons -> polygons.positions();
        };
        double boxed = boxes.stream().mapToDouble(Bounds::squareMetres).sum();
        double step = Math.max(Math.sqrt(shape.squareMetres() / (AIM * maxCells)),
                Math.sqrt(boxed * positions / MAX_WORK));
        Cells cells = new Cells(shape, boxes, step, maxCells);
        while (!cells.collect()) {
            step *= 1.02;
            cells = new Cells(shape, boxes, step, maxCells);
        }
        if (cells.count == 0 && shape instanceof Polygons polygons) {
            cells.add(polygons.parts().getFirst().outer().positions().getFirst());
        }
        return new AreaGrid(Arrays.copyOf(cells.latitudes, cells.count), Arrays.copyOf(cells.longitudes, cells.count),
                step);
    }

    /** One attempt at a step. */
    private static final class Cells {
        private final AreaShape shape;
        private final List<Bounds> boxes;
        private final double stepDegrees;
        private final double[] latitudes;
        private final double[] longitudes;
        private int count;

        Cells(AreaShape shape, List<Bounds> boxes, double stepMetres, int maxCells) {
            this.shape = shape;
            this.boxes = boxes;
            this.stepDegrees = stepMetres / Earth.METRES_PER_DEGREE;
            this.latitudes = new double[maxCells];
            this.longitudes = new double[maxCells];
        }

        /** @return false where there are more cells than allowed */
        boolean collect() {
            for (int part = 0; part < boxes.size(); part++) {
                Bounds box = boxes.get(part);
                for (int row = 0; box.south() + (row + 0.5) * stepDegrees < box.north(); row++) {
                    double latitude = box.south() + (row + 0.5) * stepDegrees;
                    if (!collectRow(part, latitude, stepDegrees / Math.cos(Math.toRadians(latitude)))) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean collectRow(int part, double latitude, double columnDegrees) {
            Bounds box = boxes.get(part);
            for (int column = 0; (column + 0.5) * columnDegrees < box.widthDegrees(); column++) {
                double longitude = Earth.normalized(box.west() + (column + 0.5) * columnDegrees);
                if (isOf(part, latitude, longitude)) {
                    if (count == latitudes.length) {
                        return false;
                    }
                    latitudes[count] = latitude;
                    longitudes[count++] = longitude;
                }
            }
            return true;
        }

        /** A place that two parts have in common is the first one's. */
        private boolean isOf(int part, double latitude, double longitude) {
            return switch (shape) {
                case Walk walk -> walk.contains(latitude, longitude);
                case Polygons polygons -> polygons.parts().get(part).contains(latitude, longitude)
                        && polygons.parts().subList(0, part).stream()
                                .noneMatch(earlier -> earlier.contains(latitude, longitude));
            };
        }

        void add(Position position) {
            latitudes[count] = position.latitude();
            longitudes[count++] = position.longitude();
        }
    }

    /** Side of a cell in metres. */
    public double stepMetres() {
        return stepMetres;
    }

    /** How many cells there are, at least 1. */
    public int cells() {
        return latitudes.length;
    }

    /** Part of the cells that lie in another shape, 0 to 1. */
    public double partIn(AreaShape other) {
        int in = 0;
        for (int i = 0; i < latitudes.length; i++) {
            if (other.contains(latitudes[i], longitudes[i])) {
                in++;
            }
        }
        return (double) in / latitudes.length;
    }

    /**
     * What part of the area lies within some minutes' walk of a station.
     *
     * @param stations the working ones, at their public places; those outside the area reach into it too
     * @param minutes of {@link Walk#METRES_PER_MINUTE} m each, as the crow flies
     */
    public SpatialCoverage coverage(List<Position> stations, int minutes) {
        if (minutes < 1 || minutes > Walk.MAX_MINUTES) {
            throw new IllegalArgumentException("minutes must be 1 to " + Walk.MAX_MINUTES + ", not " + minutes);
        }
        double reach = (double) minutes * Walk.METRES_PER_MINUTE;
        int near = 0;
        for (int i = 0; i < latitudes.length; i++) {
            if (reached(stations, reach, latitudes[i], longitudes[i])) {
                near++;
            }
        }
        return new SpatialCoverage((double) near / latitudes.length, reach, stepMetres, latitudes.length);
    }

    private static boolean reached(List<Position> stations, double reach, double latitude, double longitude) {
        double reachDegrees = reach / Earth.METRES_PER_DEGREE + 1e-9;
        for (Position station : stations) {
            // Most stations are too far north or south already, which costs no sine.
            if (Math.abs(station.latitude() - latitude) <= reachDegrees
                    && Earth.isWithin(reach, station.latitude(), station.longitude(), latitude, longitude)) {
                return true;
            }
        }
        return false;
    }
}
