package org.airshed.ingest.derivation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.change.StationClocks;
import org.airshed.ingest.correction.LocalFit;
import org.airshed.ingest.quality.Judgement;
import org.airshed.ingest.quality.NeighbourCheck;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of computing: station-hours first, then what hangs on them, each step stored before the next reads it.
 *
 * <p>Threads: one at a time. Stations are computed side by side on the common pool; flags are stored by a thread of its
 * own, which {@link #close} waits for unless it is interrupted.
 */
final class Round implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    /** Stations that share an hour are read together, and computed side by side, from so many on. */
    private static final int TOGETHER = 20;
    /** Longer periods are read station by station: those of a town are more than memory holds. */
    private static final int TOGETHER_HOURS = 3;
    /** Hours of one station whose readings are held in memory at once: at a reading every 5 s a few megabytes. */
    private static final int PART_HOURS = 24;
    /** Stored hours that are held in memory at once. */
    private static final int STRETCH_HOURS = 24;
    /** Gaps of so many hours in what a station has to compute are computed along. */
    private static final int BRIDGED_HOURS = 3;
    private static final int ALL = Integer.MAX_VALUE;
    /** So many flags are stored while the rest is computed: for a town's hour they take as long as everything else. */
    private static final int BESIDE = 5_000;
    /** Flags held in memory before they are stored. */
    private static final int MOST_FLAGS = 200_000;
    private static final int WATCHED = Reason.SITING.mask() | Reason.BASELINE_PINNED.mask();

    private final DerivedStore store;
    private final NetworkSettings settings;
    private final Judgements judgements;
    private final FittedCorrections fitted;
    private final Places places;
    private final List<Area> areas;
    private final long nowMillis;
    private final long revision;
    private final DayRule days;
    private final StationWatch watch;
    private final WorkingStations working;
    private final StationHours stationHours;
    private final Set<StationId> judgedStations;
    private final Set<StationId> fittedStations;
    private final Map<StationId, List<LocalFit>> fits = new HashMap<>();
    private final Map<StationId, List<Judgement>> judged = new HashMap<>();
    private final NeighbourCheck neighbours;
    private final HourWork work = new HourWork();
    private boolean tellAll;
    /** Ends of hours that the clock has passed: what an area says then is new, whoever computed it. */
    private final NavigableSet<Long> turned = new TreeSet<>();
    private List<FlaggedReading> flags = new ArrayList<>();
    private FutureTask<Boolean> flagging = new FutureTask<>(() -> true);
    private final Map<StationId, NavigableSet<Long>> changedHours = new LinkedHashMap<>();
    private final Map<AreaId, NavigableSet<Long>> changedAreaHours = new LinkedHashMap<>();
    private final Map<StationId, NavigableSet<LocalDate>> contradicted = new LinkedHashMap<>();

    Round(DerivedStore store, NetworkSettings settings, Judgements judgements, FittedCorrections fitted,
            StationWatch watch, WorkingStations working, StationClocks clocks, Places places, List<Area> areas,
            long nowMillis, long revision)
            throws IOException {
        this.store = store;
        this.settings = settings;
        this.judgements = judgements;
        this.fitted = fitted;
        this.places = places;
        this.areas = areas;
        this.nowMillis = nowMillis;
        this.revision = revision;
        this.days = settings.days();
        this.watch = watch;
        this.working = working;
        this.stationHours = new StationHours(store, settings.quality(), watch, clocks, clocks.stations(), places);
        this.judgedStations = judgements.stations();
        this.fittedStations = fitted.stations();
        this.neighbours = new NeighbourCheck(settings.quality().buddies());
    }

    /** Under which it stores. */
    long revision() {
        return revision;
    }

    /** Station-hours whose stored values have changed, by station. */
    Map<StationId, NavigableSet<Long>> changedHours() {
        return changedHours;
    }

    /** Area-hours whose stored values have changed, by area. */
    Map<AreaId, NavigableSet<Long>> changedAreaHours() {
        return changedAreaHours;
    }

    /** Days of stations whose stored hours no longer say what the days before them do: to be computed once more. */
    Map<StationId, NavigableSet<LocalDate>> contradicted() {
        return contradicted;
    }

    /**
     * Takes nothing for unchanged: work that was begun before and did not come to its end may have stored its part of
     * what follows without anybody having been told, and what hangs on it may not have been computed.
     */
    void tellAll() {
        tellAll = true;
    }

    /** Computes these station-hours, and with them what hangs on them. */
    void compute(Map<StationId, NavigableSet<Long>> hours) throws IOException {
        Map<Period, List<StationId>> shared = new LinkedHashMap<>();
        for (Map.Entry<StationId, NavigableSet<Long>> of : hours.entrySet()) {
            for (Period period : periods(of.getKey(), of.getValue())) {
                shared.computeIfAbsent(period, _ -> new ArrayList<>()).add(of.getKey());
            }
        }
        for (Map.Entry<Period, List<StationId>> of : shared.entrySet()) {
            Period period = of.getKey();
            if (of.getValue().size() >= TOGETHER && period.hours() <= TOGETHER_HOURS) {
                together(period, of.getValue());
            } else {
                for (StationId station : of.getValue()) {
                    alone(period, station);
                }
            }
        }
        if (flags.size() < BESIDE) {
            flagged();
            store.flag(flags);
            flags = new ArrayList<>();
        } else {
            flagBeside();
        }
    }

    /** Hours on end of one station, without the hour before them. */
    private record Period(long fromMillis, long toMillis) {
        int hours() {
            return (int) ((toMillis - fromMillis) / Hours.HOUR_MILLIS);
        }
    }

    /** What has to be computed where these hours of a station have changed: no hour in two periods. */
    private List<Period> periods(StationId station, NavigableSet<Long> hours) throws IOException {
        long over = hourOf(nowMillis); // the hour under way is computed when it is over
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

    /** A short period of many stations: read at once, computed side by side. */
    private void together(Period period, List<StationId> stations) throws IOException {
        long first = StationHours.first(period.fromMillis);
        Map<StationId, List<Column>> columns = read(null, first, period.toMillis);
        List<Computed> computed;
        try {
            computed = stations.parallelStream().map(station -> {
                try {
                    StationHours.Part part = part(station, columns, first, period.toMillis);
                    return new Computed(part.flags(),
                            stationHours.judge(station, part.rows(), period.fromMillis, period.toMillis));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(reason(e), e);
        }
        for (Computed of : computed) {
            flags.addAll(of.flags);
            work.add(of.hours);
        }
        if (flags.size() >= MOST_FLAGS) {
            flagBeside();
        }
    }

    private record Computed(List<FlaggedReading> flags, List<HourRow> hours) {}

    /** Any period of one station, a day at a time. */
    private void alone(Period period, StationId station) throws IOException {
        List<HourRow> rows = new ArrayList<>();
        long to;
        for (long from = StationHours.first(period.fromMillis); from < period.toMillis; from = to) {
            to = Math.min(period.toMillis, from + PART_HOURS * Hours.HOUR_MILLIS);
            StationHours.Part part = part(station, read(station, from, to), from, to);
            rows.addAll(part.rows());
            flags.addAll(part.flags());
            if (flags.size() >= MOST_FLAGS) {
                flagBeside();
            }
        }
        work.add(stationHours.judge(station, rows, period.fromMillis, period.toMillis));
    }

    private StationHours.Part part(StationId station, Map<StationId, List<Column>> columns, long from, long to)
            throws IOException {
        return stationHours.part(station, columns.getOrDefault(station, List.of()), from, to,
                judgedStations.contains(station)
                        ? judgements.covering(station, StationHours.begin(from), StationHours.end(to))
                        : List.of());
    }

    /** Has the flags collected so far stored beside what follows; those before them are stored by then. */
    private void flagBeside() throws IOException {
        flagged();
        List<FlaggedReading> some = flags;
        flags = new ArrayList<>();
        flagging = new FutureTask<>(() -> {
            store.flag(some);
            return true;
        });
        Thread.ofPlatform().name("derivation-flags").start(flagging);
    }

    /** Waits until the flags handed over are stored. */
    private void flagged() throws IOException {
        try {
            flagging.run(); // where there was nothing to compute
            flagging.get();
        } catch (ExecutionException e) {
            throw new IOException("flags could not be stored: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while flags were being stored");
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static long hourOf(long millis) {
        return Math.floorDiv(millis, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
    }

    private Map<StationId, List<Column>> read(@Nullable StationId station, long from, long to)
            throws IOException {
        Columns columns = new Columns();
        store.readRaw(new RawQuery(station, StationHours.begin(from), StationHours.end(to)), columns);
        return columns.byStation();
    }

    /** An hour to look at though no station was computed in it. */
    void look(long hourMillis) {
        work.look(hourMillis);
    }

    /** An hour that has ended since the last round. */
    void turn(long hourMillis) {
        look(hourMillis);
        turned.add(hourMillis);
    }

    /**
     * Brings together what was computed: neighbours, corrections, areas.
     *
     * @param whole areas that are looked at as if all of their hours had changed
     * @param ended days that ended since the last round
     */
    void finish(Set<AreaId> whole, Set<LocalDate> ended) throws IOException {
        for (NavigableSet<Long> stretch : work.stretches(STRETCH_HOURS)) {
            stretch(stretch, whole);
        }
        for (Map.Entry<StationId, NavigableSet<Long>> of : work.fresh().entrySet()) {
            watch.forget(of.getKey(), of.getValue().first());
            lookAhead(of.getKey(), days.dayOf(of.getValue().first()), days.dayOf(of.getValue().last()));
        }
        working.forgetDay();
        StationSpans spans = new StationSpans(store, days);
        Map<StationId, NavigableSet<Long>> touched = new LinkedHashMap<>();
        changedHours.forEach((station, hours) -> touched.put(station, new TreeSet<>(hours)));
        for (LocalDate day : ended) {
            long last = days.firstHourMillis(day.plusDays(1)) - Hours.HOUR_MILLIS;
            stationsOf(day).forEach(station -> touched.computeIfAbsent(station, _ -> new TreeSet<>()).add(last));
            areas.forEach(area -> changed(area.id()).add(last));
        }
        List<Rollup> rolled = new ArrayList<>();
        for (Map.Entry<StationId, NavigableSet<Long>> of : touched.entrySet()) {
            rolled.addAll(spans.hoursAndDays(of.getKey(), of.getValue(), nowMillis));
        }
        store.revise(rolled, revision);
        rolled.clear();
        for (Map.Entry<StationId, NavigableSet<Long>> of : touched.entrySet()) {
            rolled.addAll(spans.monthsAndYears(of.getKey(), of.getValue(), nowMillis));
        }
        store.revise(rolled, revision);
        for (Area area : areas) {
            NavigableSet<Long> hours = changedAreaHours.get(area.id());
            if (hours != null && !hours.isEmpty()) {
                NavigableSet<Long> concentrations = new TreeSet<>(hours);
                for (Environment environment : Environment.values()) {
                    hangingOn(area, environment, concentrations);
                }
            }
        }
        flagged();
    }

    /**
     * Asks the days after these, as far as they look back, whether they still say what is stored of them; and one more,
     * as days of 24 hours from a day of 23 reach further back.
     */
    private void lookAhead(StationId station, LocalDate first, LocalDate last) throws IOException {
        LocalDate newest = days.dayOf(hourOf(nowMillis) - Hours.HOUR_MILLIS);
        for (LocalDate day = first.plusDays(1); !day.isAfter(last.plusDays(watch.days() + 1L))
                && !day.isAfter(newest); day = day
                        .plusDays(1)) {
            long begin = days.firstHourMillis(day);
            StationWatch.Word word = watch.of(station, begin, places);
            boolean[] contradicts = {false};
            store.readRollups(new RollupQuery(station, null, null, Level.RAW, Span.HOUR, begin,
                    days.firstHourMillis(day.plusDays(1)), ALL, null),
                    (row, _) -> contradicts[0] |= row.flag() != Flag.MISSING
                            && !Reason.JUDGED_BY_PERSON.in(row.reasons())
                            && word.reasons(row.sensor(), row.property()) != (row.reasons() & WATCHED));
            if (contradicts[0]) {
                contradicted.computeIfAbsent(station, _ -> new TreeSet<>()).add(day);
            }
        }
    }

    private Set<StationId> stationsOf(LocalDate day) throws IOException {
        Set<StationId> stations = new HashSet<>();
        store.readRollups(new RollupQuery(null, null, null, Level.RAW, Span.HOUR, days.firstHourMillis(day),
                days.firstHourMillis(day.plusDays(1)), ALL, null), (row, _) -> stations.add(row.station()));
        return stations;
    }

    private NavigableSet<Long> changed(StationId station) {
        return changedHours.computeIfAbsent(station, _ -> new TreeSet<>());
    }

    private NavigableSet<Long> changed(AreaId area) {
        return changedAreaHours.computeIfAbsent(area, _ -> new TreeSet<>());
    }

    private void stretch(NavigableSet<Long> hours, Set<AreaId> whole) throws IOException {
        Map<Long, List<Rollup>> stored = new TreeMap<>();
        store.readRollups(new RollupQuery(null, null, null, null, Span.HOUR, hours.first(),
                hours.last() + Hours.HOUR_MILLIS, ALL, null),
                (row, _) -> stored.computeIfAbsent(row.startMillis(), _ -> new ArrayList<>()).add(row));
        List<Rollup> rows = new ArrayList<>();
        List<IndicatorValue> concentrations = new ArrayList<>();
        AreaHours areaHours = new AreaHours(settings.areas());
        for (long hour : hours) {
            Map<StationId, StationAir> airs = hour(hour, stored.getOrDefault(hour, List.of()), rows);
            if (tellAll) {
                airs.keySet().forEach(station -> changed(station).add(hour));
            }
            for (Area area : areas) {
                concentrations.addAll(areaHours.of(area, Environment.OUTDOOR, hour, airs, places,
                        Set.of(ObservedProperties.of("pm2_5"))));
                concentrations.addAll(areaHours.of(area, Environment.INDOOR, hour, airs, places, Set.of()));
            }
        }
        for (Rollup row : store.revise(rows, revision)) {
            changed(row.station()).add(row.startMillis());
        }
        for (IndicatorValue row : store.reviseIndicators(concentrations, revision)) {
            changed(new AreaId(row.area())).add(row.startMillis());
        }
        for (IndicatorValue row : concentrations) {
            if (tellAll || turned.contains(row.startMillis())) {
                changed(new AreaId(row.area())).add(row.startMillis());
            }
        }
        for (AreaId area : whole) {
            changed(area).addAll(hours);
        }
    }

    /** Judges one hour of the town, adds the rows that are to be stored, and puts each station's air together. */
    private Map<StationId, StationAir> hour(long hour, List<Rollup> stored, List<Rollup> rows) throws IOException {
        List<HourRow> given = new ArrayList<>(work.fresh(hour));
        List<Rollup> others = new ArrayList<>();
        Map<StationId, List<Rollup>> correctedBefore = new HashMap<>();
        for (Rollup row : stored) {
            if (!row.level().equals(Level.RAW)) {
                correctedBefore.computeIfAbsent(row.station(), _ -> new ArrayList<>()).add(row);
            }
            if (row.level().equals(Level.RAW) && !work.isFresh(row.station(), hour)) {
                given.add(HourRow.of(row));
                others.add(row);
            }
        }
        for (HourRow row : given) {
            if (judgedStations.contains(row.station()) && !judged.containsKey(row.station())) {
                judged.put(row.station(), judgements.list(row.station()));
            }
        }
        List<HourRow> rowsNow = TownHour.judge(given, places, settings.quality().buddies(), neighbours, judged);
        Set<StationId> toStore = new HashSet<>();
        int freshRows = given.size() - others.size();
        for (int i = 0; i < rowsNow.size(); i++) {
            HourRow row = rowsNow.get(i);
            Rollup was = i < freshRows ? null : others.get(i - freshRows);
            if (was == null || was.flag() != row.verdict().flag() || was.reasons() != row.verdict().reasons()) {
                toStore.add(row.station());
            }
        }
        Map<StationId, List<HourRow>> byStation = new LinkedHashMap<>();
        rowsNow.forEach(row -> byStation.computeIfAbsent(row.station(), _ -> new ArrayList<>()).add(row));
        Map<StationId, StationAir> airs = new HashMap<>();
        for (Map.Entry<StationId, List<HourRow>> of : byStation.entrySet()) {
            StationId station = of.getKey();
            if (fittedStations.contains(station) && !fits.containsKey(station)) {
                fits.put(station, fitted.of(station));
            }
            StationAir air = StationAir.of(hour, of.getValue(), places.exact(station, hour).orElse(null),
                    settings.corrections(), fits.getOrDefault(station, List.of()));
            airs.put(station, air);
            if (toStore.contains(station)) {
                of.getValue().forEach(row -> rows.add(row.rollup()));
            }
            // Other corrections than before may hold for hours that are as they were.
            List<Rollup> before = correctedBefore.getOrDefault(station, List.of());
            List<Rollup> corrected = air.corrected();
            corrected.stream().filter(row -> !before.contains(row)).forEach(rows::add);
            before.stream().filter(row -> row.flag() != Flag.MISSING && isGone(row, corrected))
                    .forEach(row -> rows.add(blank(row)));
        }
        return airs;
    }

    /** Whether a corrected row is there that no correction gives any longer. */
    private static boolean isGone(Rollup stored, List<Rollup> corrected) {
        return corrected.stream()
                .noneMatch(row -> row.level().equals(stored.level()) && row.sensor().equals(stored.sensor())
                        && row.property().equals(stored.property()));
    }

    /** Waits for what is still being stored; whoever threw has said why, and the hours come again. */
    @Override
    public void close() {
        try {
            flagged();
        } catch (IOException e) {
            LOG.debug("flags of a round that failed", e);
        }
    }

    private static Rollup blank(Rollup row) {
        return new Rollup(row.station(), row.sensor(), row.property(), row.level(), row.span(), row.startMillis(), null,
                null, null, 0, 0, Flag.MISSING, 0);
    }

    /** Indices, days, months and years of an area that hang on these hours. */
    private void hangingOn(Area area, Environment environment, NavigableSet<Long> hours) throws IOException {
        AreaIndices indices = new AreaIndices(settings);
        NavigableSet<LocalDate> touched = new TreeSet<>();
        NavigableSet<Long> hanging = new TreeSet<>();
        for (long hour : hours) {
            for (int later = 0; later <= AreaIndices.BACK; later++) {
                hanging.add(hour + later * Hours.HOUR_MILLIS);
            }
            // Eight-hour windows of one day reach into the next or come from the one before.
            touched.add(days.dayOf(hour - 8 * Hours.HOUR_MILLIS));
            touched.add(days.dayOf(hour));
            touched.add(days.dayOf(hour + 8 * Hours.HOUR_MILLIS));
        }
        touched.removeIf(day -> days.firstHourMillis(day.plusDays(1)) > nowMillis);
        long from = Math.min(hours.first() - AreaIndices.BACK * Hours.HOUR_MILLIS,
                touched.isEmpty() ? Long.MAX_VALUE : days.firstHourMillis(touched.first()) - 8 * Hours.HOUR_MILLIS);
        long to = Math.max(hanging.last() + Hours.HOUR_MILLIS, touched.isEmpty()
                ? Long.MIN_VALUE
                : days.firstHourMillis(touched.last().plusDays(1)) + 8 * Hours.HOUR_MILLIS);
        AreaSeries series = AreaSeries.read(store, area.id(), environment, from, to);
        if (series.newest().isEmpty()) {
            return;
        }
        hanging.removeIf(hour -> hour > series.newest().get());
        touched.removeIf(day -> !series.hasRows(days.firstHourMillis(day), days.firstHourMillis(day.plusDays(1))));
        AreaSeries admitted = indices.admitted(series);
        List<IndicatorValue> rows = new ArrayList<>(indices.hours(area.id(), environment, hanging, admitted));
        AreaDays areaDays = new AreaDays(settings, working);
        for (LocalDate day : touched) {
            rows.addAll(areaDays.of(area, environment, day, series, admitted, places));
        }
        List<IndicatorValue> revised = store.reviseIndicators(rows, revision);
        for (IndicatorValue row : tellAll ? rows : revised) {
            if (row.period() == Span.HOUR) {
                changed(area.id()).add(row.startMillis());
            }
        }
        if (!touched.isEmpty()) {
            store.reviseIndicators(new AreaPeriods(store, settings).of(area, environment, touched, places), revision);
        }
    }
}
