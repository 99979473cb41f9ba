package org.airshed.ingest.calculator;

import java.util.Locale;

/** A question that cannot be answered because of how it is put. "Not enough data" is an answer and never this. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Longest piece of a question that is repeated in an answer. */
    private static final int QUOTED = 60;

    private final Reason reason;

    /** Why; in answers in lower case with hyphens. */
    enum Reason {
        /** The line is no JSON, or not UTF-8. */
        NOT_JSON,
        /** The line is JSON, but no object. */
        NOT_AN_OBJECT,
        /** The line is longer than {@link Lines#MAX_BYTES}. */
        LINE_TOO_LONG,
        /** Neither "kind" nor a distinguishing key says what is asked, or they say several things. */
        UNKNOWN_KIND,
        /** A field that the question needs is not there. */
        MISSING_FIELD,
        /** A field that this kind of question does not take: a misspelt option is not passed over. */
        UNKNOWN_FIELD,
        /** The same field twice. */
        DUPLICATE_FIELD,
        /** What should be a number is none, is not finite or is absurdly long or large. */
        BAD_NUMBER,
        /** What a field holds is not what it takes. */
        BAD_FIELD,
        /** The unit does not lead to the one that is needed. */
        WRONG_UNIT,
        /** There is no such observed property. */
        UNKNOWN_PROPERTY,
        /** There is no such index, standard or correction here. */
        NOT_OFFERED,
        /** The index is there, this version of it is not. */
        UNKNOWN_VERSION,
        /** What was named says nothing about this property. */
        OTHER_PROPERTY,
        /** The index takes this property averaged in another way. */
        OTHER_AVERAGING,
        /** A fault of the calculator itself; to be reported. */
        FAULT;

        /** As it stands in answers. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Refusal(Reason reason, String detail) {
        // Without a stack trace: it is an answer, and there may be a million of them.
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** The sentence that names the field and what is allowed. */
    String detail() {
        return String.valueOf(getMessage());
    }

    /** A piece of the question between quotes, shortened and on one line. */
    static String quoted(String text) {
        var quoted = new StringBuilder("'");
        text.codePoints().limit(QUOTED)
                .forEach(point -> quoted.appendCodePoint(Character.isISOControl(point) ? '?' : point));
        return quoted.append(text.codePointCount(0, text.length()) > QUOTED ? "…'" : "'").toString();
    }
}
