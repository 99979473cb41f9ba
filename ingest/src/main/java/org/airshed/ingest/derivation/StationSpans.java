package org.airshed.ingest.derivation;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.HourTally;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.RunningMean;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * Rolls a station's hours up to running eight hours, and its days up to months and years: what hours that have changed
 * touch, and nothing else. Days are the network's, and are reckoned once they are over; the month and the year under way
 * grow with every day.
 *
 * <p>Eight hours on end are reckoned where the last of them has a row, so that what is stored never hangs on when it was
 * looked at. Everywhere three quarters must be there. The rules of single standards are applied where those are judged.
 */
final class StationSpans {
    private static final int EIGHT = RunningMean.EIGHT_HOURS.hours();
    private static final int ALL = Integer.MAX_VALUE;

    private final DerivedStore store;
    private final DayRule days;

    StationSpans(DerivedStore store, DayRule days) {
        this.store = store;
        this.days = days;
    }

    private record Stream(SensorName sensor, ObservedProperty property, Level level) {
        static Stream of(Rollup row) {
            return new Stream(row.sensor(), row.property(), row.level());
        }
    }

    /**
     * Running eight hours, and days that are over, that hang on these hours.
     *
     * @param changed hours of this station, at least one
     * @param nowMillis days that end by then are over
     */
    List<Rollup> hoursAndDays(StationId station, NavigableSet<Long> changed, long nowMillis) throws IOException {
        NavigableSet<LocalDate> touched = over(changed, nowMillis);
        long from = changed.first() - (EIGHT - 1) * Hours.HOUR_MILLIS;
        long to = changed.last() + EIGHT * Hours.HOUR_MILLIS;
        if (!touched.isEmpty()) {
            from = Math.min(from, days.firstHourMillis(touched.first()));
            to = Math.max(to, days.firstHourMillis(touched.last().plusDays(1)));
        }
        List<Rollup> rolled = new ArrayList<>();
        for (Map.Entry<Stream, NavigableMap<Long, Rollup>> stream : read(station, Span.HOUR, from, to).entrySet()) {
            NavigableMap<Long, Rollup> rows = stream.getValue();
            eightHours(station, stream.getKey(), rows, changed, rolled);
            for (LocalDate day : touched) {
                long begin = days.firstHourMillis(day);
                long end = days.firstHourMillis(day.plusDays(1));
                row(station, stream.getKey(), Span.DAY, begin, parts(rows, begin, end, Hours.HOUR_MILLIS),
                        Completeness.Unit.HOURS).ifPresent(rolled::add);
            }
        }
        return rolled;
    }

    /** The days of these hours that have ended. */
    private NavigableSet<LocalDate> over(NavigableSet<Long> changed, long nowMillis) {
        NavigableSet<LocalDate> touched = new TreeSet<>();
        changed.forEach(hour -> touched.add(days.dayOf(hour)));
        touched.removeIf(day -> days.firstHourMillis(day.plusDays(1)) > nowMillis);
        return touched;
    }

    private void eightHours(StationId station, Stream stream, NavigableMap<Long, Rollup> rows,
            NavigableSet<Long> changed,
            List<Rollup> into) {
        NavigableSet<Long> starts = new TreeSet<>();
        for (long hour : changed) {
            for (int back = 0; back < EIGHT; back++) {
                starts.add(hour - back * Hours.HOUR_MILLIS);
            }
        }
        for (long start : starts) {
            long end = start + EIGHT * Hours.HOUR_MILLIS;
            if (rows.containsKey(end - Hours.HOUR_MILLIS)) {
                row(station, stream, Span.EIGHT_HOURS, start, parts(rows, start, end, Hours.HOUR_MILLIS),
                        Completeness.Unit.HOURS).ifPresent(into::add);
            }
        }
    }

