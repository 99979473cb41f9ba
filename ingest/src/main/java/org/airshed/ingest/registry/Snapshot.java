package org.airshed.ingest.registry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * All of the registry that decisions are made from, in memory, as of one generation: an event loop never waits for the
 * database. Immutable. Some 1 KB a station.
 */
final class Snapshot {
    private final long generation;
    private final Map<StationId, Entry> entries;
    private final BlurGrid grid;

    /** One station with all that belongs to it; deployments by time, secrets by age. */
    record Entry(Station station, List<StationSecret> secrets, List<Deployment> deployments) {
        Entry {
            secrets = List.copyOf(secrets);
            deployments = List.copyOf(deployments);
        }
    }

    Snapshot(long generation, Map<StationId, Entry> entries, BlurGrid grid) {
        this.generation = generation;
        this.entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        this.grid = grid;
    }

    long generation() {
        return generation;
    }

    Map<StationId, Entry> entries() {
        return entries;
    }

    @Nullable
    Entry entry(StationId station) {
        return entries.get(station);
    }

    BlurGrid grid() {
        return grid;
    }
}
