package org.airshed.ingest.calculator;

import static org.airshed.ingest.calculator.Ask.json;
import static org.airshed.ingest.calculator.Ask.lines;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines in, lines out, in their order and at once. */
class LinesTest {
    private static final String QUESTION = "{\"id\":%d,\"convert\":%d,\"from\":\"ppm\",\"to\":\"ppb\"}";

    @Test
    void everyLineThatIsNotBlankHasItsAnswerInItsPlace() {
        List<String> answers = lines("\n" + QUESTION.formatted(7, 1) + "\r\n  \t \n\r\nhello\n\n[]\n"
                + QUESTION.formatted(8, 2));
        assertThat(answers).hasSize(4);
        assertThat(answers.stream().map(answer -> json(answer).at("/line").intValue())).containsExactly(2, 5, 7, 8);
        assertThat(json(answers.get(0)).at("/id").intValue()).isEqualTo(7);
        assertThat(json(answers.get(1)).at("/error/reason").asText()).isEqualTo("not-json");
        assertThat(json(answers.get(3)).at("/value").intValue()).isEqualTo(2000);
    }

    @Test
    void nothingIsAnsweredWithNothing() {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n \r\n")).isEmpty();
        // A line of zero bytes is not blank.
        assertThat(lines("\u0000\n")).hasSize(1);
    }

    @Test
    void aMarkOfTheByteOrderIsPassedOverAtTheBeginningOnly() {
        assertThat(json(lines("\uFEFF" + QUESTION.formatted(1, 1)).getFirst()).has("value")).isTrue();
        assertThat(json(lines("\n\uFEFF" + QUESTION.formatted(1, 1)).getFirst()).has("error")).isTrue();
        assertThat(lines("\uFEFF\n")).hasSize(1);
    }

    @Test
    void bytesThatAreNoUtf8AreToldAndNotMended() {
        byte[] line = "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(json(lines(line).getFirst()).at("/error/detail").asText()).isEqualTo("the line is not UTF-8");
    }

    @Test
    void aLineTooLongIsPassedOverAndTheNextOneAnswered() {
        String padded = QUESTION.formatted(1, 1);
        String longest = padded + " ".repeat(Lines.MAX_BYTES - padded.length());
        List<String> answers = lines(longest + "\n" + longest + " \n" + QUESTION.formatted(2, 3) + "\n"
                + " ".repeat(Lines.MAX_BYTES + 1));
        assertThat(answers).hasSize(4);
        assertThat(json(answers.get(0)).at("/value").intValue()).isEqualTo(1000);
        assertThat(json(answers.get(1)).at("/error/reason").asText()).isEqualTo("line-too-long");
        assertThat(json(answers.get(1)).at("/line").intValue()).isEqualTo(2);
        assertThat(json(answers.get(2)).at("/value").intValue()).isEqualTo(3000);
        assertThat(json(answers.get(3)).at("/error/detail").asText()).contains("1048577 bytes, 1048576 are allowed");
    }

    @Test
    void anAnswerIsThereBeforeTheNextQuestionIsAsked() throws IOException {
        // In a pipe: the second question is written by whoever has read the first answer.
        var write = new PipedOutputStream();
        try (var read = new PipedInputStream(write, 4096)) {
            write.write((QUESTION.formatted(1, 1) + "\n").getBytes(StandardCharsets.UTF_8));
            List<String> answers = new ArrayList<>();
            Lines.answer(read, answer -> {
                answers.add(answer.text());
                if (answers.size() < 4) {
                    write.write((QUESTION.formatted(1, answers.size() + 1) + "\n").getBytes(StandardCharsets.UTF_8));
                } else {
                    write.close();
                }
                return true;
            });
            assertThat(answers.stream().map(answer -> json(answer).at("/value").intValue())).containsExactly(1000,
                    2000, 3000, 4000);
        }
    }

    @Test
    void whoReadsNoMoreIsToldNoMore() throws IOException {
        List<String> answers = new ArrayList<>();
        Lines.answer(new Repeated("[]\n", 1000), answer -> {
            answers.add(answer.text());
            return answers.size() < 3;
        });
        assertThat(answers).hasSize(3);
    }

    @Test
    void manyLinesKeepTheirOrderAndFailuresAreCounted() throws IOException {
        int count = 30_000;
        long[] next = {1};
        long failed = Lines.answer(new Repeated(QUESTION.formatted(1, 1) + "\nhello\n\n", count / 3), answer -> {
            JsonNode told = json(answer.text());
            assertThat(told.at("/line").longValue()).isEqualTo(next[0]);
            assertThat(told.has("error")).isEqualTo(next[0] % 3 == 2);
            next[0] += next[0] % 3 == 2 ? 2 : 1;
            return true;
        });
        assertThat(failed).isEqualTo(count / 3);
        assertThat(next[0]).isEqualTo(count + 1L);
    }

    /** The same text over and over, made as it is read. */
    private static final class Repeated extends InputStream {
        private final byte[] text;
        private final long end;
        private long position;

        Repeated(String text, int times) {
            this.text = text.getBytes(StandardCharsets.UTF_8);
            end = (long) this.text.length * times;
        }

        @Override
        public int read() {
            return position == end ? -1 : text[(int) (position++ % text.length)];
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int count = 0;
            while (count < most && position < end) {
                into[from + count++] = text[(int) (position++ % text.length)];
            }
            return count == 0 && most > 0 ? -1 : count;
        }
    }
}
