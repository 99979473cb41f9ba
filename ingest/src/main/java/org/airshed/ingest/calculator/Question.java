package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a question, or of an object within one. A field that is null counts as not there. Every refusal names
 * its field by its way from the question: {@code values[1].unit}.
 */
final class Question {
    /** Days and times outside of these years are mistakes. */
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;
    private static final Set<String> EVERYWHERE = Set.of("kind", "id");

    private final JsonNode fields;
    private final String way;

    private Question(JsonNode fields, String way) {
        this.fields = fields;
        this.way = way;
    }

    /** The question itself. */
    static Question of(JsonNode fields) {
        return new Question(fields, "");
    }

    /** Refuses every field but these, so that a misspelt one is not passed over. */
    Question only(String... allowed) {
        Set<String> known = Set.of(allowed);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            if (!known.contains(name) && !(way.isEmpty() && EVERYWHERE.contains(name))) {
                throw new Refusal(Reason.UNKNOWN_FIELD, "there is no field " + Refusal.quoted(way + name)
                        + " here; there are " + String.join(", ", allowed));
            }
        }
        return this;
    }

    /** The field's name with the way to it. */
    String name(String field) {
        return way + field;
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    /** Names of the fields that are there, in the order in which they are written. */
    List<String> names() {
        return fields.properties().stream().filter(field -> !field.getValue().isNull()).map(Map.Entry::getKey).toList();
    }

    /** Whatever the field holds. */
    JsonNode any(String field) {
        if (!has(field)) {
            throw new Refusal(Reason.MISSING_FIELD, "the field '" + way + field + "' is missing");
        }
        return fields.get(field);
    }

    boolean isArray(String field) {
        return fields.path(field).isArray();
    }

    String text(String field) {
        JsonNode node = any(field);
        if (!node.isTextual()) {
            throw bad(field, "a text");
        }
        return node.textValue();
    }

    @Nullable
    String textOrNull(String field) {
        return has(field) ? text(field) : null;
    }

    String textOr(String field, String otherwise) {
        return has(field) ? text(field) : otherwise;
    }

    BigDecimal number(String field) {
        return Decimal.of(way + field, any(field));
    }

    @Nullable
    BigDecimal numberOrNull(String field) {
        return has(field) ? number(field) : null;
    }

    /** A whole number within bounds. */
    int whole(String field, int from, int to) {
        BigDecimal number = number(field);
        if (number.stripTrailingZeros().scale() > 0 || number.compareTo(BigDecimal.valueOf(from)) < 0
                || number.compareTo(BigDecimal.valueOf(to)) > 0) {
            throw bad(field, "a whole number from " + from + " to " + to);
        }
        return number.intValueExact();
    }

    int wholeOr(String field, int from, int to, int otherwise) {
        return has(field) ? whole(field, from, to) : otherwise;
    }

    /** One of a few words. */
    <T> T choice(String field, Map<String, T> words) {
        T chosen = words.get(text(field));
        if (chosen == null) {
            throw bad(field, String.join(", ", words.keySet().stream().sorted().toList()));
        }
        return chosen;
    }

    <T> T choiceOr(String field, Map<String, T> words, T otherwise) {
        return has(field) ? choice(field, words) : otherwise;
    }

    ObservedProperty property(String field) {
        return property(way + field, text(field));
    }

    static ObservedProperty property(String name, String id) {
        return ObservedProperties.find(id)
                .orElseThrow(() -> new Refusal(Reason.UNKNOWN_PROPERTY, name + ": there is no observed property "
                        + Refusal.quoted(id) + "; there are "
                        + String.join(", ", ObservedProperties.all().stream().map(ObservedProperty::id).toList())));
    }

    /** Numbers one after the other, null where one is missing; at least one place. */
    List<@Nullable BigDecimal> series(String field) {
        List<@Nullable BigDecimal> series = new ArrayList<>();
        JsonNode array = array(field);
        for (int i = 0; i < array.size(); i++) {
            JsonNode node = array.get(i);
            series.add(node.isNull() ? null : Decimal.of(way + field + "[" + i + "]", node));
        }
        return series;
    }

    /** The same without those that are missing. */
    List<BigDecimal> present(String field) {
        List<BigDecimal> present = new ArrayList<>();
        for (BigDecimal number : series(field)) {
            if (number != null) {
                present.add(number);
            }
        }
        return present;
    }

    /** A list that is not empty. */
    JsonNode array(String field) {
        JsonNode node = any(field);
        if (!node.isArray() || node.isEmpty()) {
            throw bad(field, "a list in [ ] that is not empty");
        }
        return node;
    }

    Question object(String field) {
        JsonNode node = any(field);
        if (!node.isObject()) {
            throw bad(field, "an object in { }");
        }
        return new Question(node, way + field + ".");
    }

    List<Question> objects(String field) {
        List<Question> objects = new ArrayList<>();
        JsonNode array = array(field);
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isObject()) {
                throw bad(field, "a list of objects in { }");
            }
            objects.add(new Question(array.get(i), way + field + "[" + i + "]."));
        }
        return objects;
    }

    /** UTC milliseconds of a time with its offset. */
    long time(String field) {
        return time(way + field, text(field));
    }

    static long time(String name, String text) {
        String allowed = "a time with its offset such as 2026-01-01T00:00Z";
        OffsetDateTime time = parsed(name, text, allowed, OffsetDateTime::parse);
        return inYears(name, text, allowed, time.getYear(), time.toInstant().toEpochMilli());
    }

    LocalDate date(String field) {
        String allowed = "a day such as 2026-01-01";
        LocalDate date = parsed(way + field, text(field), allowed, LocalDate::parse);
        return inYears(way + field, text(field), allowed, date.getYear(), date);
    }

    YearMonth month(String field) {
        String allowed = "a month such as 2026-01";
        YearMonth month = parsed(way + field, text(field), allowed, YearMonth::parse);
        return inYears(way + field, text(field), allowed, month.getYear(), month);
    }

    int year(String field) {
        return whole(field, FIRST_YEAR, LAST_YEAR);
    }

    ZoneId zoneOr(String field, ZoneId otherwise) {
        return has(field)
                ? parsed(way + field, text(field), "a time zone such as Asia/Tokyo, Europe/Madrid or UTC", ZoneId::of)
                : otherwise;
    }

    /** The refusal of what a field holds. */
    Refusal bad(String field, String allowed) {
        return bad(way + field, fields.path(field).toString(), allowed);
    }

    static Refusal bad(String name, String found, String allowed) {
        return new Refusal(Reason.BAD_FIELD, name + " takes " + allowed + ", not " + Refusal.quoted(found));
    }

    private static <T> T parsed(String name, String text, String allowed, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            throw bad(name, text, allowed);
        }
    }

    private static <T> T inYears(String name, String text, String allowed, int year, T value) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw bad(name, text, allowed + " of the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return value;
    }
}
