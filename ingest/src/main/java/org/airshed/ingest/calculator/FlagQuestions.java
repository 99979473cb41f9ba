package org.airshed.ingest.calculator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.quality.FlagSeries;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.quality.ReadingTest;
import org.airshed.ingest.quality.RuleSet;
import org.airshed.ingest.quality.Verdict;
import org.jspecify.annotations.Nullable;

/** {@code "flag"}: the tests of quality control over a series of readings, over hours, between stations. */
final class FlagQuestions {
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})(ms|s|min|h)");
    private static final long LONGEST = Duration.ofDays(31).toMillis();
    /** Where a series without "start" begins: in this era, for one of 1970 is that of a clock that was never set. */
    private static final long SOME_TIME = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final String TESTS = "all, " + ReadingTest.ALL.stream().map(ReadingTest::key)
            .collect(Collectors.joining(", "));

    private FlagQuestions() {}

    /**
     * One reading.
     *
     * @param value in the property's unit, exact; null where it is missing
     */
    private record Row(long timeMillis, @Nullable BigDecimal value) {
        FlagSeries.Point point() {
            BigDecimal exact = value;
            return new FlagSeries.Point(timeMillis, exact == null ? null : Double.valueOf(exact.doubleValue()));
        }
    }

    static void answer(Question question, Answer answer) {
        if (question.has("flags")) {
            combination(question, answer);
        } else if (question.has("hours") || question.has("stations")) {
            HourFlagQuestions.answer(question, answer);
        } else {
            series(question, answer);
        }
    }

    /** Several tests' flags in one. */
    private static void combination(Question question, Answer answer) {
        question.only("flag", "flags");
        if (!"combine".equals(question.text("flag"))) {
            throw question.bad("flag", "'combine' together with 'flags'");
        }
        Flag strongest = Flag.MISSING;
        for (BigDecimal code : question.present("flags")) {
            Flag flag = null;
            for (Flag one : Flag.values()) {
                flag = code.compareTo(BigDecimal.valueOf(one.code())) == 0 ? one : flag;
            }
            if (flag == null) {
                throw question.bad("flags", "the flags 1, 2, 3, 4 and 9");
            }
            strongest = Verdict.stronger(strongest, flag);
        }
        answer.put("flag", strongest.code()).put("flag_name", Answer.key(strongest));
    }

    private static void series(Question question, Answer answer) {
        question.only("flag", "property", "unit", "series", "interval", "start", "sensor");
        ObservedProperty property = question.property("property");
        Set<ReadingTest> tests = tests(question);
        SensorName sensor = question.has("sensor") ? CorrectionQuestions.sensor(question) : SensorName.MAIN;
        List<Row> rows = question.has("interval")
                ? spaced(question, property)
                : timed(question, property);
        boolean placed = question.has("start") || !question.has("interval");
        answer.property(property).put("rules", RuleSet.DEFAULT.text());
        List<Answer> flags = new ArrayList<>();
        List<FlagSeries.FlaggedPoint> flagged = FlagSeries.of(rows.stream().map(Row::point).toList(), property, sensor,
                QualitySettings.DEFAULTS, tests);
        for (int i = 0; i < flagged.size(); i++) {
            String time = Instant.ofEpochMilli(flagged.get(i).timeMillis()).toString();
            flags.add(Answer.empty().put("time", placed ? time : null).putOrNull("value", rows.get(i).value())
                    .verdict(flagged.get(i).verdict()));
        }
        answer.put("unit", property.unit()).put("flags", flags);
    }

    private static Set<ReadingTest> tests(Question question) {
        JsonNode named = question.any("flag");
        List<JsonNode> names = new ArrayList<>();
        if (named.isArray()) {
            named.forEach(names::add);
        } else {
            names.add(named);
        }
        Set<ReadingTest> tests = EnumSet.noneOf(ReadingTest.class);
        for (JsonNode name : names) {
            if (name.isTextual() && "all".equals(name.textValue())) {
                tests.addAll(ReadingTest.ALL);
            } else {
                tests.add(ReadingTest.find(name.asText()).orElseThrow(() -> question.bad("flag", TESTS
                        + "; with 'hours' or 'stations' tests of hours, with 'flags' combine")));
            }
        }
        if (tests.isEmpty()) {
            throw question.bad("flag", TESTS);
        }
        return tests;
    }

    /** Values alone, one every interval. */
    private static List<Row> spaced(Question question, ObservedProperty property) {
        long start = question.has("start") ? question.time("start") : SOME_TIME;
        long interval = interval(question);
        var convert = Series.canonical(question, property);
        List<Row> rows = new ArrayList<>();
        for (BigDecimal value : question.series("series")) {
            rows.add(new Row(start + rows.size() * interval, value == null ? null : convert.apply(value)));
        }
        return rows;
    }

    /** Pairs of time and value, in the order of their arrival. */
    private static List<Row> timed(Question question, ObservedProperty property) {
        if (question.has("start")) {
            throw question.bad("start", "a time together with 'interval' only");
        }
        var convert = Series.canonical(question, property);
        List<Row> rows = new ArrayList<>();
        JsonNode pairs = question.array("series");
        for (int i = 0; i < pairs.size(); i++) {
            String name = question.name("series") + "[" + i + "]";
            JsonNode pair = pairs.get(i);
            if (!pair.isArray() || pair.size() != 2 || !pair.get(0).isTextual()) {
                throw Question.bad(name, pair.toString(), "a time and a value, as [\"2026-01-01T00:00Z\", 5.1]; or give"
                        + " 'interval' and the values alone");
            }
            rows.add(new Row(Question.time(name + "[0]", pair.get(0).textValue()), pair.get(1).isNull()
                    ? null
                    : convert.apply(Decimal.of(name + "[1]", pair.get(1)))));
        }
        return rows;
    }

    private static long interval(Question question) {
        Matcher matcher = INTERVAL.matcher(question.text("interval").toLowerCase(Locale.ROOT));
        String allowed = "a time such as 60s, 10min or 1h, more than 0 and up to 31 days";
        if (!matcher.matches()) {
            throw question.bad("interval", allowed);
        }
        long number = Long.parseLong(matcher.group(1));
        long millis = switch (matcher.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1000;
            case "min" -> number * 60_000;
            default -> number * 3_600_000;
        };
        if (millis <= 0 || millis > LONGEST) {
            throw question.bad("interval", allowed);
        }
        return millis;
    }

    /** Refuses a property that a test does not look at. */
    static Refusal otherProperty(Question question, String why) {
        return new Refusal(Reason.OTHER_PROPERTY, question.name("property") + ": " + why);
    }
}
