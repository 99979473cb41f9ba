package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.Concentration;
import org.airshed.ingest.index.Index;
import org.airshed.ingest.index.IndexKind;
import org.airshed.ingest.index.OutdoorCo2;

/** {@code "ventilation"}: how well a room is aired, by its CO2. */
final class VentilationQuestions {
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");

    private VentilationQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("ventilation", "version", "co2", "unit", "averaging", "outdoor");
        Index index = IndexQuestions.index(question, "ventilation");
        if (index.definition().kind() != IndexKind.VENTILATION_PROXY) {
            throw new Refusal(Reason.NOT_OFFERED, "ventilation: " + index.definition().id().id()
                    + " is an index of the air outdoors; ask for it as 'index'");
        }
        if (question.has("outdoor")) {
            BigDecimal outdoor = Series.canonical(question, CO2).apply(question.number("outdoor"));
            if (index.definition().outdoorCo2Default() == null) {
                throw question.bad("outdoor", "a value with co2-en-16798-1 only, whose limits lie over outdoors");
            }
            if (outdoor.signum() <= 0) {
                throw question.bad("outdoor", "a CO2 above 0");
            }
            index = index.withOutdoorCo2(OutdoorCo2.measured(outdoor));
        }
        Averaging averaging = question.has("averaging") ? IndexQuestions.averaging(question) : Averaging.INSTANT;
        IndexQuestions.name(index, answer);
        IndexAnswers.result(index.subIndex(IndexQuestions.checked(index, new Concentration(CO2, averaging,
                question.number("co2"), question.textOr("unit", CO2.unit()), null), question)), answer);
    }
}
