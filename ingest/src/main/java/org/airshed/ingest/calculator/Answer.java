package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Statistic;
import org.jspecify.annotations.Nullable;

/** An answer, or an object within one, as it is put together; fields stand in the order in which they were put. */
final class Answer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode fields;

    private Answer(ObjectNode fields) {
        this.fields = fields;
    }

    static Answer empty() {
        return new Answer(NODES.objectNode());
    }

    ObjectNode fields() {
        return fields;
    }

    Answer put(String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            fields.put(name, text);
        }
        return this;
    }

    Answer put(String name, boolean yes) {
        fields.put(name, yes);
        return this;
    }

    Answer put(String name, long whole) {
        fields.put(name, whole);
        return this;
    }

    /** Rounded as {@link Decimal#shown(BigDecimal)} says; nothing for null. */
    Answer put(String name, @Nullable BigDecimal number) {
        if (number != null) {
            fields.put(name, Decimal.shown(number));
        }
        return this;
    }

    /** Null stands as null: the place of a missing value is told. */
    Answer putOrNull(String name, @Nullable BigDecimal number) {
        if (number == null) {
            fields.putNull(name);
        }
        return put(name, number);
    }

    Answer put(String name, Answer part) {
        fields.set(name, part.fields);
        return this;
    }

    Answer put(String name, Iterable<Answer> parts) {
        ArrayNode array = fields.putArray(name);
        parts.forEach(part -> array.add(part.fields));
        return this;
    }

    Answer texts(String name, Iterable<String> texts) {
        ArrayNode array = fields.putArray(name);
        texts.forEach(array::add);
        return this;
    }

    /** A value of a property with its unit. */
    Answer value(BigDecimal value, String unit) {
        return put("value", value).put("unit", unit);
    }

    Answer property(ObservedProperty property) {
        return put("property", property.id());
    }

    /** What a value rests on; nothing where nobody said. */
    Answer completeness(@Nullable Completeness completeness) {
        if (completeness != null) {
            put("completeness", counts(empty(), completeness));
        }
        return this;
    }

    /** That there is too little data, which is an answer. */
    Answer missing(Completeness completeness, String reason) {
        return put("missing", counts(empty().put("reason", reason), completeness));
    }

    /** A value with what it rests on, or what is missing. */
    Answer statistic(Statistic statistic, String unit) {
        return switch (statistic) {
            case Statistic.Value(BigDecimal value, Completeness completeness) -> value(value, unit)
                    .completeness(completeness);
            case Statistic.NotEnoughData(Completeness completeness, String reason) -> missing(completeness, reason);
        };
    }

    /** A flag by number and name with its reasons. */
    Answer verdict(Verdict verdict) {
        put("flag", verdict.flag().code()).put("flag_name", key(verdict.flag()));
        return texts("reasons", Reason.setOf(verdict.reasons()).stream().map(Reason::key).toList());
    }

    /** A constant's name as it stands in answers. */
    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Answer counts(Answer answer, Completeness completeness) {
        return answer.put("valid", completeness.valid()).put("expected", completeness.expected())
                .put("required", completeness.required()).put("of", key(completeness.unit()));
    }
}
