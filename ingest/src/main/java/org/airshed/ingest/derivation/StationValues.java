package org.airshed.ingest.derivation;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * What stands for one station, hour by hour, of the rows that are stored: a corrected value where one is stored (of
 * several, as after a change of settings, the one computed last), else the sensors' own by the rules that areas follow,
 * {@link org.airshed.ingest.correction.Choice}. Whoever shows a station shows suspect hours too; failed ones nobody shows.
 *
 * <p>Threads: any; immutable.
 */
public final class StationValues {
    private final long fromMillis;
    private final long toMillis;
    private final NavigableMap<Long, List<Stored>> hours;

    private record Stored(Rollup row, long revision) {}

    /**
     * One hour's value.
     *
     * @param property what it is a value of: the wanted one, or its CF=1 channel, named as such
     * @param value in {@code property.unit()}
     * @param level {@code raw}, or the correction
     */
    public record Value(ObservedProperty property, BigDecimal value, Level level) {
        /** Whether somebody's correction made it. */
        public boolean corrected() {
            return !level.equals(Level.RAW);
        }
    }

    private StationValues(long fromMillis, long toMillis, NavigableMap<Long, List<Stored>> hours) {
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
        this.hours = hours;
    }

    /** Reads the hours {@code [fromMillis, toMillis)}. */
    public static StationValues read(DerivedStore store, StationId station, long fromMillis, long toMillis)
            throws IOException {
        NavigableMap<Long, List<Stored>> hours = new TreeMap<>();
        store.readRollups(new RollupQuery(station, null, null, null, Span.HOUR, fromMillis, toMillis,
                Integer.MAX_VALUE, null),
                (row, revision) -> hours.computeIfAbsent(row.startMillis(), _ -> new ArrayList<>())
                        .add(new Stored(row, revision)));
        return new StationValues(fromMillis, toMillis, hours);
    }

    /** Whether anything is stored of this hour. */
    public boolean has(long hourMillis) {
        return hours.containsKey(hourMillis);
    }

    /** Whether anything is stored of a property or of its CF=1 channel, good or not. */
    public boolean measures(ObservedProperty wanted) {
        return hours.values().stream().flatMap(List::stream).map(stored -> stored.row().property())
                .anyMatch(property -> property.equals(wanted) || property.id().equals(wanted.id() + "_cf1"));
    }

    /** The value of an hour; empty where the station has none. */
    public Optional<Value> value(ObservedProperty wanted, long hourMillis) {
        Rollup corrected = null;
        long newest = Long.MIN_VALUE;
        List<HourRow> raw = new ArrayList<>();
        for (Stored stored : hours.getOrDefault(hourMillis, List.of())) {
            Rollup row = stored.row();
            if (row.level().equals(Level.RAW)) {
                raw.add(HourRow.of(row));
            } else if (row.property().equals(wanted) && row.mean() != null && row.flag() != Flag.FAIL
                    && row.flag() != Flag.MISSING && stored.revision() > newest) {
                corrected = row;
                newest = stored.revision();
            }
        }
        BigDecimal mean = corrected == null ? null : HourRow.decimal(corrected.mean());
        if (corrected != null && mean != null) {
            return Optional.of(new Value(wanted, mean, corrected.level()));
        }
        return StationAir.of(hourMillis, raw, null, List.of(), List.of()).value(wanted)
                .map(value -> new Value(value.property(), value.value(), value.level()));
    }

    /** The values of {@code [fromMillis, toMillis)}, gaps included; empty where there is not one. */
    public Optional<Hours> hours(ObservedProperty wanted) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        boolean any = false;
        for (long hour = fromMillis; hour < toMillis; hour += Hours.HOUR_MILLIS) {
            Optional<Value> value = value(wanted, hour);
            any |= value.isPresent();
            values.add(value.map(Value::value).orElse(null));
        }
        return any ? Optional.of(new Hours(fromMillis, values)) : Optional.empty();
    }

    /** Those hours that have a value. */
    public List<Value> values(ObservedProperty wanted) {
        List<Value> values = new ArrayList<>();
        for (long hour = fromMillis; hour < toMillis; hour += Hours.HOUR_MILLIS) {
            value(wanted, hour).ifPresent(values::add);
        }
        return values;
    }
}
