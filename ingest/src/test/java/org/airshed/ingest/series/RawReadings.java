package org.airshed.ingest.series;

import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/** Keeps what it is given; fails on a datastream that comes twice or without a value. */
public final class RawReadings implements RawSink {
    public final List<StoredReading> readings = new ArrayList<>();

    private final List<Object> seen = new ArrayList<>();
    private StationId station = new StationId("none");
    private SensorName sensor = SensorName.MAIN;
    private ObservedProperty property = ObservedProperties.of("co2");
    private boolean empty;

    @Override
    public void datastream(StationId nextStation, SensorName nextSensor, ObservedProperty nextProperty) {
        Object key = List.of(nextStation, nextSensor, nextProperty);
        if (empty || seen.contains(key)) {
            throw new IllegalStateException("before " + key + ": " + seen);
        }
        seen.add(key);
        station = nextStation;
        sensor = nextSensor;
        property = nextProperty;
        empty = true;
    }

    @Override
    public void value(long timeMillis, double value, int flagCode, int reasons) {
        empty = false;
        readings.add(new StoredReading(station, sensor, property, Level.RAW, timeMillis, value, Flag.of(flagCode),
                reasons));
    }
}
