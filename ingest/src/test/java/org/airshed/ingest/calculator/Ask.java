package org.airshed.ingest.calculator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts questions; those here are written with ' instead of ". */
final class Ask {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private Ask() {}

    /** The answer, which must be none that says error. */
    static JsonNode answer(String question) {
        JsonNode answer = any(question);
        assertThat(answer.has("error")).as(answer.toString()).isFalse();
        return answer;
    }

    static JsonNode any(String question) {
        return json(Calculator.answer(1, question.replace('\'', '"')).text());
    }

    /** A number of the answer as it is written there; way as in {@code /category/key}. */
    static String text(String question, String way) {
        JsonNode answer = answer(question);
        JsonNode node = answer.at(way);
        assertThat(node.isMissingNode()).as("%s in %s", way, answer).isFalse();
        return node.isNumber()
                ? node.decimalValue().toPlainString()
                : node.isValueNode() ? node.asText() : node.toString();
    }

    static String reason(String question) {
        return any(question).at("/error/reason").asText();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The answers to a whole input. */
    static List<String> lines(byte[] input) {
        List<String> answers = new ArrayList<>();
        try {
            Lines.answer(new ByteArrayInputStream(input), answer -> answers.add(answer.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    static List<String> lines(String input) {
        return lines(input.getBytes(StandardCharsets.UTF_8));
    }

    /** The same value so many times, as it stands in a list. */
    static String times(int times, String value) {
        return String.join(",", Collections.nCopies(times, value));
    }
}
