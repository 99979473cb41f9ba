package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Completeness.Unit;
import org.airshed.ingest.rollup.DailyMaximum;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Days;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Percentile;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.RunningMean;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.standard.Capture;
import org.jspecify.annotations.Nullable;

/** {@code "statistic"}: averages and percentiles with their completeness and, where they have days, a time zone. */
final class StatisticQuestions {
    private static final Map<String, DailyMaximum> MAXIMA = Map.of("eu", DailyMaximum.EU, "us", DailyMaximum.US);
    private static final Map<String, Month> BEGINNINGS = Map.of("january", Month.JANUARY, "april", Month.APRIL, "july",
            Month.JULY);
    private static final Map<String, Asked> STATISTICS = new TreeMap<>(Map.ofEntries(
            Map.entry("mean", StatisticQuestions::mean),
            Map.entry("8h", (question, answer, values) -> running(question, answer, values, 8)),
            Map.entry("24h", (question, answer, values) -> running(question, answer, values, 24)),
            Map.entry("day", StatisticQuestions::day), Map.entry("daily-max-8h", StatisticQuestions::dailyMaximum),
            Map.entry("month", StatisticQuestions::month), Map.entry("year", StatisticQuestions::year),
            Map.entry("percentile", (question, answer, values) -> {
                question.only("statistic", "property", "unit", "values", "p");
                ranked(Percentile.nearestRank(values.present(question), part(question)), values, answer);
            }),
            Map.entry("japan-98", (question, answer, values) -> {
                question.only("statistic", "property", "unit", "values");
                ranked(Percentile.japan98(values.present(question)), values, answer);
            }),
            Map.entry("japan-2-excluded", (question, answer, values) -> {
                question.only("statistic", "property", "unit", "values");
                ranked(Percentile.japan2Excluded(values.present(question)), values, answer);
            })));

    private StatisticQuestions() {}

    private interface Asked {
        void answer(Question question, Answer answer, Values values);
    }

    /**
     * What the numbers are.
     *
     * @param property null where nobody said, and then nothing is converted
     */
    private record Values(@Nullable ObservedProperty property, @Nullable String unit,
            UnaryOperator<BigDecimal> convert) {
        static Values of(Question question) {
            if (!question.has("property")) {
                return new Values(null, question.textOrNull("unit"), value -> value);
            }
            ObservedProperty property = question.property("property");
            return new Values(property, property.unit(), Series.canonical(question, property));
        }

        List<BigDecimal> present(Question question) {
            return question.present("values").stream().map(convert).toList();
        }

        Hours placed(Question question) {
            return Series.placed(question, "hours", convert);
        }

        void value(Answer answer, BigDecimal value) {
            answer.put("value", value).put("unit", unit);
        }
    }

    static void answer(Question question, Answer answer) {
        Asked asked = question.choice("statistic", STATISTICS);
        answer.put("statistic", question.text("statistic"));
        Values values = Values.of(question);
        if (values.property() != null) {
            answer.property(values.property());
        }
        asked.answer(question, answer, values);
    }

    private static void mean(Question question, Answer answer, Values values) {
        question.only("statistic", "property", "unit", "values", "rule");
        summary(Summary.of(Series.each(question.series("values"), values.convert()), Rule.unnamed(question, "rule"),
                Unit.READINGS),
                new Completeness(0, question.array("values").size(),
                        Rule.unnamed(question, "rule").required(question.array("values").size()), Unit.READINGS),
                values, answer);
    }

    /** Mean of the newest hours; those before the first are missing. */
    private static void running(Question question, Answer answer, Values values, int length) {
        question.only("statistic", "property", "unit", "hours", "order", "start", "rule");
        CaptureRule rule = Rule.of(question, "rule", length == 24 ? Capture::hoursADay : Capture::hoursAWindow);
        Hours hours = Series.hours(question, "hours", values.convert());
        statistic(new RunningMean(length, rule).from(hours.endMillis() - length * Hours.HOUR_MILLIS, hours), values,
                answer);
    }

