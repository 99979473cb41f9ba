package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.DailyMaximum;
import org.airshed.ingest.rollup.Days;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Percentile;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.jspecify.annotations.Nullable;

/** Holds a year of hours against a standard. Every answer is a network's own, never a compliance statement. */
public final class Judgement {
    private static final BigDecimal P99 = new BigDecimal("0.99");

    private Judgement() {}

    /** Whether a row is one for a year, and not for a day, for single values, or only named. */
    public static boolean isOfAYear(Criterion criterion) {
        return switch (criterion.measure()) {
            case MEAN -> criterion.averaging() == Criterion.Averaging.YEAR
                    || criterion.averaging() == Criterion.Averaging.PEAK_SEASON;
            case P99, JAPAN_98, COUNT -> true;
            case LEVEL, NAMED -> false;
        };
    }

    /**
     * One row.
     *
     * @throws IllegalArgumentException where the hours are in another unit, or the row is not one for a year
     */
    public static Outcome of(Standard standard, Criterion criterion, Measured measured) {
        if (!criterion.unit().equals(measured.unit())) {
            throw new IllegalArgumentException(standard.id() + " has " + criterion.pollutant() + " in "
                    + criterion.unit() + ", the hours are in " + measured.unit());
        }
        if (!isOfAYear(criterion)) {
            throw notForAYear(criterion);
        }
        return switch (criterion.measure()) {
            case MEAN -> mean(standard, criterion, measured);
            case P99, JAPAN_98 -> percentile(standard, criterion, measured);
            case COUNT -> criterion.years() == 1
                    ? Counted.oneYear(standard, criterion, measured)
                    : Counted.severalYears(standard, criterion, measured);
            case LEVEL, NAMED -> throw notForAYear(criterion);
        };
    }

    /** The year's daily values that a criterion looks at: means, or highest 8-hour means. */
    public static Days dailyValues(Standard standard, Criterion criterion, Measured measured) {
        LocalDate from = measured.year().firstDay();
        LocalDate to = measured.year().endDay();
        // Eight-hour windows that end on the first day begin on the day before.
        Hours hours = measured.days().hoursBetween(from.minusDays(1), to, measured.hours());
        Days days = switch (criterion.averaging()) {
            case DAY, YEAR -> measured.days().means(hours, standard.capture().hoursADay());
            case DAILY_MAXIMUM_8H, PEAK_SEASON -> DailyMaximum.EU.days(hours, measured.days());
            default -> throw notForAYear(criterion);
        };
        Integer decimals = criterion.decimals();
        return (decimals == null ? days : days.rounded(decimals)).between(from, to);
    }

    static IllegalArgumentException notForAYear(Criterion criterion) {
        return new IllegalArgumentException(criterion.pollutant() + " " + criterion.averaging() + " "
                + criterion.measure() + " is not judged by years: " + criterion.note());
    }

    /** The answer for one value. */
    static Outcome compare(Criterion criterion, BigDecimal value, @Nullable Exceedances exceedances,
            Completeness completeness, @Nullable BigDecimal u95) {
        var evidence = new Outcome.Evidence(value, criterion.limit(), criterion.unit(), exceedances, completeness);
        BigDecimal u = u95 == null ? BigDecimal.ZERO : u95;
        if (criterion.over(value.subtract(u))) {
            return new Outcome.Exceeded(evidence);
        }
        return criterion.over(value.add(u)) ? new Outcome.Uncertain(evidence, u) : new Outcome.Met(evidence);
    }

    private static Outcome mean(Standard standard, Criterion criterion, Measured measured) {
        Days days = dailyValues(standard, criterion, measured);
        if (criterion.averaging() == Criterion.Averaging.PEAK_SEASON) {
            return PeakSeason.judge(standard, criterion, days, measured);
        }
        return switch (overYear(standard, days, measured.year())) {
            case Statistic.Value(BigDecimal value, Completeness completeness) -> compare(criterion,
                    criterion.rounded(value), null, completeness, measured.u95());
            case Statistic.NotEnoughData(Completeness completeness, String reason) ->
                new Outcome.NotEnoughData(completeness, reason);
        };
    }

    private static Outcome percentile(Standard standard, Criterion criterion, Measured measured) {
        Days days = dailyValues(standard, criterion, measured);
        Statistic whole = overYear(standard, days, measured.year());
        if (whole instanceof Statistic.NotEnoughData(Completeness completeness, String reason)) {
            return new Outcome.NotEnoughData(completeness, reason);
        }
        List<BigDecimal> present = days.present();
        Optional<Percentile.Ranked> ranked = criterion.measure() == Criterion.Measure.P99
                ? Percentile.nearestRank(present, P99)
                : Percentile.japan98(present);
        Percentile.Ranked value = ranked.orElseThrow(); // a year that is enough has a day
        long over = present.stream().filter(criterion::over).count();
        return compare(criterion, criterion.rounded(value.value()),
                new Exceedances(BigDecimal.valueOf(over), value.above(), present.size()), whole.completeness(),
                measured.u95());
    }

    /** The mean of the year's days, or what they lack. */
    static Statistic overYear(Standard standard, Days days, ReportingYear year) {
        Capture capture = standard.capture();
        Optional<Summary> summary = capture.quarters() == null
                ? days.year(year, capture.daysAYear())
                : days.year(year, capture.daysAYear(), capture.quarters());
        return summary.map(Summary::mean).orElseGet(() -> Statistic.NotEnoughData.of(new Completeness(0, year.days(),
                capture.daysAYear().required(year.days()), Completeness.Unit.DAYS)));
    }
}
