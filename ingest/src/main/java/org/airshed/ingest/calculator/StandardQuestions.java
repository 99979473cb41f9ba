package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.standard.Attention;
import org.airshed.ingest.standard.Comparison;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Judgement;
import org.airshed.ingest.standard.Measured;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.airshed.ingest.standard.StationsRule;
import org.jspecify.annotations.Nullable;

/** {@code "standard"}: a year, a day of a region's stations, or one value, held against every number of a standard. */
final class StandardQuestions {
    private static final Map<String, StationsRule> COMBINATIONS = Map.of("median", StationsRule.MEDIAN, "any",
            StationsRule.ANY, "at-least-two", StationsRule.AT_LEAST_TWO, "top-two-mean", StationsRule.TOP_TWO_MEAN);
    private static final Map<String, Comparison> COMPARISONS = Map.of("greater", Comparison.GREATER, "at-least",
            Comparison.AT_LEAST);
    private static final Map<String, Criterion.Averaging> LEVELS = Map.of("hour", Criterion.Averaging.HOUR, "day",
            Criterion.Averaging.DAY);
    private static final String STATEMENT = "a network's own judgement, never a statement of compliance";

    private StandardQuestions() {}

    static void answer(Question question, Answer answer) {
        Standard standard = Standards.find(question.text("standard")).orElseThrow(() -> new Refusal(Reason.NOT_OFFERED,
                "standard: there is none called " + Refusal.quoted(question.text("standard")) + "; there are "
                        + Standards.all().stream().map(Standard::id).collect(Collectors.joining(", "))));
        if (question.has("value")) {
            level(question, standard, answer);
        } else if (question.has("day")) {
            day(question, standard, answer);
        } else {
            year(question, standard, answer);
        }
    }

    private static List<Criterion> criteria(Question question, Standard standard, ObservedProperty property,
            Answer answer) {
        List<Criterion> criteria = standard.criteria(property.id());
        if (criteria.isEmpty()) {
            throw new Refusal(Reason.OTHER_PROPERTY, question.name("property") + ": " + standard.id()
                    + " says nothing about " + property + "; it does about " + standard.criteria().stream()
                            .map(Criterion::property).filter(id -> id != null).distinct()
                            .collect(Collectors.joining(", ")));
        }
        answer.put("standard", standard.id()).put("version", standard.version())
                .put("standard_kind", Answer.key(standard.kind())).property(property);
        return criteria;
    }

    private static void year(Question question, Standard standard, Answer answer) {
        boolean byDays = question.has("days");
        if (byDays) {
            question.only("standard", "property", "unit", "days", "start", "order", "year", "uncertainty",
                    "temperature");
        } else {
            question.only("standard", "property", "unit", "hours", "start", "order", "zone", "clock", "year",
                    "uncertainty", "temperature");
        }
        ObservedProperty property = question.property("property");
        List<Criterion> criteria = criteria(question, standard, property, answer);
        ReportingYear year = new ReportingYear(LocalDate.of(question.year("year"), standard.yearBegins(), 1));
        DayRule days = byDays ? DayRule.UTC : Series.dayRule(question);
        Hours hours = byDays
                ? Series.spread(Series.days(question, "days", value -> value))
                : Series.placed(question, "hours", value -> value);
        answer.put("from", year.firstDay().toString()).put("to", year.endDay().minusDays(1).toString());
        Map<String, Measured> measured = new HashMap<>();
        List<Answer> judged = new ArrayList<>();
        for (Criterion criterion : criteria) {
            Answer one = OutcomeAnswers.criterion(criterion);
            judged.add(one);
            if (!Judgement.isOfAYear(criterion)) {
                one.put("outcome", "not-judged").put("why", whyNot(criterion));
            } else if (byDays && criterion.averaging() != Criterion.Averaging.DAY
                    && criterion.averaging() != Criterion.Averaging.YEAR) {
                one.put("outcome", "not-judged").put("why", "needs hours, and days were given");
            } else {
                OutcomeAnswers.outcome(Judgement.of(standard, criterion,
                        measured.computeIfAbsent(criterion.unit(),
                                unit -> measured(question, property, hours, unit, days, year))),
                        one);
            }
        }
        answer.put("criteria", judged).put("statement", STATEMENT);
    }

