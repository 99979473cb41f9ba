package org.airshed.ingest.derivation;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/** The hourly concentrations of one area, indoors or outdoors, over a period, property by property. */
final class AreaSeries {
    private final long fromMillis;
    private final long toMillis;
    private final Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> rows;
    /** All rows of the properties of which some are left out. */
    private final Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> whole;
    /** Made once each: a year of them is asked for day by day. */
    private final Map<String, Hours> made;

    private AreaSeries(long fromMillis, long toMillis, Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> rows,
            Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> whole, Map<String, Hours> made) {
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
        this.rows = rows;
        this.whole = whole;
        this.made = made;
    }

    /** Reads the hours {@code [fromMillis, toMillis)}. */
    static AreaSeries read(DerivedStore store, AreaId area, Environment environment, long fromMillis, long toMillis)
            throws IOException {
        Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> rows = new LinkedHashMap<>();
        store.readIndicators(new IndicatorQuery(area.text(), Indicators.CONCENTRATION, null, Span.HOUR,
                environment.text(), fromMillis, toMillis, Integer.MAX_VALUE, null),
                (row, revision) -> ObservedProperties.find(row.property())
                        .ifPresent(property -> rows.computeIfAbsent(property, _ -> new TreeMap<>())
                                .put(row.startMillis(), row)));
        return new AreaSeries(fromMillis, toMillis, rows, Map.of(), new HashMap<>());
    }

    /** What was measured at all. */
    List<ObservedProperty> properties() {
        return List.copyOf(rows.keySet());
    }

    /** Medians. */
    Hours medians(ObservedProperty property) {
        return hours("value", property, IndicatorValue::value);
    }

    /** Lower ends of the intervals. */
    Hours lowers(ObservedProperty property) {
        return hours("lower", property, IndicatorValue::lower);
    }

    /** Upper ends of the intervals. */
    Hours uppers(ObservedProperty property) {
        return hours("upper", property, IndicatorValue::upper);
    }

    /** Part of the enrolled stations that spoke, hour by hour; zero is a value here. */
    Hours shares(ObservedProperty property) {
        return hours("coverage", property, IndicatorValue::coverage);
    }

    private Hours hours(String name, ObservedProperty property, Function<IndicatorValue, @Nullable Double> part) {
        Hours hours = made.get(name + " " + property);
        if (hours == null) {
            hours = hours(property, part);
            made.put(name + " " + property, hours);
        }
        return hours;
    }

    private Hours hours(ObservedProperty property, Function<IndicatorValue, @Nullable Double> part) {
        NavigableMap<Long, IndicatorValue> ofProperty = rows.getOrDefault(property, new TreeMap<>());
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (long hour = fromMillis; hour < toMillis; hour += Hours.HOUR_MILLIS) {
            IndicatorValue row = ofProperty.get(hour);
            Double value = row == null ? null : part.apply(row);
            values.add(value == null ? null : BigDecimal.valueOf(value));
        }
        return new Hours(fromMillis, values);
    }

    /** The number of stations in the middle of those heard hour by hour, of the hours that have a value. */
    int stations(ObservedProperty property, long from, long to) {
        List<Integer> heard = rows.getOrDefault(property, new TreeMap<>()).subMap(from, to).values().stream()
                .filter(row -> row.value() != null).map(IndicatorValue::stations).sorted().toList();
        return heard.isEmpty() ? 0 : heard.get(heard.size() / 2);
    }

    /**
     * Whether every value of these hours has an interval. A mean of those that have one is the mean of other hours, and may
     * lie beyond the value.
     */
    boolean hasEnds(ObservedProperty property, long from, long to) {
        return rows.getOrDefault(property, new TreeMap<>()).subMap(from, to).values().stream()
                .allMatch(row -> row.value() == null || (row.lower() != null && row.upper() != null));
    }

