package org.airshed.edge.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of {@code agent.yaml}.
 *
 * @param data data folder, null where the file names none
 * @param trustClock whether this machine's clock is right whatever anybody says
 */
public record AgentSettings(@Nullable Path data, boolean trustClock, List<StationSettings> stations) {
    public AgentSettings {
        stations = List.copyOf(stations);
    }
}