    private static String whyNot(Criterion criterion) {
        String why = byDay(criterion) ? "not judged by years: ask for a 'day'" : "not judged by years";
        return criterion.note().isEmpty() ? why : why + " (" + criterion.note() + ")";
    }

    private static Measured measured(Question question, ObservedProperty property, Hours hours, String unit,
            DayRule days, ReportingYear year) {
        UnaryOperator<BigDecimal> convert = into(question, property, unit);
        BigDecimal u95 = question.numberOrNull("uncertainty");
        if (u95 != null && u95.signum() < 0) {
            throw question.bad("uncertainty", "half the width of the 95 % interval, 0 or more");
        }
        return new Measured(new Hours(hours.firstHourMillis(), Series.each(hours.values(), convert)), unit, days, year,
                u95 == null ? null : convert.apply(u95));
    }

    /** From the unit of the question into that of the criterion. */
    private static UnaryOperator<BigDecimal> into(Question question, ObservedProperty property, String unit) {
        return new Quantity(property, Quantity.Condition.of(question)).into(question.name("unit"),
                question.textOr("unit", property.unit()), unit);
    }

    private static void day(Question question, Standard standard, Answer answer) {
        question.only("standard", "property", "unit", question.has("stations") ? "stations" : "hours", "start",
                "order", "zone", "clock", "day", "combine", "comparison", "temperature");
        ObservedProperty property = question.property("property");
        List<Criterion> criteria = criteria(question, standard, property, answer).stream()
                .filter(StandardQuestions::byDay).toList();
        if (standard.kind() != Standard.Kind.ATTENTION_CRITERION || criteria.isEmpty()) {
            throw question.bad("day", "a day with criteria of attention only, such as japan-pm2_5-attention;"
                    + " others take a 'year' or a 'value'");
        }
        LocalDate day = question.date("day");
        DayRule days = Series.dayRule(question);
        question.any("start");
        @Nullable
        StationsRule combine = question.has("combine") ? question.choice("combine", COMBINATIONS) : null;
        answer.put("day", day.toString());
        List<Answer> judged = new ArrayList<>();
        for (Criterion criterion : criteria) {
            UnaryOperator<BigDecimal> convert = into(question, property, criterion.unit());
            List<Hours> stations = question.has("stations")
                    ? Series.stations(question, "stations", convert)
                    : List.of(Series.placed(question, "hours", convert));
            StationsRule own = criterion.stations();
            StationsRule rule = combine != null ? combine : own != null ? own : StationsRule.ANY;
            Comparison comparison = question.choiceOr("comparison", COMPARISONS, criterion.comparison());
            Answer one = OutcomeAnswers.criterion(criterion).put("comparison", Answer.key(comparison)).put("stations",
                    Answer.key(rule));
            OutcomeAnswers.outcome(Attention.of(standard, criterion, stations, days, day, rule, comparison), one);
            judged.add(one);
        }
        answer.put("criteria", judged).put("statement", STATEMENT);
    }

    private static boolean byDay(Criterion criterion) {
        return criterion.measure() == Criterion.Measure.MEAN
                && (criterion.averaging() == Criterion.Averaging.HOURS
                        || criterion.averaging() == Criterion.Averaging.DAY);
    }

    private static void level(Question question, Standard standard, Answer answer) {
        question.only("standard", "property", "unit", "value", "averaging", "temperature");
        ObservedProperty property = question.property("property");
        Criterion.Averaging averaging = question.choice("averaging", LEVELS);
        List<Criterion> levels = criteria(question, standard, property, answer).stream().filter(
                criterion -> criterion.measure() == Criterion.Measure.LEVEL && criterion.averaging() == averaging)
                .toList();
        if (levels.isEmpty()) {
            throw question.bad("value", "a value with standards that have levels for it only, such as"
                    + " japan-ox-advisory; others take a 'year' or a 'day'");
        }
        BigDecimal value = into(question, property, levels.getFirst().unit()).apply(question.number("value"));
        answer.value(value, levels.getFirst().unit());
        Optional<Criterion> reached = Attention.level(standard, property.id(), averaging, value);
        answer.put("level", reached.map(Criterion::step).orElse("none"));
        answer.put("criteria", levels.stream().map(criterion -> OutcomeAnswers.criterion(criterion).put("outcome",
                criterion.over(value) ? "exceeded" : "met")).toList()).put("statement", STATEMENT);
    }
}
