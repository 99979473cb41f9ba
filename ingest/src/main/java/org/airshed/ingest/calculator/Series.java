package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Days;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/**
 * Hours and days as questions give them: a list with null for what is missing, the oldest first ({@code "order":
 * "newest-first"} turns it round), with {@code "start"}, the beginning of the oldest.
 */
final class Series {
    private static final Map<String, Boolean> ORDERS = Map.of("oldest-first", false, "newest-first", true);
    private static final Map<String, DayRule.Clock> CLOCKS = Map.of("civil", DayRule.Clock.CIVIL, "standard",
            DayRule.Clock.STANDARD);

    private Series() {}

    /** Each value by itself; missing ones stay so. */
    static List<@Nullable BigDecimal> each(List<@Nullable BigDecimal> values, UnaryOperator<BigDecimal> convert) {
        List<@Nullable BigDecimal> converted = new ArrayList<>(values.size());
        for (BigDecimal value : values) {
            converted.add(value == null ? null : convert.apply(value));
        }
        return converted;
    }

    /** Hours in a field. */
    static Hours hours(Question question, String field, UnaryOperator<BigDecimal> convert) {
        return hours(question, question.series(field), convert);
    }

    /** Hours that begin at "start", or anywhere where that is left out. */
    static Hours hours(Question question, List<@Nullable BigDecimal> values, UnaryOperator<BigDecimal> convert) {
        long start = 0;
        if (question.has("start")) {
            start = question.time("start");
            if (Math.floorMod(start, Hours.HOUR_MILLIS) != 0) {
                throw question.bad("start", "the beginning of a full hour of UTC");
            }
        }
        return new Hours(start, ordered(question, each(values, convert)));
    }

    /** The same where the hours must have their place in time. */
    static Hours placed(Question question, String field, UnaryOperator<BigDecimal> convert) {
        question.any("start");
        return hours(question, field, convert);
    }

    /** Days that begin on "start". */
    static Days days(Question question, String field, UnaryOperator<BigDecimal> convert) {
        LocalDate start = question.date("start");
        return new Days(start, ordered(question, each(question.series(field), convert)));
    }

    /** Every day's value in each of its 24 hours of UTC: the mean of a day is the value itself. */
    static Hours spread(Days days) {
        List<@Nullable BigDecimal> hours = new ArrayList<>(24 * days.size());
        for (BigDecimal day : days.values()) {
            for (int hour = 0; hour < 24; hour++) {
                hours.add(day);
            }
        }
        return new Hours(days.firstDay().atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli(), hours);
    }

    /** From "zone" and "clock"; UTC where neither is given. */
    static DayRule dayRule(Question question) {
        return new DayRule(question.zoneOr("zone", ZoneOffset.UTC),
                question.choiceOr("clock", CLOCKS, DayRule.Clock.CIVIL));
    }

    /** What takes values of the field "unit" into the property's canonical unit. */
    static UnaryOperator<BigDecimal> canonical(Question question, ObservedProperty property) {
        return new Quantity(property, null).canonical(question.name("unit"),
                question.textOr("unit", property.unit()));
    }

    /** A list of lists of hours, one for each station. */
    static List<Hours> stations(Question question, String field, UnaryOperator<BigDecimal> convert) {
        List<Hours> stations = new ArrayList<>();
        JsonNode lists = question.array(field);
        for (int i = 0; i < lists.size(); i++) {
            if (!lists.get(i).isArray()) {
                throw question.bad(field, "a list of lists of hours, one for each station");
            }
            List<@Nullable BigDecimal> values = new ArrayList<>();
            for (int j = 0; j < lists.get(i).size(); j++) {
                JsonNode value = lists.get(i).get(j);
                values.add(value.isNull()
                        ? null
                        : Decimal.of(question.name(field) + "[" + i + "][" + j + "]", value));
            }
            stations.add(hours(question, values, convert));
        }
        if (stations.stream().map(Hours::size).distinct().count() > 1) {
            throw question.bad(field, "lists of the same length, with null for a missing hour");
        }
        return stations;
    }

    private static List<@Nullable BigDecimal> ordered(Question question, List<@Nullable BigDecimal> values) {
        return question.choiceOr("order", ORDERS, false) ? values.reversed() : values;
    }
}
