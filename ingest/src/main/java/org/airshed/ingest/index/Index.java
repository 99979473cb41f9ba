package org.airshed.ingest.index;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.NotEnoughData;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.index.IndexResult.Value;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/**
 * One version of one index, ready to be asked. Hours are in the canonical unit of their property, gases in ppb.
 *
 * <p>Of several pollutants the highest counts; where two share it, the place before rounding, then the order of
 * {@link IndexDefinition#pollutants} (ours: no authority defines one). Index values are never averaged.
 *
 * <p>Threads: any; immutable.
 */
public final class Index {
    private final IndexDefinition definition;
    private final Rules rules;

    Index(IndexDefinition definition, Rules rules) {
        this.definition = definition;
        this.rules = rules;
    }

    /** What it is and where it comes from. */
    public IndexDefinition definition() {
        return definition;
    }

    /** The same index with CO2 outdoors measured; without effect on one that does not compare with it. */
    public Index withOutdoorCo2(OutdoorCo2 outdoor) {
        return definition.outdoorCo2Default() == null
                ? this
                : new Index(definition, new Co2Rules(definition, outdoor));
    }

    /** The sub-index of one value that is averaged already. */
    public IndexResult subIndex(Concentration given) {
        return rules.subIndex(given);
    }

    /**
     * The index of several values that are averaged already, one at most per property and averaging, in any order.
     *
     * @throws IllegalArgumentException where two have the same property and averaging
     */
    public Assessment ofAverages(Collection<Concentration> given) {
        Map<ObservedProperty, List<Rules.Part>> parts = new LinkedHashMap<>();
        for (ObservedProperty property : order(given.stream().map(Concentration::property).toList())) {
            List<Concentration> averages = given.stream().filter(one -> one.property().equals(property))
                    .sorted(Comparator.comparingInt(this::rank).thenComparing(Concentration::averaging)).toList();
            if (averages.stream().map(Concentration::averaging).distinct().count() < averages.size()) {
                throw new IllegalArgumentException("two values of " + property + " with the same averaging");
            }
            parts.put(property, averages.stream().map(one -> new Rules.Part(one, rules.subIndex(one))).toList());
        }
        return assess(parts);
    }

    /**
     * The index "now": for the latest hour that is complete at an instant. Which average that takes is the index's rule
     * (NowCast for the US AQI, the hour itself for the EAQI, running means for the DAQI). Properties that the index does
     * not speak about are passed over.
     *
     * @param hours in canonical units, at least the 24 hours before the instant where they are known
     */
    public Assessment now(Map<ObservedProperty, Hours> hours, long atMillis) {
        Map<ObservedProperty, List<Rules.Part>> parts = new LinkedHashMap<>();
        for (ObservedProperty property : definition.pollutants()) {
            Hours series = hours.get(property);
            if (series != null) {
                parts.put(property, rules.now(property, series, atMillis));
            }
        }
        return assess(parts);
    }

    /**
     * The index of a local day: 24 hours from midnight in the zone's <em>standard</em> time, summer or not, by the rule
     * of the US and the habit of the UK. Where the zone is off by part of an hour, the hours that begin within that day.
     *
     * @param hours in canonical units; 8-hour means reach 7 hours into the day after (US) or before (UK)
     */
    public Assessment day(Map<ObservedProperty, Hours> hours, LocalDate day, ZoneId zone) {
        if (definition.inputs().stream().noneMatch(Input::day)) {
            return new Assessment(new NoIndex(definition.id(), null, null, Reason.NO_DAILY_RULE,
                    definition.id().text() + " has no published rule for a day"), Map.of());
        }
        Map<ObservedProperty, List<Rules.Part>> parts = new LinkedHashMap<>();
        for (ObservedProperty property : definition.pollutants()) {
            Hours series = hours.get(property);
            if (series != null) {
                parts.put(property, rules.day(property, series, beginning(day, zone)));
            }
        }
        return assess(parts);
    }

    private static long beginning(LocalDate day, ZoneId zone) {
        ZoneOffset standard = zone.getRules().getStandardOffset(day.atStartOfDay(zone).toInstant());
        long midnight = day.atStartOfDay().toInstant(standard).toEpochMilli();
        return Math.ceilDiv(midnight, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
    }

    private Assessment assess(Map<ObservedProperty, List<Rules.Part>> given) {
        Map<ObservedProperty, IndexResult> parts = new LinkedHashMap<>();
        given.forEach((property, results) -> {
            if (!results.isEmpty()) {
                parts.put(property, rules.combine(results));
            }
        });
        return new Assessment(overall(parts.values()), parts);
    }

    private IndexResult overall(Collection<IndexResult> parts) {
        @Nullable
        Value highest = null;
        @Nullable
        IndexResult missing = null;
        for (IndexResult part : parts) {
            if (part instanceof Value value) {
                highest = highest == null || value.position().compareTo(highest.position()) > 0 ? value : highest;
            } else if (missing == null || (missing instanceof NoIndex && part instanceof NotEnoughData)) {
                missing = part;
            }
        }
        if (highest != null) {
            return highest;
        }
        return missing != null
                ? missing
                : new NoIndex(definition.id(), null, null, Reason.NOTHING_GIVEN,
                        "nothing was given that " + definition.id().text() + " speaks about");
    }

    /** Known properties in the order of the definition, then others by id. */
    private List<ObservedProperty> order(List<ObservedProperty> given) {
        List<ObservedProperty> ordered = new ArrayList<>(definition.pollutants());
        ordered.retainAll(given);
        given.stream().distinct().filter(property -> !ordered.contains(property))
                .sorted(Comparator.comparing(ObservedProperty::id)).forEachOrdered(ordered::add);
        return ordered;
    }

    /** The place of an average among those the index takes of its pollutant; those it does not take come last. */
    private int rank(Concentration given) {
        List<Averaging> taken = definition.inputs(given.property()).stream().map(Input::averaging).toList();
        int rank = taken.indexOf(given.averaging());
        return rank < 0 ? taken.size() : rank;
    }
}