    /** Months and years that hang on days that hang on these hours; the days are stored. */
    List<Rollup> monthsAndYears(StationId station, NavigableSet<Long> changed, long nowMillis) throws IOException {
        NavigableSet<LocalDate> touched = over(changed, nowMillis);
        if (touched.isEmpty()) {
            return List.of();
        }
        NavigableSet<YearMonth> months = new TreeSet<>();
        touched.forEach(day -> months.add(YearMonth.from(day)));
        List<Rollup> rolled = new ArrayList<>();
        LocalDate first = LocalDate.of(touched.first().getYear(), 1, 1);
        LocalDate last = LocalDate.of(touched.last().getYear() + 1, 1, 1);
        Map<Stream, NavigableMap<Long, Rollup>> streams = read(station, Span.DAY, days.firstHourMillis(first),
                days.firstHourMillis(last));
        for (Map.Entry<Stream, NavigableMap<Long, Rollup>> stream : streams.entrySet()) {
            for (YearMonth month : months) {
                row(station, stream.getKey(), Span.MONTH, days.firstHourMillis(month.atDay(1)),
                        parts(stream.getValue(), month.atDay(1), month.plusMonths(1).atDay(1)),
                        Completeness.Unit.DAYS).ifPresent(rolled::add);
            }
            for (int year = first.getYear(); year < last.getYear(); year++) {
                ReportingYear of = ReportingYear.calendar(year);
                row(station, stream.getKey(), Span.YEAR, days.firstHourMillis(of.firstDay()),
                        parts(stream.getValue(), of.firstDay(), of.endDay()), Completeness.Unit.DAYS)
                        .ifPresent(rolled::add);
            }
        }
        return rolled;
    }

    private Map<Stream, NavigableMap<Long, Rollup>> read(StationId station, Span span, long from, long to)
            throws IOException {
        Map<Stream, NavigableMap<Long, Rollup>> streams = new java.util.LinkedHashMap<>();
        store.readRollups(new RollupQuery(station, null, null, null, span, from, to, ALL, null),
                (row, revision) -> streams.computeIfAbsent(Stream.of(row), _ -> new TreeMap<>())
                        .put(row.startMillis(), row));
        return streams;
    }

    private static List<@Nullable Rollup> parts(NavigableMap<Long, Rollup> rows, long from, long to, long step) {
        List<@Nullable Rollup> parts = new ArrayList<>();
        for (long start = from; start < to; start += step) {
            parts.add(rows.get(start));
        }
        return parts;
    }

    private List<@Nullable Rollup> parts(NavigableMap<Long, Rollup> rows, LocalDate from, LocalDate to) {
        List<@Nullable Rollup> parts = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            parts.add(rows.get(days.firstHourMillis(day)));
        }
        return parts;
    }

    /** One span from its parts; empty where none of them has a row. */
    private static Optional<Rollup> row(StationId station, Stream stream, Span span, long start,
            Collection<@Nullable Rollup> parts, Completeness.Unit unit) {
        List<@Nullable BigDecimal> values = new ArrayList<>(parts.size());
        int unsuspected = 0;
        int reasons = 0;
        boolean any = false;
        for (Rollup part : parts) {
            boolean counts = part != null && part.mean() != null && HourTally.counts(part.flag());
            values.add(counts && part != null ? HourRow.decimal(part.mean()) : null);
            any |= part != null;
            if (counts && part != null && part.flag() == Flag.SUSPECT) {
                reasons |= part.reasons();
            } else if (counts) {
                unsuspected++;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        Optional<Summary> summary = Summary.of(values, CaptureRule.THREE_QUARTERS, unit);
        if (summary.isEmpty() || !summary.get().completeness().enough()) {
            return Optional.of(new Rollup(station, stream.sensor(), stream.property(), stream.level(), span, start,
                    null, null, null, summary.map(Summary::count).orElse(0),
                    summary.map(some -> some.completeness().coverage()).orElse(0.0), Flag.MISSING,
                    Reason.TOO_FEW_READINGS.mask()));
        }
        Summary of = summary.get();
        boolean good = unsuspected >= of.completeness().required();
        return Optional.of(new Rollup(station, stream.sensor(), stream.property(), stream.level(), span, start,
                HourRow.real(of.meanOrNull()), of.min().doubleValue(), of.max().doubleValue(), of.count(),
                of.completeness().coverage(), good ? Flag.GOOD : Flag.SUSPECT, good ? 0 : reasons));
    }
}
