package org.airshed.ingest.query;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.derivation.StationValues;
import org.airshed.ingest.index.Index;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.jspecify.annotations.Nullable;

/**
 * "How well is each room aired?", by the CO2 of its newest hour and the network's ventilation proxy.
 *
 * <p>Threads: any thread that may block.
 */
public final class Rooms {
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");
    private static final long BACK = 24 * Hours.HOUR_MILLIS;

    private final DerivedStore store;
    private final NetworkSettings network;
    private final InstantSource clock;

    public Rooms(DerivedStore store, NetworkSettings network, InstantSource clock) {
        this.store = store;
        this.network = network;
        this.clock = clock;
    }

    /**
     * One room.
     *
     * @param hourMillis beginning of its newest hour with CO2, UTC
     * @param co2 ppm
     * @param proxy null where the proxy has nothing to say about such a value
     */
    public record Room(StationId station, long hourMillis, BigDecimal co2, IndexResult.@Nullable Value proxy) {}

    /** The rooms of these stations that measured CO2 within the last day, in their order. */
    public List<Room> of(List<PublicStation> stations) throws IOException {
        Index proxy = Indices.current(network.ventilation()).orElseThrow();
        long end = Math.floorDiv(clock.millis(), Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        List<Room> rooms = new ArrayList<>();
        for (PublicStation station : stations) {
            StationValues values = StationValues.read(store, station.id(), end - BACK, end);
            for (long hour = end - Hours.HOUR_MILLIS; hour >= end - BACK; hour -= Hours.HOUR_MILLIS) {
                Optional<BigDecimal> co2 = values.value(CO2, hour).map(StationValues.Value::value);
                if (co2.isPresent()) {
                    rooms.add(new Room(station.id(), hour, co2.get(), value(proxy, hour, co2.get())));
                    break;
                }
            }
        }
        return rooms;
    }

    private static IndexResult.@Nullable Value value(Index proxy, long hour, BigDecimal co2) {
        Hours hours = new Hours(hour, List.of(co2));
        return proxy.now(Map.of(CO2, hours), hours.endMillis()).overall() instanceof IndexResult.Value value
                ? value
                : null;
    }
}
