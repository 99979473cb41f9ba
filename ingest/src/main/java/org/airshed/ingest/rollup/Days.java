package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Daily values of one quantity, one after the other, gaps included: a missing day is null, never zero.
 *
 * @param values one a day
 */
public record Days(LocalDate firstDay, List<@Nullable BigDecimal> values) {
    // Written out: of a compact constructor javac keeps no @Nullable for callers in other modules and tests.
    public Days(LocalDate firstDay, List<@Nullable BigDecimal> values) {
        this.firstDay = firstDay;
        // List.copyOf takes no nulls.
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** How many days, missing ones included. */
    public int size() {
        return values.size();
    }

    /** The value of a day; null where it is missing or lies outside. */
    public @Nullable BigDecimal at(LocalDate day) {
        long index = ChronoUnit.DAYS.between(firstDay, day);
        return index < 0 || index >= size() ? null : values.get((int) index);
    }

    /** The days {@code [from, to)}; those outside this series are missing. */
    public Days between(LocalDate from, LocalDate to) {
        List<@Nullable BigDecimal> part = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            part.add(at(day));
        }
        return new Days(from, part);
    }

    /** The values that are not missing, in order. */
    public List<BigDecimal> present() {
        return Summary.present(values);
    }

    /** Each value settled and rounded half up to so many decimals, as Japan does with daily means of PM2.5 (one). */
    public Days rounded(int decimals) {
        List<@Nullable BigDecimal> rounded = new ArrayList<>(size());
        for (BigDecimal value : values) {
            rounded.add(value == null ? null : Settled.of(value).setScale(decimals, RoundingMode.HALF_UP));
        }
        return new Days(firstDay, rounded);
    }

    /** What a month's days come to; empty where all are missing. */
    public Optional<Summary> month(YearMonth month, CaptureRule rule) {
        return Summary.of(between(month.atDay(1), month.plusMonths(1).atDay(1)).values(), rule, Completeness.Unit.DAYS);
    }

    /** What a year's days come to; empty where all are missing. */
    public Optional<Summary> year(ReportingYear year, CaptureRule rule) {
        return Summary.of(between(year.firstDay(), year.endDay()).values(), rule, Completeness.Unit.DAYS);
    }

    /**
     * As {@link #year(ReportingYear, CaptureRule)}, and every quarter must hold its share too: a year without a winter
     * is none. Our own rule.
     */
    public Optional<Summary> year(ReportingYear year, CaptureRule rule, CaptureRule ofEachQuarter) {
        return year(year, rule).map(summary -> {
            for (LocalDate from = year.firstDay(); from.isBefore(year.endDay()); from = from.plusMonths(3)) {
                List<@Nullable BigDecimal> quarter = between(from, from.plusMonths(3)).values();
                var completeness = new Completeness(Summary.present(quarter).size(), quarter.size(),
                        ofEachQuarter.required(quarter.size()), Completeness.Unit.DAYS);
                if (summary.completeness().enough() && !completeness.enough()) {
                    Statistic missing = new Statistic.NotEnoughData(completeness, "in the quarter from " + from + " "
                            + Statistic.NotEnoughData.of(completeness).reason());
                    return new Summary(missing, summary.min(), summary.max(), summary.count());
                }
            }
            return summary;
        });
    }
}
