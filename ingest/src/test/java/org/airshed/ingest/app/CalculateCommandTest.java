package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.airshed.ingest.calculator.Calculator;
import org.airshed.ingest.calculator.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

class CalculateCommandTest {
    private static final String GOOD = "{\"convert\":1,\"from\":\"ppm\",\"to\":\"ppb\"}";

    @TempDir
    Path folder;

    private static Ran calculate(String... arguments) {
        return Ran.airshed(Ran.words("calculate", arguments));
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("questions.jsonl"), content).toString();
    }

    @Test
    void aFileIsAnsweredLineByLine() throws IOException {
        Ran result = calculate(file(GOOD + "\n\nhello\n" + GOOD));
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).containsExactly(
                "{\"line\":1,\"kind\":\"convert\",\"value\":1000,\"unit\":\"ppb\"}",
                Calculator.answer(3, "hello").text(),
                "{\"line\":4,\"kind\":\"convert\",\"value\":1000,\"unit\":\"ppb\"}");
        assertThat(result.out()).endsWith("}\n");
    }

    @Test
    void aLineThatFailedIsAFailureOnlyForTheStrict() throws IOException {
        assertThat(calculate("--strict", file(GOOD)).code()).isZero();
        assertThat(calculate("--strict", file(GOOD + "\nhello\n")).code()).isEqualTo(1);
        // Too little data is an answer.
        assertThat(calculate("--strict", file("{\"nowcast\":\"pm2_5\",\"hours\":[null]}")).code()).isZero();
    }

    @Test
    @ResourceLock("System.in")
    void withoutAFileStandardInputIsAnswered() {
        InputStream before = System.in;
        try {
            for (String[] arguments : new String[][]{{}, {"-"}}) {
                System.setIn(new ByteArrayInputStream((GOOD + "\n").getBytes(StandardCharsets.UTF_8)));
                assertThat(calculate(arguments).out())
                        .isEqualTo("{\"line\":1,\"kind\":\"convert\",\"value\":1000,\"unit\":\"ppb\"}\n");
            }
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Ran result = calculate(folder.resolve("nothing.jsonl").toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("airshed: there is no file ").contains("nothing.jsonl");
        assertThat(calculate(folder.toString()).code()).isEqualTo(1);
    }

    @Test
    void helpShowsEveryExampleOnALineOfItsOwn() {
        List<String> help = calculate("--help").out().lines().map(String::strip).toList();
        assertThat(Examples.all()).hasSizeGreaterThan(10)
                .allSatisfy(example -> assertThat(help).contains(example.question(), example.about()));
    }
}
