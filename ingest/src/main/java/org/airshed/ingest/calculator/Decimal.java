package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/** Numbers as they come in and go out: exact in decimal on the way in, in plain notation on the way out. */
final class Decimal {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final int LONGEST = 64;
    /** A number beyond 10^30 or below 10^-30 is a mistake, and its powers would fill the memory. */
    private static final int LARGEST_EXPONENT = 30;
    /** More digits than this only come from a division that does not end. */
    private static final int EXACT_DIGITS = 30;
    private static final MathContext SHOWN = new MathContext(12, RoundingMode.HALF_UP);
    private static final String ALLOWED = " takes a number such as 35.4 or \"35.4\", of up to 64 digits and between"
            + " 1e-30 and 1e30 in size";

    private Decimal() {}

    /** The number in a field, exactly as it is written there. */
    static BigDecimal of(String field, JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
                throw refusal(field, text);
            }
            return bounded(field, new BigDecimal(text));
        }
        if (!node.isNumber() || node.isDouble() || node.isFloat()) {
            // A double can only be NaN or infinite here: all others are read as decimals.
            throw refusal(field, node.isContainerNode() ? node.getNodeType().name() : node.asText());
        }
        return bounded(field, node.decimalValue());
    }

    private static BigDecimal bounded(String field, BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long exponent = (long) number.precision() - number.scale() - 1;
        if (number.precision() > LONGEST || Math.abs(exponent) > LARGEST_EXPONENT) {
            throw refusal(field, number.toString());
        }
        // A number such as 1e3 is 1000 from here on.
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static Refusal refusal(String field, String found) {
        return new Refusal(Reason.BAD_NUMBER, field + ALLOWED + ", not " + Refusal.quoted(found));
    }

    /**
     * As a number stands in answers: exact, or rounded half up to 12 significant digits where a division did not end.
     */
    static BigDecimal shown(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.precision() > EXACT_DIGITS) {
            stripped = stripped.round(SHOWN).stripTrailingZeros();
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The same for figures of statistics, which are reckoned in doubles: always 12 digits; null where not finite. */
    static @Nullable BigDecimal shown(@Nullable Double number) {
        return number == null || !Double.isFinite(number)
                ? null
                : shown(BigDecimal.valueOf(number).round(SHOWN));
    }
}
