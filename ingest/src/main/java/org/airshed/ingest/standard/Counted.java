package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Days;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.jspecify.annotations.Nullable;

/** Counts the hours or days of a year that are over a limit. */
final class Counted {
    private static final int SUMMER_MONTHS = 6;

    private Counted() {}

    /** Those that were there, and whether they are enough. */
    private record Values(List<BigDecimal> present, Statistic whole) {}

    /** One year's count. */
    private record Count(BigDecimal surely, BigDecimal found, BigDecimal possibly) {
        static Count of(Criterion criterion, List<BigDecimal> values, @Nullable BigDecimal u95) {
            BigDecimal u = u95 == null ? BigDecimal.ZERO : u95;
            return new Count(over(criterion, values, u.negate()), over(criterion, values, BigDecimal.ZERO),
                    over(criterion, values, u));
        }

        private static BigDecimal over(Criterion criterion, List<BigDecimal> values, BigDecimal shift) {
            return BigDecimal.valueOf(values.stream().filter(value -> criterion.over(value.add(shift))).count());
        }
    }

    static Outcome oneYear(Standard standard, Criterion criterion, Measured measured) {
        Values values = values(standard, criterion, measured);
        Count count = Count.of(criterion, values.present(), measured.u95());
        Completeness completeness = values.whole().completeness();
        Outcome.Evidence evidence = evidence(criterion, count, values.present().size(), completeness);
        // What is over already stays over, whatever the missing days were like.
        if (count.surely().compareTo(allowed(criterion)) > 0) {
            return new Outcome.Exceeded(evidence);
        }
        if (values.whole() instanceof Statistic.NotEnoughData missing) {
            return new Outcome.NotEnoughData(completeness, missing.reason());
        }
        return uncertainOrMet(criterion, count, evidence, measured.u95());
    }

    /** The mean of the yearly counts over those years that have enough data. */
    static Outcome severalYears(Standard standard, Criterion criterion, Measured measured) {
        List<Count> counts = new ArrayList<>();
        int valid = 0;
        ReportingYear year = measured.year();
        for (int i = 0; i < criterion.years(); i++) {
            Values values = values(standard, criterion, measured.in(year));
            if (values.whole() instanceof Statistic.Value) {
                counts.add(Count.of(criterion, values.present(), measured.u95()));
                valid += values.present().size();
            }
            year = year.before();
        }
        var completeness = new Completeness(counts.size(), criterion.years(),
                standard.capture().years().required(criterion.years()), Completeness.Unit.YEARS);
        if (!completeness.enough()) {
            return new Outcome.NotEnoughData(completeness,
                    Statistic.NotEnoughData.of(completeness).reason());
        }
        Count mean = new Count(mean(counts.stream().map(Count::surely).toList()),
                mean(counts.stream().map(Count::found).toList()),
                mean(counts.stream().map(Count::possibly).toList()));
        Outcome.Evidence evidence = evidence(criterion, mean, valid, completeness);
        return mean.surely().compareTo(allowed(criterion)) > 0
                ? new Outcome.Exceeded(evidence)
                : uncertainOrMet(criterion, mean, evidence, measured.u95());
    }

    private static Outcome uncertainOrMet(Criterion criterion, Count count, Outcome.Evidence evidence,
            @Nullable BigDecimal u95) {
        return u95 != null && count.possibly().compareTo(allowed(criterion)) > 0
                ? new Outcome.Uncertain(evidence, u95)
                : new Outcome.Met(evidence);
    }

    private static Outcome.Evidence evidence(Criterion criterion, Count count, int valid, Completeness completeness) {
        return new Outcome.Evidence(null, criterion.limit(), criterion.unit(),
                new Exceedances(count.found(), criterion.allowed(), valid), completeness);
    }

    private static BigDecimal allowed(Criterion criterion) {
        Integer allowed = criterion.allowed();
        if (allowed == null) {
            throw new IllegalStateException(criterion.pollutant() + " is counted and the table allows no number");
        }
        return BigDecimal.valueOf(allowed);
    }

    private static BigDecimal mean(List<BigDecimal> counts) {
        return Summary.mean(counts, MathContext.DECIMAL128);
    }

    private static Values values(Standard standard, Criterion criterion, Measured measured) {
        if (criterion.averaging() == Criterion.Averaging.HOUR) {
            return hours(standard, criterion, measured);
        }
        Days days = Judgement.dailyValues(standard, criterion, measured);
        Statistic whole = criterion.capture() == Criterion.YearCapture.SUMMER
                ? summer(standard.capture(), days, measured.year())
                : Judgement.overYear(standard, days, measured.year());
        return new Values(days.present(), whole);
    }

    /** The year's hours, or those of the daytime, each rounded where the standard says so. */
    private static Values hours(Standard standard, Criterion criterion, Measured measured) {
        List<BigDecimal> present = new ArrayList<>();
        int expected = 0;
        LocalDate end = measured.year().endDay();
        for (LocalDate day = measured.year().firstDay(); day.isBefore(end); day = day.plusDays(1)) {
            Hours counted = ofDay(criterion, measured.days().hoursOf(day, measured.hours()));
            expected += counted.size();
            for (BigDecimal value : counted.values()) {
                if (value != null) {
                    present.add(criterion.rounded(value));
                }
            }
        }
        return new Values(present, enough(present, new Completeness(present.size(), expected,
                standard.capture().hoursAYear().required(expected), Completeness.Unit.HOURS)));
    }

    /** The mean only marks "enough". */
    private static Statistic enough(List<BigDecimal> present, Completeness completeness) {
        return completeness.enough()
                ? new Statistic.Value(mean(present), completeness)
                : Statistic.NotEnoughData.of(completeness);
    }

    /** The hours of a day that count. */
    static Hours ofDay(Criterion criterion, Hours day) {
        Integer from = criterion.fromHour();
        Integer to = criterion.toHour();
        return from == null || to == null
                ? day
                : day.between(day.hourMillis(from - 1), day.hourMillis(to));
    }

    /** Five of the months April to September, each with nine tenths of its days. */
    private static Statistic summer(Capture capture, Days days, ReportingYear year) {
        int valid = 0;
        for (int i = 0; i < SUMMER_MONTHS; i++) {
            YearMonth month = YearMonth.of(year.firstDay().getYear(), Month.APRIL).plusMonths(i);
            if (days.month(month, capture.summerMonthDays()).filter(summary -> summary.completeness().enough())
                    .isPresent()) {
                valid++;
            }
        }
        var completeness = new Completeness(valid, SUMMER_MONTHS, capture.summerMonths().required(SUMMER_MONTHS),
                Completeness.Unit.MONTHS);
        return enough(days.present(), completeness);
    }
}
