package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Quantity.Condition;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.index.GasUnits;
import org.jspecify.annotations.Nullable;

/** {@code "convert"}: a number from one unit into another. */
final class ConversionQuestions {
    private ConversionQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("convert", "from", "to", "gas", "property", "temperature", "pressure");
        BigDecimal value = question.number("convert");
        String from = question.text("from");
        String to = question.text("to");
        Condition condition = Condition.of(question);
        ObservedProperty property = property(question, from, to, condition);
        BigDecimal converted = new Quantity(property, condition).into("from", from, "to", to).apply(value);
        if (question.has("gas") || question.has("property")) {
            answer.property(property);
        }
        answer.value(converted, to);
        if (condition != null) {
            answer.put("temperature", question.number("temperature")).put("pressure", condition.hectopascals());
        }
    }

    private static ObservedProperty property(Question question, String from, String to,
            @Nullable Condition condition) {
        if (question.has("gas")) {
            ObservedProperty gas = question.property("gas");
            if (!GasUnits.knows(gas)) {
                throw new Refusal(Reason.OTHER_PROPERTY, "gas: " + gas + " has no molar mass here; there are o3, no2,"
                        + " no, so2 and co");
            }
            return gas;
        }
        if (condition != null) {
            throw new Refusal(Reason.MISSING_FIELD, "the field 'gas' is missing, for which a temperature is given");
        }
        if (question.has("property")) {
            return question.property("property");
        }
        return ObservedProperties.all().stream()
                .filter(one -> Quantity.leads(from, one) && Quantity.leads(to, one)).findFirst()
                .orElseThrow(() -> new Refusal(Reason.WRONG_UNIT, "to: " + Refusal.quoted(from)
                        + " does not lead to " + Refusal.quoted(to)
                        + "; units are spelled as in SenML, and mass from mixing ratio takes 'gas' and 'temperature'"));
    }
}
