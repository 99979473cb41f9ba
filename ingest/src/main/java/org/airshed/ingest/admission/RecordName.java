package org.airshed.ingest.admission;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;

/** The resolved SenML name of a record, taken apart: whose it is, which sensor, which property. */
sealed interface RecordName {
    /** A name that leads to a datastream of the station. */
    record Known(SensorName sensor, ObservedProperty property) implements RecordName {}

    /** One that does not. */
    record Unknown(String reason, String detail) implements RecordName {}

    /** Names by station, remembered: a station sends the same few again and again. Threads: any. */
    final class Cache {
        private static final int MOST_STATIONS = 10_000;
        private static final int MOST_NAMES = 500;

        private final ConcurrentHashMap<StationId, ConcurrentHashMap<String, Known>> stations = new ConcurrentHashMap<>();

        RecordName of(StationId station, String baseName, String name) {
            ConcurrentHashMap<String, Known> names = stations.get(station);
            if (names != null) {
                Known known = names.get(name);
                // A base name is looked at again each time: the same text may come with and without one.
                if (known != null && isOwn(station, baseName)) {
                    return known;
                }
            }
            RecordName parsed = parse(station, baseName, name);
            if (parsed instanceof Known known) {
                remember(station, name, known);
            }
            return parsed;
        }

        private void remember(StationId station, String name, Known known) {
            if (stations.size() >= MOST_STATIONS) {
                stations.clear();
            }
            ConcurrentHashMap<String, Known> names = stations.computeIfAbsent(station,
                    added -> new ConcurrentHashMap<>());
            if (names.size() < MOST_NAMES) {
                names.put(name, known);
            }
        }
    }

    private static boolean isOwn(StationId station, String baseName) {
        return baseName.isEmpty() || startsWithStation(baseName, station);
    }

    private static boolean startsWithStation(String name, StationId station) {
        String text = station.text();
        return name.length() > text.length() && name.charAt(text.length()) == '/' && name.startsWith(text);
    }

    /**
     * Takes a name apart.
     *
     * @param baseName of the pack as it was in force for the record, empty where it has none
     * @param name base name and name, joined
     */
    static RecordName parse(StationId station, String baseName, String name) {
        if (!isOwn(station, baseName)) {
            return otherStation(station, baseName);
        }
        String own = startsWithStation(name, station) ? name.substring(station.text().length() + 1) : name;
        int slash = own.indexOf('/');
        String sensor = slash < 0 ? SensorName.MAIN.text() : own.substring(0, slash);
        String property = own.substring(slash + 1);
        if (property.indexOf('/') >= 0) {
            return StationId.isValid(sensor)
                    ? otherStation(station, sensor + "/")
                    : new Unknown("name", "the name '" + quote(name) + "' is not of the form sensor/property");
        }
        if (!SensorName.isValid(sensor)) {
            return new Unknown("sensor-name", "the sensor name '" + quote(sensor)
                    + "' is not 1 to 60 characters of a-z, 0-9 and single hyphens between them");
        }
        Optional<ObservedProperty> found = ObservedProperties.find(property);
        if (found.isEmpty()) {
            return new Unknown("unknown-property", "the property '" + quote(property)
                    + "' is not known; docs/payload.md lists them, for example co2, pm2_5, temperature");
        }
        return new Known(Names.sensor(sensor), found.get());
    }

    private static Unknown otherStation(StationId station, String baseName) {
        return new Unknown("other-station",
                "the base name '" + quote(baseName) + "' is not the station's own, '" + station
                        + "/': a station sends under its own id only");
    }

    private static String quote(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
