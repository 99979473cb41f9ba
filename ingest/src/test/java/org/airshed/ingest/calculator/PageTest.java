package org.airshed.ingest.calculator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.IndexKind;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.quality.ReadingTest;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.junit.jupiter.api.Test;

/** {@code docs/calculate.md} and the examples of the command say what the calculator does. */
class PageTest {
    private static final Path PAGE = Path.of("..", "docs", "calculate.md");

    /** Questions of the page, each with the line after it. */
    private static Map<String, String> page() throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                for (int i = 0; i + 1 < block.size(); i += 2) {
                    assertThat(pairs.put(block.get(i), block.get(i + 1))).as("twice: " + block.get(i)).isNull();
                }
                assertThat(block.size() % 2).as("a question without an answer: " + block).isZero();
                block.clear();
                inside = line.equals("```json");
            } else if (inside) {
                block.add(line);
            }
        }
        return pairs;
    }

    @Test
    void everyQuestionOfThePageHasTheAnswerBelowIt() throws IOException {
        Map<String, String> page = page();
        assertThat(page).hasSizeGreaterThan(50);
        page.forEach((question, answer) -> assertThat(Calculator.answer(1, question).text()).as(question)
                .isEqualTo(answer));
    }

    @Test
    void everyKindIsOnThePageAndAmongTheExamples() throws IOException {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::key).toList();
        var answered = new TreeSet<String>();
        page().values().forEach(answer -> answered.add(Ask.json(answer).path("kind").asText()));
        assertThat(answered).containsAll(kinds);
        assertThat(Examples.all().stream().map(example -> Ask.json(Calculator.answer(1, example.question()).text())
                .path("kind").asText()).distinct()).containsExactlyElementsOf(kinds);
    }

    @Test
    void everyExampleOfTheCommandIsAnsweredWithAValue() {
        for (Examples.Example example : Examples.all()) {
            String answer = Calculator.answer(1, example.question()).text();
            assertThat(Ask.json(answer).has("error")).as(answer).isFalse();
            assertThat(answer).as(example.question()).doesNotContain("missing\":{");
            assertThat(example.about()).isNotBlank();
        }
    }

    @Test
    void thePageNamesEverythingThatCanBeAskedFor() throws IOException {
        String page = Files.readString(PAGE);
        var names = new ArrayList<String>();
        Arrays.stream(Reason.values()).map(Reason::key).forEach(names::add);
        Arrays.stream(Averaging.values()).map(Averaging::text).forEach(names::add);
        names.addAll(Catalogue.ids());
        Standards.all().stream().map(Standard::id).forEach(names::add);
        ReadingTest.ALL.stream().map(ReadingTest::key).forEach(names::add);
        Indices.all().stream().filter(index -> index.kind() == IndexKind.VENTILATION_PROXY
                || index.status() == IndexDefinition.Status.CURRENT).map(index -> index.id().id()).forEach(names::add);
        for (String name : names) {
            assertThat(page.contains("`" + name + "`") || page.contains("\"" + name + "\"")).as(name).isTrue();
        }
    }
}
