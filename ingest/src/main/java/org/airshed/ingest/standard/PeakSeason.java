package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Days;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.jspecify.annotations.Nullable;

/**
 * The six months on end with the highest mean of daily maximum 8-hour means.
 *
 * <p>Source: WHO 2021, Table 0.1 note b. Ours, because the note does not say: the six months lie within the year that is
 * judged (choose one from July where summer is in January), every one of its seven runs must hold its share of days, and a
 * run that is over decides by itself.
 */
final class PeakSeason {
    private static final int MONTHS = 6;

    private PeakSeason() {}

    static Outcome judge(Standard standard, Criterion criterion, Days days, Measured measured) {
        Statistic.Value highest = null;
        Outcome.NotEnoughData missing = null;
        LocalDate end = measured.year().endDay();
        for (LocalDate from = measured.year().firstDay(); !from.plusMonths(MONTHS).isAfter(end); from = from
                .plusMonths(1)) {
            switch (run(standard, days.between(from, from.plusMonths(MONTHS)))) {
                case Statistic.Value run -> highest = higher(highest, run);
                case Statistic.NotEnoughData lacking -> {
                    if (missing == null) {
                        missing = new Outcome.NotEnoughData(lacking.completeness(), "in the six months from " + from
                                + " " + lacking.reason());
                    }
                }
            }
        }
        if (highest != null) {
            Outcome outcome = Judgement.compare(criterion, criterion.rounded(highest.value()), null,
                    highest.completeness(),
                    measured.u95());
            if (missing == null || outcome instanceof Outcome.Exceeded) {
                return outcome;
            }
        }
        return Objects.requireNonNull(missing);
    }

    private static Statistic run(Standard standard, Days months) {
        var rule = standard.capture().daysAYear();
        return Summary.of(months.values(), rule, Completeness.Unit.DAYS).map(Summary::mean)
                .orElseGet(() -> Statistic.NotEnoughData.of(new Completeness(0, months.size(),
                        rule.required(months.size()), Completeness.Unit.DAYS)));
    }

    private static Statistic.Value higher(Statistic.@Nullable Value one, Statistic.Value other) {
        if (one == null) {
            return other;
        }
        BigDecimal value = one.value();
        return value.compareTo(other.value()) >= 0 ? one : other;
    }
}
