package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.ChannelAgreement;
import org.airshed.ingest.quality.ChannelSettings;
import org.airshed.ingest.rollup.Completeness;
import org.jspecify.annotations.Nullable;

/** {@code "agreement"}: whether two sensors of one kind side by side can be taken as one. */
final class AgreementQuestions {
    private AgreementQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("agreement", "property", "unit", "difference", "ratio");
        ObservedProperty property = question.has("property")
                ? question.property("property")
                : ObservedProperties.of("pm2_5");
        List<@Nullable BigDecimal> values = Series.each(question.series("agreement"),
                Series.canonical(question, property));
        if (values.size() != 2) {
            throw question.bad("agreement", "the values of two sensors, as [10, 4]");
        }
        BigDecimal a = values.get(0);
        BigDecimal b = values.get(1);
        answer.property(property);
        ChannelSettings settings = new ChannelSettings(limit(question, "difference",
                ChannelSettings.DEFAULTS.difference()), limit(question, "ratio", ChannelSettings.DEFAULTS.ratio()));
        if (a == null || b == null) {
            int valid = a == null && b == null ? 0 : 1;
            answer.missing(new Completeness(valid, 2, 2, Completeness.Unit.READINGS),
                    valid + " of 2 sensors, 2 are needed");
            return;
        }
        var verdict = ChannelAgreement.of(a, b, settings);
        boolean agree = verdict.reasons() == 0;
        BigDecimal difference = a.subtract(b).abs();
        BigDecimal sum = a.add(b);
        answer.put("agree", agree).put("difference", difference).put("unit", property.unit());
        if (sum.signum() > 0) {
            answer.put("ratio", difference.add(difference).divide(sum, MathContext.DECIMAL128));
        }
        if (agree) {
            answer.put("mean", sum.divide(BigDecimal.TWO, MathContext.UNLIMITED));
        }
        answer.verdict(verdict);
    }

    private static double limit(Question question, String field, double otherwise) {
        BigDecimal limit = question.numberOrNull(field);
        if (limit != null && limit.signum() < 0) {
            throw question.bad(field, "0 or more");
        }
        return limit == null ? otherwise : limit.doubleValue();
    }
}
