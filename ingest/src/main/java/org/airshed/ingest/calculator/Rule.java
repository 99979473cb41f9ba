package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.standard.Capture;
import org.airshed.ingest.standard.Standards;
import org.jspecify.annotations.Nullable;

/**
 * How much must be there, as questions say it: {@code us}, {@code eu} or {@code japan} for what is asked there of the
 * period, {@code "75%"} or {@code 0.75} for a share, {@code 20} for a number.
 *
 * <p>Source: the tables of the standards {@code eu-2024-2881} and {@code japan-eqs}; the US EPA's three quarters.
 */
final class Rule {
    private static final int MOST = 1_000_000;
    private static final String ALLOWED = "us, eu, japan, a share such as \"75%\" or 0.75, or a whole number from 1";
    private static final Map<String, String> STANDARDS = Map.of("eu", "eu-2024-2881", "japan", "japan-eqs");

    private Rule() {}

    /** The rule in a field; three quarters where it is left out. */
    static CaptureRule of(Question question, String field, Function<Capture, CaptureRule> period) {
        CaptureRule named = named(question, field, period);
        return named != null ? named : written(question, field);
    }

    /** The same for a period of which no authority says anything: names are refused. */
    static CaptureRule unnamed(Question question, String field) {
        if (isName(question, field)) {
            throw question.bad(field, "a share such as \"75%\" or a whole number; nobody published a rule for this");
        }
        return written(question, field);
    }

    static boolean isName(Question question, String field) {
        return question.has(field) && question.any(field).isTextual()
                && ("us".equals(question.text(field)) || STANDARDS.containsKey(question.text(field)));
    }

    private static @Nullable CaptureRule named(Question question, String field,
            Function<Capture, CaptureRule> period) {
        if (!isName(question, field)) {
            return null;
        }
        String standard = STANDARDS.get(question.text(field));
        return standard == null ? CaptureRule.THREE_QUARTERS : period.apply(Standards.of(standard).capture());
    }

    private static CaptureRule written(Question question, String field) {
        if (!question.has(field)) {
            return CaptureRule.THREE_QUARTERS;
        }
        boolean percent = question.any(field).isTextual() && question.text(field).endsWith("%");
        BigDecimal number = number(question, field, percent);
        if (number.signum() > 0 && number.compareTo(BigDecimal.ONE) <= 0 && (percent || isFraction(number))) {
            return new CaptureRule.Share(number);
        }
        if (percent || number.signum() <= 0 || isFraction(number)
                || number.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw question.bad(field, ALLOWED);
        }
        return new CaptureRule.AtLeast(number.intValueExact());
    }

    private static BigDecimal number(Question question, String field, boolean percent) {
        try {
            if (!percent) {
                return question.number(field);
            }
            String text = question.text(field);
            return Decimal.of(field, TextNode.valueOf(text.substring(0, text.length() - 1))).movePointLeft(2);
        } catch (Refusal e) {
            throw question.bad(field, ALLOWED);
        }
    }

    private static boolean isFraction(BigDecimal number) {
        return number.stripTrailingZeros().scale() > 0;
    }
}
