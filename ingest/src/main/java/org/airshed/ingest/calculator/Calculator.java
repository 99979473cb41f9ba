package org.airshed.ingest.calculator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One question in, one answer out, each a JSON object on one line. Whatever comes in, an answer goes out: a question
 * that cannot be answered is answered with {@code error}, data that does not suffice with {@code missing}.
 *
 * <p>Numbers are read as decimals, whether written as numbers or as texts, and never pass through binary fractions on
 * their way to an index, an average, a standard or a correction. Flags and collocations are reckoned in doubles.
 *
 * <p>Threads: any; there is no state.
 */
public final class Calculator {
    private static final int DEPTH = 16;
    private static final int LONGEST_ID = 200;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // So that NaN is told as a number that is none, with the name of its field.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private Calculator() {}

    /**
     * An answer.
     *
     * @param text one line of JSON
     * @param answered false where it says {@code error}
     */
    public record Answered(String text, boolean answered) {}

    /**
     * Answers one question.
     *
     * @param line its number, from 1, which the answer repeats
     */
    public static Answered answer(long line, String question) {
        JsonNode fields;
        try {
            fields = parsed(question);
        } catch (Refusal refusal) {
            return refused(line, refusal);
        }
        Answer answer = Answer.empty().put("line", line);
        try {
            JsonNode id = id(fields);
            if (id != null) {
                answer.fields().set("id", id);
            }
            Kind kind = Kind.of(fields);
            Answer whole = answer.put("kind", kind.key());
            kind.answer(Question.of(fields), whole);
            return new Answered(text(whole), true);
        } catch (Refusal refusal) {
            return refused(answer, refusal);
        } catch (RuntimeException e) { // the edge: one question must not stop the others
            return refused(answer, new Refusal(Reason.FAULT,
                    "this should not have happened, please report the question: " + e));
        }
    }

    /** The answer to a line that is not even read. */
    static Answered refused(long line, Refusal refusal) {
        return refused(Answer.empty().put("line", line), refusal);
    }

    private static Answered refused(Answer answer, Refusal refusal) {
        answer.fields().retain(List.of("line", "id"));
        answer.put("error", Answer.empty().put("reason", refusal.reason().key()).put("detail", refusal.detail()));
        return new Answered(text(answer), false);
    }

    private static JsonNode parsed(String question) {
        JsonNode fields;
        try {
            fields = JSON.readTree(question);
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage();
            if (message.startsWith("Duplicate ")) {
                throw new Refusal(Reason.DUPLICATE_FIELD, Refusal.quoted(message) + ": every field stands once");
            }
            throw new Refusal(Reason.NOT_JSON, "the line is no JSON (" + Refusal.quoted(message) + ")");
        } catch (NumberFormatException e) {
            throw new Refusal(Reason.BAD_NUMBER, "a number on this line is too large to be read");
        }
        if (!fields.isObject()) {
            throw new Refusal(Reason.NOT_AN_OBJECT, "a question is an object such as {\"convert\":\"77\",\"from\":"
                    + "\"degF\",\"to\":\"Cel\"}, not " + Refusal.quoted(fields.toString()));
        }
        return fields;
    }

    private static @Nullable JsonNode id(JsonNode fields) {
        JsonNode id = fields.get("id");
        if (id == null || id.isNull()) {
            return null;
        }
        if (!(id.isTextual() || id.isIntegralNumber()) || id.asText().length() > LONGEST_ID) {
            throw Question.bad("id", id.toString(), "a text or a whole number of up to " + LONGEST_ID + " characters");
        }
        return id;
    }

    private static String text(Answer answer) {
        try {
            return printable(JSON.writeValueAsString(answer.fields()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    /** Control characters beyond ASCII, which a terminal obeys, and halves of characters are written as escapes. */
    private static String printable(String json) {
        var text = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (half || Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                    || point == '\u2028' || point == '\u2029') {
                for (char unit : Character.toChars(point)) {
                    text.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }
}
