package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.index.Assessment;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.Concentration;
import org.airshed.ingest.index.Index;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/** {@code "index"}: from a value that is averaged already, from several, or from hours. */
final class IndexQuestions {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private IndexQuestions() {}

    static void answer(Question question, Answer answer) {
        if (question.has("hours")) {
            ofHours(question, answer);
        } else if (question.has("values")) {
            question.only("index", "version", "values");
            Index index = index(question, "index");
            List<Concentration> given = new ArrayList<>();
            Set<List<Object>> seen = new HashSet<>();
            for (Question value : question.objects("values")) {
                value.only("property", "averaging", "value", "unit");
                Concentration one = concentration(value, index);
                if (!seen.add(List.of(one.property(), one.averaging()))) {
                    throw value.bad("averaging", "each averaging of a property once");
                }
                given.add(one);
            }
            assessment(index, index.ofAverages(given), answer);
        } else {
            question.only("index", "version", "property", "averaging", "value", "unit");
            Index index = index(question, "index");
            name(index, answer);
            IndexAnswers.result(index.subIndex(concentration(question, index)), answer);
        }
    }

    /** An index that is offered, by name and version. */
    static Index index(Question question, String field) {
        String id = question.text(field);
        String version = question.textOrNull("version");
        return (version == null ? Indices.current(id) : Indices.find(id, version))
                .orElseThrow(() -> notOffered(question, field, id, version));
    }

    static Averaging averaging(Question question) {
        return Averaging.find(question.text("averaging")).orElseThrow(() -> question.bad("averaging",
                Arrays.stream(Averaging.values()).map(Averaging::text).collect(Collectors.joining(", "))));
    }

    static void name(Index index, Answer answer) {
        answer.put("index", index.definition().id().id()).put("version", index.definition().id().version());
    }

    /** Refuses what the index cannot take, with the name of the field. */
    static Concentration checked(Index index, Concentration given, Question question) {
        if (index.subIndex(given) instanceof IndexResult.NoIndex no) {
            switch (no.reason()) {
                case OTHER_PROPERTY ->
                    throw new Refusal(Reason.OTHER_PROPERTY, question.name("property") + ": " + no.sentence());
                case OTHER_AVERAGING ->
                    throw new Refusal(Reason.OTHER_AVERAGING, question.name("averaging") + ": " + no.sentence());
                case OTHER_UNIT -> throw new Refusal(Reason.WRONG_UNIT, question.name("unit") + ": "
                        + Refusal.quoted(given.unit()) + " does not lead to the unit in which "
                        + index.definition().id().text() + " takes " + given.property());
                default -> {
                    // The index has nothing to say about this value: an answer.
                }
            }
        }
        return given;
    }

    private static Refusal notOffered(Question question, String field, String id, @Nullable String version) {
        var asked = Indices.subIndex(id, version, ObservedProperties.of("co2"), Averaging.INSTANT, BigDecimal.ONE,
                "ppm");
        boolean known = asked instanceof IndexResult.NoIndex no && no.reason() == IndexResult.Reason.UNKNOWN_VERSION;
        String offered = Indices.all().stream()
                .filter(index -> !known || index.id().id().equals(id))
                .map(index -> known ? index.id().version() : index.id().id()).distinct()
                .collect(Collectors.joining(", "));
        if (known) {
            return new Refusal(Reason.UNKNOWN_VERSION, "version: there is no version "
                    + Refusal.quoted(String.valueOf(version)) + " of " + id + "; there are " + offered);
        }
        String why = Indices.notOffered().stream().filter(one -> one.id().equals(id))
                .map(one -> ": " + one.reason()).findAny().orElse("");
        return new Refusal(Reason.NOT_OFFERED, question.name(field) + ": " + Refusal.quoted(id) + " is not offered"
                + why + "; there are " + offered);
    }

    private static Concentration concentration(Question question, Index index) {
        ObservedProperty property = question.property("property");
        return checked(index, new Concentration(property, averaging(question), question.number("value"),
                question.textOr("unit", property.unit()), null), question);
    }

    private static void ofHours(Question question, Answer answer) {
        boolean one = question.isArray("hours");
        if (one) {
            question.only("index", "version", "property", "hours", "unit", "start", "order", "day", "zone");
        } else {
            question.only("index", "version", "hours", "units", "start", "order", "day", "zone");
        }
        Index index = index(question, "index");
        Map<ObservedProperty, Hours> hours = one
                ? Map.of(spoken(index, question, "property", question.text("property")), series(question, index,
                        question, "hours", question.property("property"), "unit", question))
                : several(question, index);
        Hours any = hours.values().iterator().next();
        if (question.has("day")) {
            question.any("start");
            assessment(index, index.day(hours, question.date("day"), question.zoneOr("zone", ZoneOffset.UTC)), answer
                    .put("day", question.date("day").toString()));
        } else {
            if (question.has("zone")) {
                throw question.bad("zone", "a time zone together with 'day' only");
            }
            if (question.has("start")) {
                answer.put("at", Instant.ofEpochMilli(any.endMillis()).toString());
            }
            assessment(index, index.now(hours, any.endMillis()), answer);
        }
    }

    private static Map<ObservedProperty, Hours> several(Question question, Index index) {
        Question lists = question.object("hours");
        Map<ObservedProperty, Hours> hours = new LinkedHashMap<>();
        for (String id : lists.names()) {
            ObservedProperty property = spoken(index, lists, id, id);
            Question units = question.has("units") ? question.object("units") : Question.of(NOTHING);
            hours.put(property, series(question, index, lists, id, property, id, units));
        }
        if (hours.isEmpty()) {
            throw question.bad("hours", "a list of hours for each property, as {\"pm2_5\":[8,null,9]}");
        }
        if (question.has("units")) {
            question.object("units").only(hours.keySet().stream().map(ObservedProperty::id).toArray(String[]::new));
        }
        if (hours.values().stream().map(Hours::size).distinct().count() > 1) {
            throw question.bad("hours", "lists of the same length, with null for a missing hour");
        }
        return hours;
    }

    private static Hours series(Question question, Index index, Question lists, String field,
            ObservedProperty property, String unitField, Question units) {
        var reference = index.definition().gasReference();
        var quantity = new Quantity(property, reference == null ? null : Quantity.Condition.of(reference));
        return Series.hours(question, lists.series(field),
                quantity.canonical(units.name(unitField), units.textOr(unitField, property.unit())));
    }

    private static ObservedProperty spoken(Index index, Question question, String field, String id) {
        ObservedProperty property = Question.property(question.name(field), id);
        if (index.definition().inputs(property).isEmpty()) {
            throw new Refusal(Reason.OTHER_PROPERTY, question.name(field) + ": " + index.definition().id().text()
                    + " does not speak about " + property + "; it does about " + index.definition().pollutants());
        }
        return property;
    }

    private static void assessment(Index index, Assessment assessment, Answer answer) {
        name(index, answer);
        IndexAnswers.result(assessment.overall(), answer);
        if (!assessment.parts().isEmpty()) {
            List<Answer> parts = new ArrayList<>();
            assessment.parts().forEach((property, result) -> {
                Answer part = Answer.empty().property(property);
                IndexAnswers.result(result, part);
                part.fields().remove("deciding");
                parts.add(part);
            });
            answer.put("parts", parts);
        }
    }
}