    /** Whether the values of these hours came from corrected stations: all, some or none of them. */
    String corrected(ObservedProperty property, long from, long to) {
        List<String> categories = rows.getOrDefault(property, new TreeMap<>()).subMap(from, to).values().stream()
                .filter(row -> row.value() != null).map(row -> String.valueOf(row.category())).distinct().toList();
        return categories.size() == 1
                ? categories.getFirst()
                : categories.isEmpty() ? Indicators.UNCORRECTED : Indicators.PARTLY_CORRECTED;
    }

    /**
     * The same without the hours of some properties in which not all stations were corrected. An hour without a value
     * stays where a corrected one is near before it, so that it is told as missing.
     *
     * @param which properties
     * @param near in hours
     */
    AreaSeries onlyCorrected(Predicate<ObservedProperty> which, int near) {
        Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> some = new LinkedHashMap<>();
        Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> all = new LinkedHashMap<>();
        rows.forEach((property, hours) -> {
            some.put(property, which.test(property) ? corrected(hours, near) : hours);
            if (which.test(property)) {
                all.put(property, hours);
            }
        });
        some.values().removeIf(NavigableMap::isEmpty);
        return new AreaSeries(fromMillis, toMillis, some, all, new HashMap<>());
    }

    private static NavigableMap<Long, IndicatorValue> corrected(NavigableMap<Long, IndicatorValue> hours, int near) {
        NavigableMap<Long, IndicatorValue> kept = new TreeMap<>();
        long last = Long.MIN_VALUE / 2;
        for (Map.Entry<Long, IndicatorValue> hour : hours.entrySet()) {
            IndicatorValue row = hour.getValue();
            if (row.value() == null) {
                if (hour.getKey() - last <= near * Hours.HOUR_MILLIS) {
                    kept.put(hour.getKey(), row);
                }
            } else if (Indicators.CORRECTED.equals(row.category())) {
                kept.put(hour.getKey(), row);
                last = hour.getKey();
            }
        }
        return kept;
    }

    /** The same with the properties that have a row in {@code [from, to)}. */
    AreaSeries measured(long from, long to) {
        Map<ObservedProperty, NavigableMap<Long, IndicatorValue>> some = new LinkedHashMap<>(rows);
        some.keySet().removeIf(property -> !hasRows(property, from, to));
        return new AreaSeries(fromMillis, toMillis, some, whole, made);
    }

    /** Medians of every property. */
    Map<ObservedProperty, Hours> medians() {
        return all(this::medians);
    }

    /** Lower ends of every property. */
    Map<ObservedProperty, Hours> lowers() {
        return all(this::lowers);
    }

    /** Upper ends of every property. */
    Map<ObservedProperty, Hours> uppers() {
        return all(this::uppers);
    }

    private Map<ObservedProperty, Hours> all(Function<ObservedProperty, Hours> part) {
        Map<ObservedProperty, Hours> all = new LinkedHashMap<>();
        rows.keySet().forEach(property -> all.put(property, part.apply(property)));
        return all;
    }

    /** Whether any hour of {@code [from, to)} has a row. */
    boolean hasRows(long from, long to) {
        return rows.values().stream().anyMatch(hours -> !hours.subMap(from, to).isEmpty());
    }

    /** Whether any hour of {@code [from, to)} has a row of this property. Once it has, it always will. */
    boolean hasRows(ObservedProperty property, long from, long to) {
        return !rows.getOrDefault(property, new TreeMap<>()).subMap(from, to).isEmpty();
    }

    /** What was measured in {@code [from, to)} and is left out of all of it: see {@link #onlyCorrected}. */
    List<ObservedProperty> leftOut(long from, long to) {
        return whole.entrySet().stream()
                .filter(of -> !of.getValue().subMap(from, to).isEmpty() && !hasRows(of.getKey(), from, to))
                .map(Map.Entry::getKey).toList();
    }

    /** Newest hour with a row; empty where there is none. */
    Optional<Long> newest() {
        return rows.values().stream().map(NavigableMap::lastKey).max(Long::compare);
    }
}
