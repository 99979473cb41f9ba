package org.airshed.ingest.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.query.StationDirectory;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.Station;
import org.airshed.ingest.registry.StationVoices;
import org.airshed.ingest.registry.Visibility;

/** The registry as the public may see it. Threads: any. */
final class RegistryDirectory implements StationDirectory {
    private final Registry registry;
    private final StationVoices voices;
    private final InstantSource clock;

    RegistryDirectory(Registry registry, StationVoices voices, InstantSource clock) {
        this.registry = registry;
        this.voices = voices;
        this.clock = clock;
    }

    @Override
    public List<PublicStation> stations() {
        return registry.stations().stream().filter(RegistryDirectory::isPublic).map(this::describe).toList();
    }

    @Override
    public Optional<PublicStation> station(StationId id) {
        return registry.station(id).filter(RegistryDirectory::isPublic).map(this::describe);
    }

    private static boolean isPublic(Station station) {
        return station.visibility() != Visibility.PRIVATE;
    }

    private PublicStation describe(Station station) {
        Optional<StationVoices.Presence> presence = voices.presence(station.id());
        return new PublicStation(station.id(), voices.name(station.id()).orElse(null),
                registry.publicPlace(station.id(), clock.millis()).orElse(null),
                presence.map(said -> said.online() ? PublicStation.Presence.ONLINE : PublicStation.Presence.OFFLINE)
                        .orElse(PublicStation.Presence.UNKNOWN),
                presence.map(said -> Instant.ofEpochMilli(said.sinceMillis())).orElse(null));
    }
}
