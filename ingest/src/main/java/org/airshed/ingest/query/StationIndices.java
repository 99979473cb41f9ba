package org.airshed.ingest.query;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.derivation.StationValues;
import org.airshed.ingest.index.Index;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.IndexKind;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.PublicPlace;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.jspecify.annotations.Nullable;

/**
 * "What do the indices say about this station?", for its latest complete hour; while that one is still being computed,
 * for the one before it. Outdoors every current index, the network's own first; indoors the network's ventilation proxy.
 *
 * <p>Threads: any thread that may block.
 */
public final class StationIndices {
    private static final int BACK_HOURS = 24;
    private static final String NOT_PLACED = "nobody has said whether this station stands outdoors or indoors";
    private static final String NOT_GOOD = "what is measured here had no complete and good hour in the last "
            + BACK_HOURS;
    private static final String OTHER_AIR = "nothing is measured here that this can be made of";

    private final DerivedStore store;
    private final StationDirectory directory;
    private final NetworkSettings network;
    private final InstantSource clock;

    public StationIndices(DerivedStore store, StationDirectory directory, NetworkSettings network,
            InstantSource clock) {
        this.store = store;
        this.directory = directory;
        this.network = network;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @param hourMillis beginning of the hour, UTC
     * @param missing why there is no item at all; null where there are some
     */
    public record Answer(StationId station, long hourMillis, List<Item> items, @Nullable String missing) {
        public Answer {
            items = List.copyOf(items);
        }
    }

    /**
     * One index.
     *
     * @param measuredAs the CF=1 channel the deciding value comes from, where it does
     * @param correction one of the words for concentrations of areas; null where there is no value
     * @param leftOut pollutants that are measured and do not count, with the reason
     */
    public record Item(IndexDefinition index, IndexResult result, @Nullable ObservedProperty measuredAs,
            @Nullable String correction, Map<ObservedProperty, String> leftOut, @Nullable String missing) {}

    /** Empty where the public knows no such station. */
    public Optional<Answer> of(StationId id) throws IOException {
        Optional<PublicStation> station = directory.station(id);
        if (station.isEmpty()) {
            return Optional.empty();
        }
        long now = Math.floorDiv(clock.millis(), Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        PublicPlace place = station.get().place();
        if (place == null) {
            return Optional.of(new Answer(id, now - Hours.HOUR_MILLIS, List.of(), NOT_PLACED));
        }
        StationValues read = StationValues.read(store, id, now - (BACK_HOURS + 1) * Hours.HOUR_MILLIS, now);
        long last = now - Hours.HOUR_MILLIS;
        long hour = !read.has(last) && read.has(last - Hours.HOUR_MILLIS) ? last - Hours.HOUR_MILLIS : last;
        StationValues values = StationValues.read(store, id, hour - (BACK_HOURS - 1) * Hours.HOUR_MILLIS,
                hour + Hours.HOUR_MILLIS);
        List<Item> items = new ArrayList<>();
        for (String index : ids(place.environment())) {
            items.add(item(Indices.current(index).orElseThrow(), values, hour + Hours.HOUR_MILLIS));
        }
        return Optional.of(new Answer(id, hour, items, null));
    }

    private Set<String> ids(Environment environment) {
        if (environment == Environment.INDOOR) {
            return Set.of(network.ventilation());
        }
        Set<String> ids = new LinkedHashSet<>(network.indices());
        Indices.all().stream().filter(index -> index.kind() == IndexKind.COMMUNICATION_INDEX
                && index.status() == IndexDefinition.Status.CURRENT).forEach(index -> ids.add(index.id().id()));
        return ids;
    }

    private Item item(Index index, StationValues values, long atMillis) {
        Map<ObservedProperty, Hours> hours = new LinkedHashMap<>();
        Map<ObservedProperty, String> leftOut = new LinkedHashMap<>();
        for (ObservedProperty property : index.definition().pollutants()) {
            values.hours(property).ifPresent(of -> {
                if (counts(property, values)) {
                    hours.put(property, of);
                } else {
                    leftOut.put(property, Indicators.NOT_CALIBRATED);
                }
            });
        }
        IndexResult overall = index.now(hours, atMillis).overall();
        return switch (overall) {
            case IndexResult.Value value -> new Item(index.definition(), value,
                    measuredAs(values, value.deciding()), correction(values.values(value.deciding())), leftOut, null);
            case IndexResult.NotEnoughData lacking ->
                new Item(index.definition(), lacking, null, null, leftOut, lacking.reason());
            case IndexResult.NoIndex none -> new Item(index.definition(), none, null, null, leftOut,
                    hours.isEmpty() ? without(index, values, leftOut) : none.sentence());
        };
    }

    private static String without(Index index, StationValues values, Map<ObservedProperty, String> leftOut) {
        if (!leftOut.isEmpty()) {
            return Indicators.NOT_CALIBRATED;
        }
        return index.definition().pollutants().stream().anyMatch(values::measures) ? NOT_GOOD : OTHER_AIR;
    }

    private boolean counts(ObservedProperty property, StationValues values) {
        return network.indexRawGases() || !NetworkSettings.isGasCell(property)
                || values.values(property).stream().allMatch(StationValues.Value::corrected);
    }

    private static @Nullable ObservedProperty measuredAs(StationValues values, ObservedProperty deciding) {
        return values.values(deciding).stream().map(StationValues.Value::property)
                .filter(property -> !property.equals(deciding)).findFirst().orElse(null);
    }

    private static String correction(List<StationValues.Value> values) {
        long corrected = values.stream().filter(StationValues.Value::corrected).count();
        if (corrected == 0) {
            return Indicators.UNCORRECTED;
        }
        return corrected == values.size() ? Indicators.CORRECTED : Indicators.PARTLY_CORRECTED;
    }
}
