package org.airshed.ingest.series.influx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of an answer, by the names of its columns. */
record Columns(Map<String, Integer> places, List<@Nullable String> cells) {
    /** The columns of one answer; a row shares them with those before it. */
    static final class Names {
        private final Map<List<String>, Map<String, Integer>> known = new HashMap<>();

        Columns row(List<String> names, List<@Nullable String> cells) {
            return new Columns(known.computeIfAbsent(names, Names::places), cells);
        }

        private static Map<String, Integer> places(List<String> names) {
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                places.put(names.get(i), i);
            }
            return places;
        }
    }

    @Nullable
    String text(String name) {
        Integer place = places.get(name);
        return place == null ? null : cells.get(place);
    }

    long time() {
        return Long.parseLong(String.valueOf(cells.getFirst()));
    }

    /** 0 where it is not there. */
    long number(String name) {
        String text = text(name);
        return text == null ? 0 : Long.parseLong(text);
    }

    @Nullable
    Double value(String name) {
        String text = text(name);
        return text == null ? null : Double.valueOf(text);
    }

    /** The value, unless its bit says that it is only what an older row left behind. */
    @Nullable
    Double value(String name, long lacks, int bit) {
        return (lacks & bit) != 0 ? null : value(name);
    }
}
