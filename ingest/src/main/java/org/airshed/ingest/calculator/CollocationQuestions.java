package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.collocation.Comparison;
import org.airshed.ingest.collocation.Pair;
import org.airshed.ingest.collocation.Regression;
import org.airshed.ingest.collocation.Targets;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.rollup.Completeness;
import org.jspecify.annotations.Nullable;

/** {@code "collocation"}: a sensor and the reference beside it, interval by interval. */
final class CollocationQuestions {
    private static final Map<String, Averaging> AVERAGINGS = Map.of("hours", Averaging.HOURS, "days", Averaging.DAYS);
    private static final int NEEDED = 3;

    private CollocationQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("collocation", "unit", "averaging", "sensor", "reference");
        ObservedProperty property = question.property("collocation");
        Averaging averaging = question.choice("averaging", AVERAGINGS);
        var convert = Series.canonical(question, property);
        List<@Nullable BigDecimal> sensor = Series.each(question.series("sensor"), convert);
        List<@Nullable BigDecimal> reference = Series.each(question.series("reference"), convert);
        if (sensor.size() != reference.size()) {
            throw question.bad("reference", "as many places as 'sensor', " + sensor.size()
                    + ", with null for a missing one");
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < sensor.size(); i++) {
            BigDecimal x = sensor.get(i);
            BigDecimal y = reference.get(i);
            if (x != null && y != null) {
                // The place stands for the time, which no figure depends on.
                pairs.add(new Pair(i, x.doubleValue(), y.doubleValue(), null));
            }
        }
        answer.property(property).put("averaging", Answer.key(averaging));
        switch (Comparison.of(pairs)) {
            case Comparison.NotComparable(String reason) -> answer.missing(new Completeness(pairs.size(),
                    sensor.size(), NEEDED, averaging == Averaging.HOURS
                            ? Completeness.Unit.HOURS
                            : Completeness.Unit.DAYS),
                    reason);
            case Comparison.Compared compared -> compared(compared, property, averaging, answer);
        }
    }

    private static void compared(Comparison.Compared compared, ObservedProperty property, Averaging averaging,
            Answer answer) {
        answer.put("pairs", compared.n()).put("slope", Decimal.shown(Double.valueOf(compared.slope())))
                .put("intercept", Decimal.shown(Double.valueOf(compared.intercept())))
                .put("r2", Decimal.shown(compared.r2())).put("rmse", Decimal.shown(Double.valueOf(compared.rmse())))
                .put("nrmse_percent", Decimal.shown(compared.nrmsePercent()))
                .put("mae", Decimal.shown(Double.valueOf(compared.mae())))
                .put("bias", Decimal.shown(Double.valueOf(compared.bias()))).put("unit", property.unit());
        Regression.Line deming = compared.deming();
        if (deming != null) {
            answer.put("deming", Answer.empty().put("slope", Decimal.shown(Double.valueOf(deming.slope())))
                    .put("intercept", Decimal.shown(Double.valueOf(deming.intercept()))));
        }
        answer.texts("outliers", compared.outliers().stream().map(pair -> String.valueOf(pair.fromMillis())).toList());
        Optional<Targets> targets = Targets.of(property, averaging);
        if (targets.isEmpty()) {
            answer.put("targets_note", Targets.averaging(property)
                    .map(other -> "the US EPA's targets for " + property + " hold for " + Answer.key(other) + " only")
                    .orElse("the US EPA has no targets for " + property));
            return;
        }
        answer.put("targets", targets.get().judge(compared, null).stream().map(verdict -> Answer.empty()
                .put("name", verdict.name()).put("target", verdict.target())
                .put("found", Decimal.shown(verdict.found())).put("unit", verdict.unit())
                .put("met", Answer.key(verdict.met()))).toList()).put("targets_note", Targets.NO_STANDING);
    }
}
