package org.airshed.ingest.admission;

import java.util.concurrent.ConcurrentHashMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;

/**
 * Checked names by their text, so that each is checked once and not once a reading. Bounded: when strangers have filled
 * it, it starts anew.
 */
final class Names {
    private static final int MOST = 20_000;
    private static final ConcurrentHashMap<String, StationId> STATIONS = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<String, SensorName> SENSORS = new ConcurrentHashMap<>();

    private Names() {}

    static StationId station(String text) {
        StationId known = STATIONS.get(text);
        if (known == null) {
            known = new StationId(text);
            put(STATIONS, text, known);
        }
        return known;
    }

    static SensorName sensor(String text) {
        SensorName known = SENSORS.get(text);
        if (known == null) {
            known = new SensorName(text);
            put(SENSORS, text, known);
        }
        return known;
    }

    private static <T> void put(ConcurrentHashMap<String, T> map, String text, T value) {
        if (map.size() >= MOST) {
            map.clear();
        }
        map.put(text, value);
    }
}
