package org.airshed.ingest.derivation;

import java.io.IOException;
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
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;

/**
 * One round of computing: station-hours first, then what hangs on them, each step stored before the next reads it.
 *
 * <p>Threads: one at a time; for others of its own see {@link StationPeriods} and {@link FlagsBeside}.
 */
final class Round implements AutoCloseable {
    /** Stored hours that are held in memory at once. */
    private static final int STRETCH_HOURS = 24;
    private static final int ALL = Integer.MAX_VALUE;
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
    private final FlagsBeside flags;
    private final StationPeriods periods;
    private final Set<StationId> judgedStations;
    private final Set<StationId> fittedStations;
    private final Map<StationId, List<LocalFit>> fits = new HashMap<>();
    private final Map<StationId, List<Judgement>> judged = new HashMap<>();
    private final NeighbourCheck neighbours;
    private final HourWork work = new HourWork();
    private boolean tellAll;
    /** Ends of hours that the clock has passed: what an area says then is new, whoever computed it. */
    private final NavigableSet<Long> turned = new TreeSet<>();
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
        this.flags = new FlagsBeside(store);
        this.periods = new StationPeriods(store,
                new StationHours(store, settings.quality(), watch, clocks, clocks.stations(), places), judgements,
                flags, nowMillis);
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
        periods.compute(hours, work);
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
        flags.stored();
    }

    /**
     * Asks the days after these, as far as they look back, whether they still say what is stored of them; and one more,
     * as days of 24 hours from a day of 23 reach further back.
     */
    private void lookAhead(StationId station, LocalDate first, LocalDate last) throws IOException {
        LocalDate newest = days
                .dayOf(Math.floorDiv(nowMillis, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS - Hours.HOUR_MILLIS);
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

    /** Waits for flags that are still being stored; whoever threw has said why, and the hours come again. */
    @Override
    public void close() {
        flags.close();
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
            touched.add(days.dayOf(hour - AreaIndices.AROUND * Hours.HOUR_MILLIS));
            touched.add(days.dayOf(hour));
            touched.add(days.dayOf(hour + AreaIndices.AROUND * Hours.HOUR_MILLIS));
        }
        touched.removeIf(day -> days.firstHourMillis(day.plusDays(1)) > nowMillis);
        long from = Math.min(hours.first() - AreaIndices.BACK * Hours.HOUR_MILLIS,
                touched.isEmpty()
                        ? Long.MAX_VALUE
                        : days.firstHourMillis(touched.first()) - AreaIndices.BACK * Hours.HOUR_MILLIS);
        long to = Math.max(hanging.last() + Hours.HOUR_MILLIS, touched.isEmpty()
                ? Long.MIN_VALUE
                : days.firstHourMillis(touched.last().plusDays(1)) + AreaIndices.AROUND * Hours.HOUR_MILLIS);
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
