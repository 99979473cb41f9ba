package org.airshed.ingest.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.series.RawSink;
import org.jspecify.annotations.Nullable;

/** Takes raw readings in and keeps those of the air, column by column; what a station says about itself is left out. */
final class Columns implements RawSink {
    private final Map<StationId, List<Column>> byStation = new LinkedHashMap<>();
    private @Nullable Column current;

    @Override
    public void datastream(StationId station, SensorName sensor, ObservedProperty property) {
        if (property.health()) {
            current = null;
            return;
        }
        Column column = new Column(station, sensor, property);
        byStation.computeIfAbsent(station, _ -> new ArrayList<>()).add(column);
        current = column;
    }

    @Override
    public void value(long timeMillis, double value, int flagCode, int reasons) {
        Column column = current;
        if (column != null) {
            column.add(timeMillis, value, flagCode, reasons);
        }
    }

    /** The columns of each station, in the order in which they came. */
    Map<StationId, List<Column>> byStation() {
        byStation.values().forEach(columns -> columns.forEach(Column::complete));
        return byStation;
    }
}
