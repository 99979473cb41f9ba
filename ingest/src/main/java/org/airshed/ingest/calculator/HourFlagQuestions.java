package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.BuddySettings;
import org.airshed.ingest.quality.HourTests;
import org.airshed.ingest.quality.NeighbourCheck;
import org.airshed.ingest.quality.PropertyTests;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.quality.RuleSet;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.Hours;

/** {@code "flag"} over hourly values: of one station one after the other, or of several stations in one hour. */
final class HourFlagQuestions {
    private static final BigDecimal POLE = new BigDecimal(90);
    private static final BigDecimal ROUND = new BigDecimal(180);

    private HourFlagQuestions() {}

    private interface HourTest {
        List<Verdict> of(Hours hours, Hours neighbours, PropertyTests limits);
    }

    private static final Map<String, HourTest> TESTS = Map.of(
            "spike", (hours, _, limits) -> HourTests.spikes(hours, limits),
            "persistent-value", (hours, _, limits) -> HourTests.equalHours(hours, limits),
            "stuck-at-zero", HourTests::zeroHours,
            "all", (hours, neighbours, limits) -> {
                List<Verdict> spikes = HourTests.spikes(hours, limits);
                List<Verdict> equal = HourTests.equalHours(hours, limits);
                List<Verdict> zero = HourTests.zeroHours(hours, neighbours, limits);
                List<Verdict> together = new ArrayList<>();
                for (int i = 0; i < hours.size(); i++) {
                    together.add(spikes.get(i).and(equal.get(i)).and(zero.get(i)));
                }
                return together;
            });

    static void answer(Question question, Answer answer) {
        if (question.has("stations")) {
            neighbours(question, answer);
        } else {
            hours(question, answer);
        }
    }

    private static void hours(Question question, Answer answer) {
        question.only("flag", "property", "unit", "hours", "order", "start", "neighbours");
        HourTest test = question.choice("flag", TESTS);
        ObservedProperty property = question.property("property");
        var convert = Series.canonical(question, property);
        Hours hours = Series.hours(question, "hours", convert);
        Hours neighbours = question.has("neighbours")
                ? Series.hours(question, "neighbours", convert)
                : new Hours(hours.firstHourMillis(), Collections.nCopies(hours.size(), null));
        if (neighbours.size() != hours.size()) {
            throw question.bad("neighbours", "as many places as 'hours', " + hours.size()
                    + ", with null for a missing one");
        }
        List<Verdict> verdicts = test.of(hours, neighbours, QualitySettings.DEFAULTS.testsOf(property));
        List<Answer> flags = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            flags.add(Answer.empty().putOrNull("value", hours.values().get(i)).verdict(verdicts.get(i)));
        }
        answer.property(property).put("rules", RuleSet.DEFAULT.text()).put("unit", property.unit()).put("flags", flags);
    }

    private static void neighbours(Question question, Answer answer) {
        question.only("flag", "property", "unit", "stations");
        if (!"neighbours".equals(question.text("flag"))) {
            throw question.bad("flag", "'neighbours' together with 'stations'");
        }
        ObservedProperty property = question.property("property");
        BuddySettings settings = BuddySettings.DEFAULTS;
        if (!settings.judges(property)) {
            throw FlagQuestions.otherProperty(question, "neighbours do not judge " + property + "; they do "
                    + settings.properties().stream().sorted().toList());
        }
        var convert = Series.canonical(question, property);
        List<NeighbourCheck.Member> members = new ArrayList<>();
        for (Question station : question.objects("stations")) {
            station.only("station", "lat", "lon", "value", "site");
            String id = station.textOr("station", "station-" + (members.size() + 1));
            if (!StationId.isValid(id)) {
                throw station.bad("station", "a station's id such as my-kit");
            }
            members.add(new NeighbourCheck.Member(new StationId(id), degrees(station, "lat", POLE),
                    degrees(station, "lon", ROUND), true, station.textOrNull("site"),
                    convert.apply(station.number("value")).doubleValue(), Verdict.GOOD));
        }
        List<NeighbourCheck.Opinion> opinions = NeighbourCheck.of(members, settings);
        List<Answer> flags = new ArrayList<>();
        for (int i = 0; i < opinions.size(); i++) {
            NeighbourCheck.Opinion opinion = opinions.get(i);
            flags.add(Answer.empty().put("station", members.get(i).station().text())
                    .put("flag", opinion.flag().code()).put("flag_name", Answer.key(opinion.flag()))
                    .put("neighbours", opinion.stations()).put("median", opinion.median()));
        }
        answer.property(property).put("rules", RuleSet.DEFAULT.text()).put("unit", property.unit()).put("flags", flags);
    }

    private static double degrees(Question station, String field, BigDecimal most) {
        BigDecimal degrees = station.number(field);
        if (degrees.abs().compareTo(most) > 0) {
            throw station.bad(field, "degrees from -" + most + " to " + most);
        }
        return degrees.doubleValue();
    }
}
