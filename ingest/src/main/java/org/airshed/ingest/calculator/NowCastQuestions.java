package org.airshed.ingest.calculator;

import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.GasUnits;
import org.airshed.ingest.index.NowCast;
import org.airshed.ingest.rollup.Hours;

/** {@code "nowcast"}: the concentration that the US AQI takes for "now". */
final class NowCastQuestions {
    private NowCastQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("nowcast", "hours", "order", "unit", "start");
        ObservedProperty property = question.property("nowcast");
        // The condition at which the US EPA keeps gases.
        var quantity = new Quantity(property, Quantity.Condition.of(GasUnits.Reference.CELSIUS_25));
        switch (property.id()) {
            case "pm2_5" -> pm(question, quantity, 1, answer);
            case "pm10" -> pm(question, quantity, 0, answer);
            case "o3" -> {
                Hours hours = hours(question, quantity, Averaging.NOWCAST_O3_SURROGATE, answer);
                answer.put("surrogate", true).statistic(NowCast.ozoneSurrogate(hours, hours.endMillis()),
                        property.unit());
            }
            default -> throw new Refusal(Reason.OTHER_PROPERTY, "nowcast: there is none for " + property
                    + "; it takes pm2_5, pm10 and o3");
        }
    }

    private static void pm(Question question, Quantity quantity, int digits, Answer answer) {
        Hours hours = hours(question, quantity, Averaging.NOWCAST, answer);
        answer.statistic(NowCast.pm(hours, hours.endMillis(), digits), quantity.property().unit());
    }

    private static Hours hours(Question question, Quantity quantity, Averaging averaging, Answer answer) {
        answer.property(quantity.property()).put("averaging", averaging.text());
        return Series.hours(question, "hours", quantity.canonical("unit",
                question.textOr("unit", quantity.property().unit())));
    }
}
