package org.airshed.ingest.query;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * "How is the air in this area now?": the network's first index of the newest hour that was computed, or why there is
 * none, with the concentrations behind it. An hour that ended longer ago than {@link #NOW_FOR} is not now: then only which
 * it was is told.
 *
 * <p>Threads: any thread that may block.
 */
public final class AreaNow {
    /** So long after its end an hour stands for now; the page says the same of what it holds. A proposal of ours. */
    public static final Duration NOW_FOR = Duration.ofHours(2);

    /** Where the newest hour is looked for: first the last day, then the last month; what is older is not told at all. */
    private static final List<Duration> BACK = List.of(Duration.ofHours(25), Duration.ofDays(31));
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final String NEVER = "no hour of the last 31 days has been computed";

    private final DerivedStore store;
    private final NetworkSettings network;
    private final InstantSource clock;

    public AreaNow(DerivedStore store, NetworkSettings network, InstantSource clock) {
        this.store = store;
        this.network = network;
        this.clock = clock;
    }

    /**
     * An area's air in one hour.
     *
     * @param hourMillis beginning of the newest hour, UTC, now or not; null where none was found
     * @param index which index speaks
     * @param value the overall index; null where there is none, and then {@code missing} says why
     * @param deciding the pollutant that decides; null where there is no value
     * @param concentrations of the hour, by property; none where it is not now
     */
    public record Air(@Nullable Long hourMillis, IndexDefinition index, @Nullable IndicatorValue value,
            @Nullable ObservedProperty deciding, @Nullable String missing, List<IndicatorValue> concentrations) {
        public Air {
            concentrations = List.copyOf(concentrations);
        }
    }

    /** The newest hour. */
    public Air of(AreaId area, Environment environment) throws IOException {
        IndexDefinition index = Indices
                .current(environment == Environment.OUTDOOR ? network.indices().getFirst() : network.ventilation())
                .orElseThrow().definition();
        Map<String, IndicatorValue> rows = newest(area, environment);
        if (rows.isEmpty()) {
            return new Air(null, index, null, null, NEVER, List.of());
        }
        long hour = rows.values().iterator().next().startMillis();
        long end = hour + Hours.HOUR_MILLIS;
        if (clock.millis() - end > NOW_FOR.toMillis()) {
            return new Air(hour, index, null, null, "the newest hour ended at " + TIME.format(Instant.ofEpochMilli(end))
                    + "; what ended more than " + NOW_FOR.toHours() + " hours ago is not now", List.of());
        }
        Optional<IndicatorValue> overall = overall(area, environment, index, hour);
        List<IndicatorValue> concentrations = new ArrayList<>(rows.values());
        if (overall.isPresent() && overall.get().value() != null) {
            return new Air(hour, index, overall.get(), Bands.deciding(overall.get()).flatMap(ObservedProperties::find)
                    .orElse(null), null, concentrations);
        }
        return new Air(hour, index, null, null, missing(index, rows, overall), concentrations);
    }

    /** The concentrations of the newest hour that has any, by property. */
    private Map<String, IndicatorValue> newest(AreaId area, Environment environment) throws IOException {
        long end = Math.floorDiv(clock.millis(), Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        for (Duration back : BACK) {
            Map<String, IndicatorValue> rows = new TreeMap<>();
            long[] hour = {Long.MIN_VALUE};
            store.readIndicators(query(area, Indicators.CONCENTRATION, null, environment, end - back.toMillis(), end),
                    (row, _) -> {
                        if (row.startMillis() > hour[0]) {
                            rows.clear();
                            hour[0] = row.startMillis();
                        }
                        rows.put(row.property(), row);
                    });
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return Map.of();
    }

    private Optional<IndicatorValue> overall(AreaId area, Environment environment, IndexDefinition index, long hour)
            throws IOException {
        List<IndicatorValue> found = new ArrayList<>();
        store.readIndicators(query(area, index.id().id(), Indicators.ALL, environment, hour, hour + Hours.HOUR_MILLIS),
                (row, _) -> found.add(row));
        return found.stream().findFirst();
    }

    private static IndicatorQuery query(AreaId area, String index, @Nullable String property, Environment environment,
            long from, long to) {
        return new IndicatorQuery(area.text(), index, property, Span.HOUR, environment.text(), from, to,
                Integer.MAX_VALUE, null);
    }

    /** How many stations are missing says more than that an hour is; it is the reason wherever none of its pollutants spoke. */
    private static String missing(IndexDefinition index, Map<String, IndicatorValue> rows,
            Optional<IndicatorValue> overall) {
        String silent = null;
        for (ObservedProperty pollutant : index.pollutants()) {
            IndicatorValue row = rows.get(pollutant.id());
            if (row != null && row.value() != null) {
                silent = null;
                break;
            }
            silent = silent == null && row != null ? row.missing() : silent;
        }
        if (silent != null) {
            return silent;
        }
        String of = overall.map(IndicatorValue::missing).orElse(null);
        return of != null ? of : "nothing is measured here that " + index.id().text() + " can be made of";
    }
}
