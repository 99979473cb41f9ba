package org.airshed.ingest.derivation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.RawQuery;
import org.jspecify.annotations.Nullable;

/**
 * Computes the hours of stations that have changed, with those that hang on them, in as large pieces as memory holds.
 *
 * <p>Threads: one at a time; stations that share a short period are computed side by side on the common pool.
 */
final class StationPeriods {
    /** Stations that share an hour are read together, and computed side by side, from so many on. */
    private static final int TOGETHER = 20;
    /** Longer periods are read station by station: those of a town are more than memory holds. */
    private static final int TOGETHER_HOURS = 3;
    /** Hours of one station whose readings are held in memory at once: at a reading every 5 s a few megabytes. */
    private static final int PART_HOURS = 24;
    /** Gaps of so many hours in what a station has to compute are computed along. */
    private static final int BRIDGED_HOURS = 3;

    private final DerivedStore store;
    private final StationHours stationHours;
    private final Judgements judgements;
    private final Set<StationId> judgedStations;
    private final FlagsBeside flags;
    private final long nowMillis;

    StationPeriods(DerivedStore store, StationHours stationHours, Judgements judgements, FlagsBeside flags,
            long nowMillis) throws IOException {
        this.store = store;
        this.stationHours = stationHours;
        this.judgements = judgements;
        this.judgedStations = judgements.stations();
        this.flags = flags;
        this.nowMillis = nowMillis;
    }

    /** Hours on end of one station, without the hour before them. */
    private record Period(long fromMillis, long toMillis) {
        int hours() {
            return (int) ((toMillis - fromMillis) / Hours.HOUR_MILLIS);
        }
    }

    /** Computes these station-hours and adds what they come to; no hour of a station is added twice. */
    void compute(Map<StationId, NavigableSet<Long>> hours, HourWork work) throws IOException {
        Map<Period, List<StationId>> shared = new LinkedHashMap<>();
        for (Map.Entry<StationId, NavigableSet<Long>> of : hours.entrySet()) {
            for (Period period : periods(of.getKey(), of.getValue())) {
                shared.computeIfAbsent(period, _ -> new ArrayList<>()).add(of.getKey());
            }
        }
        for (Map.Entry<Period, List<StationId>> of : shared.entrySet()) {
            Period period = of.getKey();
            if (of.getValue().size() >= TOGETHER && period.hours() <= TOGETHER_HOURS) {
                together(period, of.getValue(), work);
            } else {
                for (StationId station : of.getValue()) {
                    work.add(alone(period, station));
                }
            }
        }
        flags.begin();
    }

    /** What has to be computed where these hours of a station have changed: no hour in two periods. */
    private List<Period> periods(StationId station, NavigableSet<Long> hours) throws IOException {
        // The hour under way is computed when it is over.
        long over = Math.floorDiv(nowMillis, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        List<Period> periods = new ArrayList<>();
        for (Period stretch : bridged(hours)) {
            if (stretch.fromMillis >= over) {
                break;
            }
            long end = stretch.toMillis >= over ? over : Math.min(over, stationHours.reach(station, stretch.toMillis));
            Period last = periods.isEmpty() ? null : periods.getLast();
            if (last != null && StationHours.first(stretch.fromMillis) <= last.toMillis) {
                periods.set(periods.size() - 1, new Period(last.fromMillis, Math.max(last.toMillis, end)));
            } else {
                periods.add(new Period(stretch.fromMillis, end));
            }
        }
        return periods;
    }

    /** Hours in stretches: gaps of up to {@link #BRIDGED_HOURS} are computed along. */
    private static List<Period> bridged(NavigableSet<Long> hours) {
        List<Period> stretches = new ArrayList<>();
        for (long hour : hours) {
            Period last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null && hour <= last.toMillis + BRIDGED_HOURS * Hours.HOUR_MILLIS) {
                stretches.set(stretches.size() - 1, new Period(last.fromMillis, hour + Hours.HOUR_MILLIS));
            } else {
                stretches.add(new Period(hour, hour + Hours.HOUR_MILLIS));
            }
        }
        return stretches;
    }

    private record Computed(List<FlaggedReading> flags, List<HourRow> hours) {}

    /** A short period of many stations: read at once, computed side by side. */
    private void together(Period period, List<StationId> stations, HourWork work) throws IOException {
        long first = StationHours.first(period.fromMillis);
        Map<StationId, List<Column>> columns = read(null, first, period.toMillis);
        try {
            List<Computed> computed = stations.parallelStream().map(station -> {
                try {
                    StationHours.Part part = part(station, columns, first, period.toMillis);
                    return new Computed(part.flags(),
                            stationHours.judge(station, part.rows(), period.fromMillis, period.toMillis));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
            for (Computed of : computed) {
                flags.add(of.flags);
                work.add(of.hours);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(reason(e), e);
        }
    }

    /** Any period of one station, a day at a time. */
    private List<HourRow> alone(Period period, StationId station) throws IOException {
        List<HourRow> rows = new ArrayList<>();
        long to;
        for (long from = StationHours.first(period.fromMillis); from < period.toMillis; from = to) {
            to = Math.min(period.toMillis, from + PART_HOURS * Hours.HOUR_MILLIS);
            StationHours.Part part = part(station, read(station, from, to), from, to);
            rows.addAll(part.rows());
            flags.add(part.flags());
        }
        return stationHours.judge(station, rows, period.fromMillis, period.toMillis);
    }

    private StationHours.Part part(StationId station, Map<StationId, List<Column>> columns, long from, long to)
            throws IOException {
        return stationHours.part(station, columns.getOrDefault(station, List.of()), from, to,
                judgedStations.contains(station)
                        ? judgements.covering(station, StationHours.begin(from), StationHours.end(to))
                        : List.of());
    }

    private Map<StationId, List<Column>> read(@Nullable StationId station, long from, long to)
            throws IOException {
        Columns columns = new Columns();
        store.readRaw(new RawQuery(station, StationHours.begin(from), StationHours.end(to)), columns);
        return columns.byStation();
    }

    /** What somebody said who threw in another thread. */
    static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
