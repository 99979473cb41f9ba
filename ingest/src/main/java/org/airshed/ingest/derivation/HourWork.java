package org.airshed.ingest.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.rollup.Hours;

/** What one round has computed and what it has still to look at. */
final class HourWork {
    /** Rows of the stations computed in this round, by hour. */
    private final NavigableMap<Long, List<HourRow>> fresh = new TreeMap<>();
    private final Map<Long, Set<StationId>> freshStations = new HashMap<>();
    /** Hours that areas have to be looked at in. */
    private final NavigableSet<Long> hours = new TreeSet<>();

    /** Takes in a station's hours. */
    void add(List<HourRow> rows) {
        for (HourRow row : rows) {
            fresh.computeIfAbsent(row.hourMillis(), _ -> new ArrayList<>()).add(row);
            freshStations.computeIfAbsent(row.hourMillis(), _ -> new HashSet<>()).add(row.station());
            hours.add(row.hourMillis());
        }
    }

    /** An hour to look at though no station was computed in it. */
    void look(long hourMillis) {
        hours.add(hourMillis);
    }

    /** The hours of each station that were computed in this round. */
    Map<StationId, NavigableSet<Long>> fresh() {
        Map<StationId, NavigableSet<Long>> hours = new HashMap<>();
        freshStations.forEach((hour, stations) -> stations
                .forEach(station -> hours.computeIfAbsent(station, _ -> new TreeSet<>()).add(hour)));
        return hours;
    }

    boolean isFresh(StationId station, long hourMillis) {
        return freshStations.getOrDefault(hourMillis, Set.of()).contains(station);
    }

    List<HourRow> fresh(long hourMillis) {
        return fresh.getOrDefault(hourMillis, List.of());
    }

    /** The hours in stretches of hours on end, none longer than so many hours. */
    List<NavigableSet<Long>> stretches(int longest) {
        List<NavigableSet<Long>> stretches = new ArrayList<>();
        NavigableSet<Long> stretch = new TreeSet<>();
        for (long hour : hours) {
            if (!stretch.isEmpty()
                    && (hour != stretch.last() + Hours.HOUR_MILLIS || stretch.size() >= longest)) {
                stretches.add(stretch);
                stretch = new TreeSet<>();
            }
            stretch.add(hour);
        }
        if (!stretch.isEmpty()) {
            stretches.add(stretch);
        }
        return stretches;
    }
}