    private static void day(Question question, Answer answer, Values values) {
        question.only("statistic", "property", "unit", "hours", "order", "start", "day", "zone", "clock", "rule");
        CaptureRule rule = Rule.of(question, "rule", Capture::hoursADay);
        DayRule days = Series.dayRule(question);
        LocalDate day = question.date("day");
        Hours hours = values.placed(question);
        answer.put("day", day.toString());
        int expected = days.hoursIn(day);
        summary(days.summary(day, hours, rule), new Completeness(0, expected, rule.required(expected), Unit.HOURS),
                values, answer);
    }

    private static void dailyMaximum(Question question, Answer answer, Values values) {
        question.only("statistic", "property", "unit", "hours", "order", "start", "day", "zone", "clock", "rule");
        DailyMaximum maximum = question.choiceOr("rule", MAXIMA, DailyMaximum.EU);
        LocalDate day = question.date("day");
        answer.put("day", day.toString()).put("rule", Answer.key(maximum));
        statistic(maximum.of(day, values.placed(question), Series.dayRule(question)), values, answer);
    }

    private static void month(Question question, Answer answer, Values values) {
        CaptureRule rule = Rule.unnamed(question, "rule");
        Days days = days(question, values, "month");
        YearMonth month = question.month("month");
        answer.put("month", month.toString());
        summary(days.month(month, rule), new Completeness(0, month.lengthOfMonth(),
                rule.required(month.lengthOfMonth()), Unit.DAYS), values, answer);
    }

    private static void year(Question question, Answer answer, Values values) {
        CaptureRule rule = Rule.of(question, "rule", Capture::daysAYear);
        Days days = days(question, values, "year", "begins", "quarters");
        ReportingYear year = new ReportingYear(LocalDate.of(question.year("year"),
                question.choiceOr("begins", BEGINNINGS, Month.JANUARY), 1));
        answer.put("from", year.firstDay().toString()).put("to", year.endDay().minusDays(1).toString());
        summary(question.has("quarters")
                ? days.year(year, rule, Rule.unnamed(question, "quarters"))
                : days.year(year, rule), new Completeness(0, year.days(), rule.required(year.days()), Unit.DAYS),
                values, answer);
    }

    /** Daily means, given or reckoned from hours. */
    private static Days days(Question question, Values values, String... more) {
        boolean given = question.has("days");
        List<String> allowed = new ArrayList<>(List.of("statistic", "property", "unit",
                given ? "days" : "hours", "order", "start", "rule"));
        if (!given) {
            allowed.addAll(List.of("zone", "clock", "day_rule"));
        }
        allowed.addAll(List.of(more));
        question.only(allowed.toArray(String[]::new));
        if (given) {
            return Series.days(question, "days", values.convert());
        }
        // A rule with a name holds for the hours of its days too.
        String field = question.has("day_rule") || !Rule.isName(question, "rule") ? "day_rule" : "rule";
        return Series.dayRule(question).means(values.placed(question), Rule.of(question, field, Capture::hoursADay));
    }

    private static BigDecimal part(Question question) {
        BigDecimal part = question.number("p");
        if (part.signum() <= 0 || part.compareTo(BigDecimal.ONE) > 0) {
            throw question.bad("p", "a share above 0 and up to 1, such as 0.98");
        }
        return part;
    }

    private static void ranked(Optional<Percentile.Ranked> ranked, Values values, Answer answer) {
        ranked.ifPresentOrElse(value -> {
            values.value(answer, value.value());
            answer.put("rank", value.rank()).put("of", value.of()).put("above", value.above());
        }, () -> answer.missing(new Completeness(0, 1, 1, Unit.READINGS), "no value has the rank that is asked for"));
    }

    private static void statistic(Statistic statistic, Values values, Answer answer) {
        switch (statistic) {
            case Statistic.Value(BigDecimal value, Completeness completeness) -> {
                values.value(answer, value);
                answer.completeness(completeness);
            }
            case Statistic.NotEnoughData(Completeness completeness, String reason) ->
                answer.missing(completeness, reason);
        }
    }

    private static void summary(Optional<Summary> summary, Completeness empty, Values values, Answer answer) {
        statistic(summary.map(Summary::mean).orElseGet(() -> Statistic.NotEnoughData.of(empty)), values, answer);
        summary.ifPresent(found -> answer.put("min", found.min()).put("max", found.max()).put("count",
                found.count()));
    }
}
