package org.airshed.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.edge.config.StationSettings.SimulationSettings;
import org.airshed.edge.config.StationSettings.SpoolLimits;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.sensor.chips.Drivers;
import org.airshed.edge.spool.SpoolSettings;
import org.jspecify.annotations.Nullable;

/** Reads one item of {@code stations}. */
final class StationReader {
    /** Stands in where the id is wrong, so that the rest is read too. */
    private static final StationId NO_ID = new StationId("none");
    private static final Duration AVERAGING = Duration.ofMinutes(1);

    private StationReader() {}

    static StationSettings read(Section station, Path folder) {
        StationId id = id(station);
        String name = station.text("name");
        var connection = ConnectionReader.read(station.section("connection"), id, folder);
        Section spool = station.section("spool");
        SpoolLimits limits = new SpoolLimits(
                spool.bytes("max-size", SpoolSettings.DEFAULT_MAX_BYTES, SpoolSettings.LEAST_BYTES),
                spool.duration("commit-interval", SpoolSettings.DEFAULT_COMMIT_INTERVAL, Duration.ofMillis(100),
                        Duration.ofMinutes(10)));
        spool.end(Map.of());
        Section sampling = station.section("sampling");
        Duration averaging = sampling.duration("averaging", AVERAGING, Duration.ofSeconds(1), Duration.ofHours(1));
        sampling.end(Map.of());
        List<SensorSettings> sensors = sensors(station);
        SimulationSettings simulation = station.has("simulation") ? simulation(station.section("simulation")) : null;
        if (sensors.isEmpty() && simulation == null && !station.has("sensors")) {
            station.problem("sensors", "is missing: list the chips that 'airshed scan' finds, or give a simulation");
        }
        if (!sensors.isEmpty() && simulation != null) {
            station.problem("simulation", "stands beside sensors; a station has real sensors or simulated ones");
        }
        ProposedPlace place = station.has("place") ? place(station.section("place")) : null;
        station.end(Map.of());
        return new StationSettings(id, name, connection, limits, averaging, sensors, place, simulation);
    }

    private static StationId id(Section station) {
        String id = station.requiredText("id", "the name that 'airshed station add' was given");
        if (id.isEmpty()) {
            return NO_ID;
        }
        if (!StationId.isValid(id)) {
            station.problem("id", "is '" + id + "', must be 3 to 40 characters of a-z, 0-9 and single hyphens");
            return NO_ID;
        }
        return new StationId(id);
    }

    private static List<SensorSettings> sensors(Section station) {
        List<SensorSettings> sensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : station.sections("sensors")) {
            SensorSettings sensor = sensor(section);
            if (sensor != null) {
                if (!names.add(sensor.name().text())) {
                    section.problem("chip", "stands at " + sensor.address() + " twice");
                }
                sensors.add(sensor);
            }
        }
        return sensors;
    }

    private static @Nullable SensorSettings sensor(Section section) {
        String chip = section.requiredText("chip", "one of " + String.join(", ", Drivers.chips()));
        int bus = section.integer("bus", 1, 0, 255);
        String address = section.text("address");
        String port = section.text("port");
        Duration interval = section.has("interval")
                ? section.duration("interval", AVERAGING, Duration.ofMillis(100), Duration.ofHours(1))
                : null;
        section.end(Map.of());
        if (chip.isEmpty()) {
            return null;
        }
        if (!Drivers.chips().contains(chip)) {
            section.problem("chip", "is '" + chip + "'; there are drivers for " + String.join(", ", Drivers.chips()));
            return null;
        }
        SensorAddress at = address(section, chip, bus, address, port);
        if (at == null) {
            return null;
        }
        try {
            return new SensorSettings(chip, at, Drivers.name(chip, at), interval);
        } catch (IllegalArgumentException e) {
            section.problem(port == null ? "address" : "port", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable SensorAddress address(Section section, String chip, int bus, @Nullable String address,
            @Nullable String port) {
        List<Integer> usual = Drivers.addresses(chip);
        try {
            if (port != null) {
                if (address != null) {
                    section.problem("port", "stands beside address; a sensor has one of them");
                }
                return new SensorAddress.Serial(port);
            }
            if (usual.isEmpty()) {
                section.problem("port", "is missing: " + chip + " is connected to a serial port, such as /dev/ttyAMA0");
                return null;
            }
            if (address == null) {
                return new SensorAddress.I2c(bus, usual.getFirst());
            }
            if (!address.matches("0x[0-9a-fA-F]{1,2}")) {
                section.problem("address", "is '" + address + "', must be written as i2cdetect shows it, with 0x and in"
                        + " quotes: \"0x62\"");
                return null;
            }
            return new SensorAddress.I2c(bus, Integer.parseInt(address.substring(2), 16));
        } catch (IllegalArgumentException e) {
            section.problem(port == null ? "address" : "port", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static SimulationSettings simulation(Section simulation) {
        String scenario = simulation.choice("scenario", "outdoor", List.of("outdoor", "classroom", "broken"));
        int seed = simulation.integer("seed", 1, 0, Integer.MAX_VALUE);
        simulation.end(Map.of());
        return new SimulationSettings(scenario, seed);
    }

    private static ProposedPlace place(Section place) {
        Double latitude = place.number("latitude", -90, 90);
        Double longitude = place.number("longitude", -180, 180);
        if (!place.has("latitude") || !place.has("longitude")) {
            place.problem("latitude", "and longitude are needed for a place, in degrees");
        }
        Double height = place.number("height", -100, 1000);
        Double elevation = place.number("elevation", -500, 9000);
        String environment = place.choice("environment", "", List.of("outdoor", "indoor"));
        if (!place.has("environment")) {
            place.problem("environment", "is missing: outdoor or indoor");
        }
        String siteType = place.text("site-type");
        place.end(Map.of());
        return new ProposedPlace(latitude == null ? 0 : latitude, longitude == null ? 0 : longitude, height, elevation,
                environment, siteType);
    }
}
