package org.airshed.ingest.calculator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever comes in, one answer comes out for each line, and never a fault of the calculator's own. */
class MutationTest {
    private static final List<String> PIECES = List.of("null", "0", "-0.0", "1e30", "-1e30", "1e-30", "1e31", "NaN",
            "\"NaN\"", "\"\"", "[]", "{}", "[null]", "[[]]", "true", "\"pm2_5\"", "\"o3\"", "\"co2\"", "\"japan\"",
            "\"ppb\"", "\"ug/m3\"", "\"mg/m3\"", "\"2026-01-01\"", "\"2026-03-29T00:00+01:00\"", "\"Europe/Madrid\"",
            "\"Pacific/Apia\"", "2025", "99999999999999999999999999999999", "\"1900-01-01\"", "\"2199-12-31T23:00Z\"",
            "\"\\ud800\"", "\"all\"", "\"100%\"", "[1,2,3,4,5,6,7,8,9,10]", "{\"pm2_5\":[1,null]}");
    private static final String OF_JSON = "{}[]\",:0123456789.eE-+ \n\r\tnulltrueindexhours";
    private static final Pattern EXPONENT = Pattern.compile("[:\\[,]-?\\d+(\\.\\d+)?[eE]");
    /** A value of a JSON text, as far as it needs to be found here. */
    private static final Pattern VALUE = Pattern.compile("(?<=[:\\[,])(\"[^\"]*\"|-?[0-9.]+|null|\\[[^\\[\\]]*\\])");
    /** A number or a text that holds one. */
    private static final Pattern NUMBER = Pattern.compile("(?<=[:\\[,])(\"-?[0-9.]+\"|-?[0-9.]+|null)(?=[\\],}])");
    private static final List<String> NUMBERS = List.of("null", "0", "-0.0", "0e9", "1e30", "-1e30", "1e-30", "-3",
            "\"0.1\"", "\"12345678901234567890.123456789012345678901234567890\"", "1E+2", "400", "999999999", "7e-7",
            "\"100\"", "-999", "65535", "2025", "0.5", "1");
    private static final Pattern FIELD = Pattern.compile(",\"[a-z_0-9]+\":(\"[^\"]*\"|-?[0-9.]+)(?=[,}])");
    private static final Pattern KEY = Pattern.compile("\"[a-z_0-9]+\":");

