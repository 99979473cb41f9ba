package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Exceedances;
import org.airshed.ingest.standard.Outcome;

/** What became of a criterion, put into an answer. */
final class OutcomeAnswers {
    private OutcomeAnswers() {}

    /** The criterion itself. */
    static Answer criterion(Criterion criterion) {
        Answer answer = Answer.empty().put("step", criterion.step())
                .put("averaging", Answer.key(criterion.averaging())).put("measure", Answer.key(criterion.measure()))
                .put("limit", criterion.limit()).put("unit", criterion.unit())
                .put("comparison", Answer.key(criterion.comparison()));
        return answer.put("mark", criterion.mark().name());
    }

    static void outcome(Outcome outcome, Answer answer) {
        switch (outcome) {
            case Outcome.Met(Outcome.Evidence evidence) -> evidence(evidence, answer.put("outcome", "met"));
            case Outcome.Exceeded(Outcome.Evidence evidence) -> evidence(evidence, answer.put("outcome", "exceeded"));
            case Outcome.Uncertain(Outcome.Evidence evidence, BigDecimal u95) ->
                evidence(evidence, answer.put("outcome", "uncertain").put("uncertainty", u95));
            case Outcome.NotEnoughData missing ->
                answer.put("outcome", "missing").missing(missing.completeness(), missing.reason());
        }
    }

    private static void evidence(Outcome.Evidence evidence, Answer answer) {
        answer.put("value", evidence.value());
        Exceedances exceedances = evidence.exceedances();
        if (exceedances != null) {
            Answer counted = Answer.empty().put("found", exceedances.found());
            Integer allowed = exceedances.allowed();
            if (allowed != null) {
                counted.put("allowed", allowed);
            }
            answer.put("exceedances", counted.put("valid", exceedances.valid()));
        }
        answer.completeness(evidence.completeness());
    }
}
