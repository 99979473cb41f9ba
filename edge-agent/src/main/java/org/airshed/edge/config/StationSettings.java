package org.airshed.edge.config;

import java.time.Duration;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.edge.uplink.UplinkSettings;
import org.jspecify.annotations.Nullable;

/**
 * One station: its own identity, connection and spool.
 *
 * @param name for people, null where there is none
 * @param sensors empty for a simulated station
 * @param place proposed to the ingest tier, null where none is
 * @param simulation null for a real station
 */
public record StationSettings(StationId id, @Nullable String name, UplinkSettings connection, SpoolLimits spool,
        Duration averaging, List<SensorSettings> sensors, @Nullable ProposedPlace place,
        @Nullable SimulationSettings simulation) {
    public StationSettings {
        sensors = List.copyOf(sensors);
    }

    /** With these sensors. */
    public StationSettings withSensors(List<SensorSettings> others) {
        return new StationSettings(id, name, connection, spool, averaging, others, place, simulation);
    }

    /** How large the spool may grow, and how long an entry may wait for its force. */
    public record SpoolLimits(long maxBytes, Duration commitInterval) {}

    /** Simulated chips instead of real ones: what kind of place, and from which seed. */
    public record SimulationSettings(String scenario, long seed) {}
}