    @RepeatedTest(8)
    void arbitraryBytesHaveOneAnswerForEachLine(RepetitionInfo repetition) {
        long seed = 0xA1L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        byte[] bytes = new byte[20_000];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            // Mostly what JSON is made of, so that some of it goes deeper than the first byte.
            if (random.nextInt(4) > 0) {
                bytes[i] = (byte) OF_JSON.charAt(random.nextInt(OF_JSON.length()));
            }
        }
        check(seed, bytes);
    }

    @RepeatedTest(6)
    void mutatedQuestionsHaveOneAnswerForEachLine(RepetitionInfo repetition) {
        long seed = 0xB7L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<String> questions = new ArrayList<>();
        Examples.all().forEach(example -> questions.add(example.question()));
        questions.add("{\"standard\":\"who-2021\",\"property\":\"o3\",\"hours\":[1,2,null],\"unit\":\"ug/m3\","
                + "\"start\":\"2025-06-01T00:00Z\",\"year\":2025,\"temperature\":20,\"zone\":\"Asia/Kolkata\"}");
        questions.add("{\"standard\":\"japan-pm2_5-attention\",\"property\":\"pm2_5\",\"day\":\"2026-03-01\","
                + "\"start\":\"2026-03-01T00:00Z\",\"stations\":[[1,2],[3]],\"combine\":\"any\"}");
        questions.add("{\"statistic\":\"year\",\"days\":[1,2,null],\"start\":\"2026-01-01\",\"year\":2026,\"rule\":2}");
        questions.add("{\"statistic\":\"daily-max-8h\",\"hours\":[1,2,null],\"start\":\"2026-01-01T00:00Z\","
                + "\"day\":\"2026-01-01\",\"zone\":\"Australia/Lord_Howe\",\"clock\":\"standard\",\"rule\":\"us\"}");
        questions.add("{\"flag\":\"all\",\"property\":\"pm2_5\",\"series\":[[\"2026-01-01T00:00Z\",1],"
                + "[\"2026-01-01T00:01Z\",null]]}");
        questions.add("{\"correction\":\"kappa-koehler\",\"pm2_5\":[1,2],\"relative_humidity\":99,\"kappa\":1,"
                + "\"unit\":\"mg/m3\"}");
        var input = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            String question = questions.get(random.nextInt(questions.size()));
            for (int turn = random.nextInt(3); turn >= 0; turn--) {
                question = mutated(question, questions, random);
            }
            input.append(question).append('\n');
        }
        long answered = check(seed, input.toString().getBytes(StandardCharsets.UTF_8));
        // Otherwise nothing but the refusals would be tried.
        assertThat(answered).as("seed %d", seed).isGreaterThan(500);
    }

    private static String mutated(String question, List<String> questions, Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4, 5 -> replaced(question, NUMBER, NUMBERS.get(random.nextInt(NUMBERS.size())), random);
            case 6, 7 -> replaced(question, VALUE, PIECES.get(random.nextInt(PIECES.size())), random);
            case 8 -> replaced(question, FIELD, "", random);
            case 9 -> {
                String other = questions.get(random.nextInt(questions.size()));
                var keys = KEY.matcher(other).results().toList();
                yield replaced(question, KEY, keys.get(random.nextInt(keys.size())).group(), random);
            }
            case 10 -> {
                int at = random.nextInt(question.length() + 1);
                yield question.substring(0, at) + (char) (32 + random.nextInt(95)) + question.substring(at);
            }
            default -> question.isEmpty() ? question : question.substring(0, random.nextInt(question.length()));
        };
    }

    private static String replaced(String question, Pattern pattern, String by, Random random) {
        var found = pattern.matcher(question).results().toList();
        if (found.isEmpty()) {
            return question;
        }
        var one = found.get(random.nextInt(found.size()));
        return question.substring(0, one.start()) + by + question.substring(one.end());
    }

    private static long check(long seed, byte[] input) {
        List<Integer> numbers = new ArrayList<>();
        List<byte[]> lines = split(input);
        for (int i = 0; i < lines.size(); i++) {
            boolean blank = true;
            for (byte one : lines.get(i)) {
                blank &= one == ' ' || one == '\t' || one == '\r';
            }
            if (!blank) {
                numbers.add(i + 1);
            }
        }
        List<String> answers = Ask.lines(input);
        assertThat(answers).as("seed %d", seed).hasSameSizeAs(numbers);
        long answered = 0;
        for (int i = 0; i < answers.size(); i++) {
            String answer = answers.get(i);
            String what = "seed " + seed + ": " + new String(lines.get(numbers.get(i) - 1), StandardCharsets.UTF_8)
                    + " -> " + answer;
            JsonNode told = Ask.json(answer);
            assertThat(told.at("/line").intValue()).as(what).isEqualTo(numbers.get(i));
            assertThat(told.at("/error/reason").asText()).as(what).isNotEqualTo("fault");
            assertThat(told.has("kind")).as(what).isNotEqualTo(told.has("error"));
            assertThat(answer.lines().count()).as(what).isEqualTo(1);
            assertThat(EXPONENT.matcher(answer.replaceAll("\"([^\"\\\\]|\\\\.)*\"", "\"\"")).find()).as(what).isFalse();
            answered += told.has("error") ? 0 : 1;
        }
        return answered;
    }

    private static List<byte[]> split(byte[] input) {
        List<byte[]> lines = new ArrayList<>();
        var line = new ByteArrayOutputStream();
        for (byte one : input) {
            if (one == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(one);
            }
        }
        lines.add(line.toByteArray());
        return lines;
    }
}
