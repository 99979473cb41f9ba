package org.airshed.ingest.derivation;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.HourTally;
import org.airshed.ingest.quality.MetadataChecks;
import org.airshed.ingest.quality.MetadataSettings;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.registry.Deployment;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * What the days before a day say about a station in it: whether one that is registered outdoors lives in a room, and
 * which CO2 sensors hold their lowest value at 400 ppm ({@link MetadataChecks}). Days are the network's; what they say
 * holds for every hour of the day after them.
 *
 * <p>The last answer for each station is kept, as it is the same for a whole day, until {@link #forget}.
 *
 * <p>Threads: any.
 */
final class StationWatch {
    private static final ObservedProperty TEMPERATURE = ObservedProperties.of("temperature");
    private static final ObservedProperty HUMIDITY = ObservedProperties.of("relative_humidity");
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");
    private static final int ALL = Integer.MAX_VALUE;
    private static final long DAY_MILLIS = 24 * Hours.HOUR_MILLIS;

    private final DerivedStore store;
    private final MetadataSettings settings;
    private final DayRule days;
    private final Map<StationId, Known> known = new ConcurrentHashMap<>();

    StationWatch(DerivedStore store, MetadataSettings settings, DayRule days) {
        this.store = store;
        this.settings = settings;
        this.days = days;
    }

    /**
     * What is to be said of a station's hours for a day.
     *
     * @param indoors it is registered outdoors and breathes a room's air
     * @param pinned CO2 sensors whose baseline is held
     */
    record Word(boolean indoors, Set<SensorName> pinned) {
        static final Word NOTHING = new Word(false, Set.of());

        /** Mask of the reasons against an hour of this datastream. */
        int reasons(SensorName sensor, ObservedProperty property) {
            return (indoors ? Reason.SITING.mask() : 0)
                    | (property.equals(CO2) && pinned.contains(sensor) ? Reason.BASELINE_PINNED.mask() : 0);
        }

        HourRow onto(HourRow row) {
            int reasons = reasons(row.sensor(), row.property());
            return reasons == 0 ? row : row.with(row.verdict().and(new Verdict(Flag.SUSPECT, reasons)));
        }
    }

    private record Known(long dayMillis, @Nullable Environment environment, Word word) {}

    /** How many days after a day it is still looked at. */
    int days() {
        return Math.max(settings.sitingDays(), 7 * settings.baselineWeeks());
    }

    /** The word on the day that holds this hour. */
    Word of(StationId station, long hourMillis, Places places) throws IOException {
        long begin = days.firstHourMillis(days.dayOf(hourMillis));
        Environment environment = places.exact(station, begin - 1).map(Deployment::environment).orElse(null);
        Known last = known.get(station);
        if (last != null && last.dayMillis == begin && last.environment == environment) {
            return last.word;
        }
        Word word = new Word(environment == Environment.OUTDOOR && livesIndoors(station, begin),
                pinned(station, begin));
        known.put(station, new Known(begin, environment, word));
        return word;
    }

    /** Hours of the station from this one on are no longer what they were. */
    void forget(StationId station, long fromMillis) {
        known.computeIfPresent(station, (_, last) -> last.dayMillis > fromMillis ? null : last);
    }

    /** Every sensor that measures both and could be judged looks like a room's. */
    private boolean livesIndoors(StationId station, long end) throws IOException {
        long from = end - settings.sitingDays() * DAY_MILLIS;
        Map<SensorName, Hours> temperatures = read(station, TEMPERATURE, from, end, Rollup::mean);
        Map<SensorName, Hours> humidities = temperatures.isEmpty()
                ? Map.of()
                : read(station, HUMIDITY, from, end, Rollup::mean);
        List<Verdict> verdicts = new ArrayList<>();
        temperatures.forEach((sensor, hours) -> {
            Hours humidity = humidities.get(sensor);
            if (humidity != null) {
                verdicts.add(MetadataChecks.siting(hours, humidity, settings));
            }
        });
        return verdicts.stream().anyMatch(verdict -> Reason.SITING.in(verdict.reasons()))
                && verdicts.stream().noneMatch(verdict -> verdict.flag() == Flag.GOOD);
    }

    private Set<SensorName> pinned(StationId station, long end) throws IOException {
        Set<SensorName> pinned = new HashSet<>();
        read(station, CO2, end - settings.baselineWeeks() * 7L * DAY_MILLIS, end, Rollup::min)
                .forEach((sensor, minima) -> {
                    if (Reason.BASELINE_PINNED.in(MetadataChecks.baseline(minima, settings).reasons())) {
                        pinned.add(sensor);
                    }
                });
        return pinned;
    }

    private Map<SensorName, Hours> read(StationId station, ObservedProperty property, long from, long to,
            Function<Rollup, @Nullable Double> part) throws IOException {
        Map<SensorName, NavigableMap<Long, Double>> read = new TreeMap<>();
        store.readRollups(new RollupQuery(station, null, property, Level.RAW, Span.HOUR, from, to, ALL, null),
                (row, _) -> {
                    Double value = part.apply(row);
                    if (value != null && HourTally.counts(row.flag())) {
                        read.computeIfAbsent(row.sensor(), _ -> new TreeMap<>()).put(row.startMillis(), value);
                    }
                });
        Map<SensorName, Hours> hours = new TreeMap<>();
        read.forEach((sensor, values) -> {
            List<@Nullable BigDecimal> all = new ArrayList<>();
            for (long hour = from; hour < to; hour += Hours.HOUR_MILLIS) {
                all.add(HourRow.decimal(values.get(hour)));
            }
            hours.put(sensor, new Hours(from, all));
        });
        return hours;
    }
}
