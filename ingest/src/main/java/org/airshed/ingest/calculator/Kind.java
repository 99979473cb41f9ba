package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.airshed.ingest.calculator.Refusal.Reason;

/** What can be asked. The key of a kind is also the field by which it is told where "kind" is left out. */
enum Kind {
    INDEX, NOWCAST, STATISTIC, STANDARD, CORRECTION, AGREEMENT, FLAG, VENTILATION, CONVERT, COLLOCATION, AREA;

    /** Its name, and the field that tells it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a question of this kind and adds to its answer. */
    void answer(Question question, Answer answer) {
        switch (this) {
            case INDEX -> IndexQuestions.answer(question, answer);
            case NOWCAST -> NowCastQuestions.answer(question, answer);
            case STATISTIC -> StatisticQuestions.answer(question, answer);
            case STANDARD -> StandardQuestions.answer(question, answer);
            case CORRECTION -> CorrectionQuestions.answer(question, answer);
            case AGREEMENT -> AgreementQuestions.answer(question, answer);
            case FLAG -> FlagQuestions.answer(question, answer);
            case VENTILATION -> VentilationQuestions.answer(question, answer);
            case CONVERT -> ConversionQuestions.answer(question, answer);
            case COLLOCATION -> CollocationQuestions.answer(question, answer);
            case AREA -> AreaQuestions.answer(question, answer);
        }
    }

    /** The kind of a question. */
    static Kind of(JsonNode fields) {
        JsonNode told = fields.get("kind");
        if (told != null && !told.isNull()) {
            return Arrays.stream(values()).filter(kind -> kind.key().equals(told.textValue())).findAny()
                    .orElseThrow(() -> new Refusal(Reason.UNKNOWN_KIND, "there is no kind "
                            + Refusal.quoted(told.asText()) + "; there are " + keys()));
        }
        List<Kind> found = Arrays.stream(values()).filter(kind -> fields.hasNonNull(kind.key())).toList();
        if (found.size() != 1) {
            throw new Refusal(Reason.UNKNOWN_KIND, found.isEmpty()
                    ? "nothing tells what is asked: name it as 'kind', or have one of the fields " + keys()
                    : "the fields " + found.stream().map(Kind::key).collect(Collectors.joining(" and "))
                            + " ask different things: name one as 'kind'");
        }
        return found.getFirst();
    }

    private static String keys() {
        return Arrays.stream(values()).map(Kind::key).collect(Collectors.joining(", "));
    }
}
