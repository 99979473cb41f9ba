package org.airshed.ingest.series.influx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.series.RawSink;
import org.jspecify.annotations.Nullable;

/** The raw readings of one station, turned from rows into columns by sensor and property. Threads: one. */
final class StationColumns {
    private final StationId station;
    /** By sensor and then by property, in the order of answers. */
    private final TreeMap<String, TreeMap<String, Column>> sensors = new TreeMap<>();
    private final Map<List<String>, Plan> plans = new HashMap<>();
    private int rowsOfPage;
    private long lastTime;

    StationColumns(StationId station) {
        this.station = station;
    }

    /** Where the cells of one property stand in a row; -1: nowhere. */
    private record Cells(ObservedProperty property, int value, int flag, int why, int flagged) {}

    private record Plan(int sensor, List<Cells> properties) {
        static Plan of(List<String> names) {
            List<Cells> properties = new ArrayList<>();
            for (int i = 1; i < names.size(); i++) {
                String name = names.get(i);
                int at = i;
                ObservedProperties.find(name).ifPresent(property -> properties.add(new Cells(property, at,
                        names.indexOf(name + "_flag"), names.indexOf(name + "_why"),
                        names.indexOf(name + "_flagged"))));
            }
            return new Plan(names.indexOf("sensor"), properties);
        }
    }

    private static final class Column {
        final ObservedProperty property;
        long[] times = new long[64];
        double[] values = new double[64];
        int[] flags = new int[64];
        int[] reasons = new int[64];
        int count;

        Column(ObservedProperty property) {
            this.property = property;
        }

        void add(long time, double value, Judged judged) {
            if (count > 0 && time <= times[count - 1]) {
                return; // read again with the page that follows
            }
            if (count == times.length) {
                int larger = Math.multiplyExact(count, 2);
                times = Arrays.copyOf(times, larger);
                values = Arrays.copyOf(values, larger);
                flags = Arrays.copyOf(flags, larger);
                reasons = Arrays.copyOf(reasons, larger);
            }
            times[count] = time;
            values[count] = value;
            flags[count] = judged.flagCode();
            reasons[count] = judged.reasons();
            count++;
        }
    }

    StationId station() {
        return station;
    }

    int rowsOfPage() {
        return rowsOfPage;
    }

    long lastTime() {
        return lastTime;
    }

    void nextPage() {
        rowsOfPage = 0;
    }

    /** Adds a row of an answer in order of time. */
    void add(List<String> names, List<@Nullable String> cells) {
        rowsOfPage++;
        lastTime = Long.parseLong(String.valueOf(cells.getFirst()));
        Plan plan = plans.computeIfAbsent(names, Plan::of);
        String sensor = cell(cells, plan.sensor);
        if (sensor == null || !SensorName.isValid(sensor)) {
            return; // somebody else's point in our measurement
        }
        TreeMap<String, Column> columns = sensors.computeIfAbsent(sensor, _ -> new TreeMap<>());
        for (Cells at : plan.properties) {
            String text = cells.get(at.value);
            if (text != null) {
                double value = Double.parseDouble(text);
                columns.computeIfAbsent(at.property.id(), _ -> new Column(at.property)).add(lastTime, value,
                        Judged.of(value, cell(cells, at.flag), cell(cells, at.why), cell(cells, at.flagged)));
            }
        }
    }

    private static @Nullable String cell(List<@Nullable String> cells, int at) {
        return at < 0 ? null : cells.get(at);
    }

    void give(RawSink sink) {
        sensors.forEach((sensor, columns) -> {
            SensorName name = new SensorName(sensor);
            for (Column column : columns.values()) {
                sink.datastream(station, name, column.property);
                for (int i = 0; i < column.count; i++) {
                    sink.value(column.times[i], column.values[i], column.flags[i], column.reasons[i]);
                }
            }
        });
    }
}
