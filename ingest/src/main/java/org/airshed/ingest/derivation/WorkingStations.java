package org.airshed.ingest.derivation;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.area.AreaGrid;
import org.airshed.ingest.area.AreaShape;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;

/**
 * Which stations worked on a day, and what part of an area is near one of them. A day is read once for all areas, an
 * area is laid out in cells once, and where the same stations work the next day, the part is the same.
 *
 * <p>Threads: one at a time.
 */
final class WorkingStations {
    /** Areas whose cells are kept, a third of a megabyte each at most. */
    private static final int AREAS = 64;
    private static final int ALL = Integer.MAX_VALUE;

    private final DerivedStore store;
    private final Map<AreaShape, Coverage> coverages = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AreaShape, Coverage> eldest) {
            return size() > AREAS;
        }
    };
    private long dayMillis = Long.MIN_VALUE;
    private Map<StationId, Set<Long>> day = Map.of();

    private record Coverage(AreaGrid grid, List<Position> working, int minutes, double part) {}

    WorkingStations(DerivedStore store) {
        this.store = store;
    }

    /** Hours of this day that may have changed are read again. */
    void forgetDay() {
        dayMillis = Long.MIN_VALUE;
    }

    /** In how many hours of {@code [beginMillis, endMillis)} the station's fine dust could be used. */
    int hours(StationId station, long beginMillis, long endMillis) throws IOException {
        if (dayMillis != beginMillis) {
            Map<StationId, Set<Long>> read = new HashMap<>();
            for (String id : List.of("pm2_5", "pm2_5_cf1")) {
                store.readRollups(new RollupQuery(null, null, ObservedProperties.of(id), Level.RAW, Span.HOUR,
                        beginMillis, endMillis, ALL, null), (row, _) -> {
                            if (works(row)) {
                                read.computeIfAbsent(row.station(), _ -> new HashSet<>()).add(row.startMillis());
                            }
                        });
            }
            day = read;
            dayMillis = beginMillis;
        }
        return day.getOrDefault(station, Set.of()).size();
    }

    private static boolean works(Rollup row) {
        return row.mean() != null && (row.flag() == Flag.GOOD || row.flag() == Flag.NOT_EVALUATED);
    }

    /** Part of the area within so many minutes' walk of one of these places, 0 to 1. */
    double near(AreaShape shape, List<Position> working, int minutes) {
        Coverage last = coverages.get(shape);
        if (last != null && last.minutes == minutes && last.working.equals(working)) {
            return last.part;
        }
        AreaGrid grid = last == null ? AreaGrid.over(shape) : last.grid;
        double part = grid.coverage(working, minutes).part();
        coverages.put(shape, new Coverage(grid, List.copyOf(working), minutes, part));
        return part;
    }
}
