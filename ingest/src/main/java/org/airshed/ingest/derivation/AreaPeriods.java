package org.airshed.ingest.derivation;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.jspecify.annotations.Nullable;

/**
 * Months and years of an area, from its days; the ones under way grow with every day.
 *
 * <p>Counts are never scaled up: the number of valid days is part of the answer (as coverage).
 */
final class AreaPeriods {
    private static final String WHO = "who-2021";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int ALL = Integer.MAX_VALUE;

    private final DerivedStore store;
    private final NetworkSettings settings;
    private final DayRule days;

    AreaPeriods(DerivedStore store, NetworkSettings settings) {
        this.store = store;
        this.settings = settings;
        this.days = settings.days();
    }

    private record Period(Span span, LocalDate from, LocalDate to) {}

    private record Kind(String index, String property) {}

    /** The months and years that hold these days. */
    List<IndicatorValue> of(Area area, Environment environment, NavigableSet<LocalDate> touched, Places places)
            throws IOException {
        List<Period> periods = new ArrayList<>();
        NavigableSet<YearMonth> months = new TreeSet<>();
        NavigableSet<Integer> years = new TreeSet<>();
        for (LocalDate day : touched) {
            months.add(YearMonth.from(day));
            years.add(day.getYear());
        }
        months.forEach(month -> periods.add(new Period(Span.MONTH, month.atDay(1), month.plusMonths(1).atDay(1))));
        years.forEach(year -> periods
                .add(new Period(Span.YEAR, LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))));
        LocalDate first = LocalDate.of(years.first(), 1, 1);
        LocalDate end = LocalDate.of(years.last() + 1, 1, 1);
        Map<Kind, NavigableMap<Long, IndicatorValue>> rows = new LinkedHashMap<>();
        store.readIndicators(new IndicatorQuery(area.id().text(), null, null, Span.DAY, environment.text(),
                days.firstHourMillis(first), days.firstHourMillis(end), ALL, null),
                (row, revision) -> rows.computeIfAbsent(new Kind(row.index(), row.property()), _ -> new TreeMap<>())
                        .put(row.startMillis(), row));
        List<IndicatorValue> values = new ArrayList<>();
        for (Period period : periods) {
            for (Map.Entry<Kind, NavigableMap<Long, IndicatorValue>> of : rows.entrySet()) {
                values.addAll(ofDays(area, environment, period, of.getKey(), of.getValue()));
            }
            if (environment == Environment.INDOOR) {
                schoolHours(area, period, places).ifPresent(values::add);
            }
        }
        if (environment == Environment.OUTDOOR) {
            values.addAll(standards(area, touched));
        }
        return values;
    }

    private List<IndicatorValue> ofDays(Area area, Environment environment, Period period, Kind kind,
            NavigableMap<Long, IndicatorValue> ofYear) {
        long begin = days.firstHourMillis(period.from());
        Map<Long, IndicatorValue> rows = ofYear.subMap(begin, days.firstHourMillis(period.to()));
        if (rows.isEmpty()) {
            return List.of();
        }
        List<@Nullable BigDecimal> values = new ArrayList<>();
        List<@Nullable BigDecimal> lowers = new ArrayList<>();
        List<@Nullable BigDecimal> uppers = new ArrayList<>();
        boolean hasEnds = true; // of every day with a value: else the mean of the ends is one of other days
        for (LocalDate day = period.from(); day.isBefore(period.to()); day = day.plusDays(1)) {
            IndicatorValue row = rows.get(days.firstHourMillis(day));
            values.add(row == null ? null : HourRow.decimal(row.value()));
            lowers.add(row == null ? null : HourRow.decimal(row.lower()));
            uppers.add(row == null ? null : HourRow.decimal(row.upper()));
            if (row != null && row.value() != null && (row.lower() == null || row.upper() == null)) {
                hasEnds = false;
            }
        }
        if (!hasEnds) {
            lowers.clear();
            uppers.clear();
        }
        Row row = new Row(area.id().text(), environment.text(), period.span(), begin, stations(rows));
        List<IndicatorValue> made = new ArrayList<>();
        boolean isStandard = settings.standards().contains(kind.index());
        if (isStandard) {
            made.addAll(daysOver(row, kind, rows, values.size()));
        } else if (kind.index().equals(Indicators.CONCENTRATION) || kind.index().equals(Indicators.DATA_CAPTURE)
                || kind.index().equals(Indicators.SPATIAL_COVERAGE)) {
            made.add(mean(row, kind, values, lowers, uppers));
        }
        return made;
    }

    private static int stations(Map<Long, IndicatorValue> rows) {
        List<Integer> heard = rows.values().stream().filter(row -> row.value() != null)
                .map(IndicatorValue::stations).sorted().toList();
        return heard.isEmpty() ? 0 : heard.get(heard.size() / 2);
    }

    private static IndicatorValue mean(Row row, Kind kind, List<@Nullable BigDecimal> values,
            List<@Nullable BigDecimal> lowers, List<@Nullable BigDecimal> uppers) {
        Optional<Summary> summary = Summary.of(values, CaptureRule.THREE_QUARTERS, Completeness.Unit.DAYS);
        Statistic mean = summary.map(Summary::mean).orElseGet(() -> Statistic.NotEnoughData.of(new Completeness(0,
                values.size(), CaptureRule.THREE_QUARTERS.required(values.size()), Completeness.Unit.DAYS)));
        return switch (mean) {
            case Statistic.Value value -> row.value(kind.index(), kind.property(), value.value(), meanOf(lowers),
                    meanOf(uppers), value.completeness().coverage(), null);
            case Statistic.NotEnoughData missing -> row.missing(kind.index(), kind.property(),
                    missing.completeness().coverage(), missing.reason());
        };
    }

    private static @Nullable BigDecimal meanOf(List<@Nullable BigDecimal> values) {
        return Summary.of(values, CaptureRule.THREE_QUARTERS, Completeness.Unit.DAYS).map(Summary::meanOrNull)
                .orElse(null);
    }

    /** How many valid days were over, from certainly to possibly; for the WHO's PM2.5 also what part was clean. */
    private static List<IndicatorValue> daysOver(Row row, Kind kind, Map<Long, IndicatorValue> rows, int expected) {
        int valid = 0;
        int over = 0;
        int uncertain = 0;
        int limitPassed = 0;
        for (IndicatorValue day : rows.values()) {
            String category = day.category();
            if (day.value() == null || category == null) {
                continue;
            }
            valid++;
            over += category.equals(AreaStandards.EXCEEDED) ? 1 : 0;
            uncertain += category.equals(AreaStandards.UNCERTAIN) ? 1 : 0;
            limitPassed += passed(kind, day) ? 1 : 0;
        }
        double coverage = (double) valid / expected;
        List<IndicatorValue> made = new ArrayList<>();
        // Of no day at all nothing is known: that is not "on no day".
        made.add(valid == 0
                ? row.missing(Indicators.DAYS_OVER + kind.index(), kind.property(), coverage,
                        Statistic.NotEnoughData.of(new Completeness(0, expected, 1, Completeness.Unit.DAYS)).reason())
                : row.value(Indicators.DAYS_OVER + kind.index(), kind.property(), BigDecimal.valueOf(limitPassed),
                        BigDecimal.valueOf(over), BigDecimal.valueOf(over + uncertain), coverage, null));
        if (kind.index().equals(WHO) && kind.property().equals("pm2_5")) {
            int required = CaptureRule.THREE_QUARTERS.required(expected);
            made.add(valid < required
                    ? row.missing(Indicators.CLEAN_AIR_DAYS, kind.property(), coverage, Statistic.NotEnoughData
                            .of(new Completeness(valid, expected, required, Completeness.Unit.DAYS)).reason())
                    : row.value(Indicators.CLEAN_AIR_DAYS, kind.property(), percent(valid - limitPassed, valid),
                            percent(valid - over - uncertain, valid), percent(valid - over, valid), coverage, null));
        }
        return made;
    }

    private static boolean passed(Kind kind, IndicatorValue day) {
        ObservedProperty property = ObservedProperties.of(kind.property());
        Criterion criterion = AreaStandards.daily(Standards.of(kind.index()), property).orElseThrow();
        BigDecimal value = HourRow.decimal(day.value());
        return value != null && criterion.over(value);
    }

    private static BigDecimal percent(int part, int whole) {
        return BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), MathContext.DECIMAL128);
    }

    /** Rows of the standards for the years that hold these days, as each standard cuts its years. */
    private List<IndicatorValue> standards(Area area, NavigableSet<LocalDate> touched) throws IOException {
        List<IndicatorValue> rows = new ArrayList<>();
        AreaIndices indices = new AreaIndices(settings);
        for (String id : settings.standards()) {
            Standard standard = Standards.of(id);
            int back = standard.criteria().stream().mapToInt(Criterion::years).max().orElse(1) - 1;
            TreeMap<LocalDate, org.airshed.ingest.rollup.ReportingYear> years = new TreeMap<>();
            touched.forEach(day -> years.put(standard.yearOf(day).firstDay(), standard.yearOf(day)));
            for (org.airshed.ingest.rollup.ReportingYear year : years.values()) {
                long from = days.firstHourMillis(year.firstDay().minusYears(back).minusDays(1));
                long to = days.firstHourMillis(year.endDay());
                AreaSeries series = AreaSeries.read(store, area.id(), Environment.OUTDOOR, from, to);
                rows.addAll(new AreaStandards(settings).year(area.id(), standard, year,
                        indices.admitted(series)));
            }
        }
        return rows;
    }

    /**
     * Of the hours of lessons in all classrooms of the area, those that kept the network's CO2 limit. A station speaks
     * for the hours in which it stood in a room of the area, once however many sensors it has: by its corrected value
     * where there is one, else by the mean of its sensors.
     */
    private Optional<IndicatorValue> schoolHours(Area area, Period period, Places places) throws IOException {
        long begin = days.firstHourMillis(period.from());
        long end = days.firstHourMillis(period.to());
        int classrooms = 0;
        boolean seen = false;
        int valid = 0;
        int kept = 0;
        for (StationId station : places.everInside(area, Environment.INDOOR)) {
            NavigableMap<Long, List<Rollup>> hours = new TreeMap<>();
            store.readRollups(new RollupQuery(station, null, ObservedProperties.of("co2"), null, Span.HOUR, begin, end,
                    ALL, null),
                    (row, revision) -> hours.computeIfAbsent(row.startMillis(), _ -> new ArrayList<>())
                            .add(row));
            hours.keySet().removeIf(hour -> !places.isMember(area, Environment.INDOOR, station, hour));
            seen |= !hours.isEmpty();
            boolean spoke = false;
            for (Map.Entry<Long, List<Rollup>> hour : hours.entrySet()) {
                OptionalDouble ppm = settings.school().isSchoolHour(hour.getKey())
                        ? said(hour.getValue())
                        : OptionalDouble.empty();
                if (ppm.isPresent()) {
                    spoke = true;
                    valid++;
                    kept += ppm.getAsDouble() <= settings.schoolCo2Ppm() ? 1 : 0;
                }
            }
            classrooms += spoke ? 1 : 0;
        }
        if (!seen) {
            return Optional.empty();
        }
        int lessons = 0;
        for (long hour = begin; hour < end; hour += Hours.HOUR_MILLIS) {
            lessons += settings.school().isSchoolHour(hour) ? 1 : 0;
        }
        Row row = new Row(area.id().text(), Environment.INDOOR.text(), period.span(), begin, classrooms);
        double coverage = lessons * classrooms == 0 ? 0 : Math.min(1, valid / (double) (lessons * classrooms));
        if (classrooms < settings.areas().minStations()) {
            return Optional.of(row.missing(Indicators.SCHOOL_HOURS, "co2", coverage, Statistic.NotEnoughData.of(
                    new Completeness(classrooms, classrooms, settings.areas().minStations(),
                            Completeness.Unit.STATIONS))
                    .reason()));
        }
        return Optional.of(row.value(Indicators.SCHOOL_HOURS, "co2", percent(kept, valid), null, null, coverage,
                null));
    }

    /** What a station's rows of one hour come to, those that failed or are suspect left out. */
    private static OptionalDouble said(List<Rollup> rows) {
        List<Rollup> good = rows.stream().filter(
                row -> row.mean() != null && row.flag() != Flag.FAIL && row.flag() != Flag.SUSPECT).toList();
        boolean corrected = good.stream().anyMatch(row -> !row.level().equals(Level.RAW));
        return good.stream().filter(row -> row.level().equals(Level.RAW) != corrected)
                .flatMapToDouble(row -> Stream.ofNullable(row.mean()).mapToDouble(Double::doubleValue)).average();
    }
}
