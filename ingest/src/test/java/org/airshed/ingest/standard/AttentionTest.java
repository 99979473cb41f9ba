package org.airshed.ingest.standard;

import static org.airshed.ingest.standard.Air.TOKYO;
import static org.airshed.ingest.standard.Air.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Series;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {
    private static final Standard PM25 = Standards.of("japan-pm2_5-attention");
    private static final Criterion MORNING = PM25.criteria().get(0);
    private static final Criterion NOON = PM25.criteria().get(1);
    private static final Criterion DAILY = PM25.criteria().get(2);
    private static final LocalDate DAY = LocalDate.of(2024, 3, 31);

    @ParameterizedTest(name = "{0} stations {1} by {2}: {3}")
    @CsvSource({
            // one station, on the limit and above
            "morning,85,MEDIAN,Met", "morning,85.1,MEDIAN,Exceeded", "noon,80,ANY,Met", "noon,80.1,ANY,Exceeded",
            "daily,70,ANY,Met", "daily,70.04,ANY,Met", "daily,70.05,ANY,Exceeded",
            // the middle one of three, the mean of the middle two of four
            "morning,10 85.1 200,MEDIAN,Exceeded", "morning,10 85 200,MEDIAN,Met",
            "morning,10 80 90.2 200,MEDIAN,Exceeded", "morning,10 80 90 200,MEDIAN,Met",
            // one of them
            "noon,10 10 80.1,ANY,Exceeded", "noon,80 80 80,ANY,Met",
            // two of them
            "morning,10 86 200,AT_LEAST_TWO,Exceeded", "morning,10 85 200,AT_LEAST_TWO,Met",
            // the mean of the top two
            "morning,10 70 100.2,TOP_TWO_MEAN,Exceeded", "morning,10 70 100,TOP_TWO_MEAN,Met",
            // too few
            "morning,200,AT_LEAST_TWO,NotEnoughData", "morning,200,TOP_TWO_MEAN,NotEnoughData",
            "morning,-,MEDIAN,NotEnoughData"})
    void stationsSpeakTogetherAsAsked(String when, String stations, StationsRule rule, String outcome) {
        Criterion criterion = "morning".equals(when) ? MORNING : "noon".equals(when) ? NOON : DAILY;
        List<Hours> hours = Arrays.stream(stations.split(" ", -1))
                .map(value -> day(label -> "-".equals(value) ? null : number(value))).toList();
        assertThat(Attention.of(PM25, criterion, hours, TOKYO, DAY, rule, criterion.comparison()).getClass()
                .getSimpleName()).isEqualTo(outcome);
        var reversed = new ArrayList<>(hours);
        Collections.reverse(reversed);
        assertThat(Attention.of(PM25, criterion, reversed, TOKYO, DAY, rule, criterion.comparison()))
                .isEqualTo(Attention.of(PM25, criterion, hours, TOKYO, DAY, rule, criterion.comparison()));
    }

    @Test
    void theMorningIsMeantByTheHoursThatEndAtFiveSixAndSeven() {
        assertThat(value(MORNING, label -> label >= 5 && label <= 7 ? number("100") : number("1")))
                .isEqualByComparingTo("100");
        assertThat(value(NOON, label -> label >= 5 && label <= 12 ? number("100") : number("1")))
                .isEqualByComparingTo("100");
        assertThat(value(MORNING, label -> BigDecimal.valueOf(label))).isEqualByComparingTo("6");
        assertThat(value(NOON, label -> BigDecimal.valueOf(label))).isEqualByComparingTo("8.5");
    }

    @Test
    void threeQuartersOfTheHoursMustBeThere() {
        assertThat(judge(MORNING, label -> label == 6 ? null : number("100"))).isEqualTo(new Outcome.NotEnoughData(
                new Completeness(0, 1, 1, Completeness.Unit.STATIONS), "0 of 1 stations, 1 are needed"));
        assertThat(judge(NOON, label -> label == 6 || label == 12 ? null : number("100")))
                .isInstanceOf(Outcome.Exceeded.class);
        assertThat(judge(NOON, label -> label <= 7 ? null : number("100"))).isInstanceOf(Outcome.NotEnoughData.class);
        assertThat(judge(DAILY, label -> label <= 4 ? null : number("100"))).isInstanceOf(Outcome.Exceeded.class);
        assertThat(judge(DAILY, label -> label <= 5 ? null : number("100"))).isInstanceOf(Outcome.NotEnoughData.class);
    }

    @Test
    void aPrefectureMayCallFromTheLimitOn() {
        List<Hours> onTheLimit = List.of(day(label -> number("85")));
        assertThat(Attention.of(PM25, MORNING, onTheLimit, TOKYO, DAY, StationsRule.MEDIAN, Comparison.AT_LEAST))
                .isInstanceOf(Outcome.Exceeded.class);
    }

    @Test
    void theRowsSayWhoDecidesWhereNothingElseIsAskedFor() {
        assertThat(PM25.criteria()).extracting(Criterion::stations).containsExactly(StationsRule.MEDIAN,
                StationsRule.ANY, StationsRule.ANY);
    }

    @Test
    void aRowForYearsIsRefused() {
        Criterion annual = Standards.of("who-2021").criteria("pm2_5").getFirst();
        assertThatThrownBy(() -> Attention.of(Standards.of("who-2021"), annual, List.of(), TOKYO, DAY,
                StationsRule.ANY, Comparison.GREATER)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Outcome judge(Criterion criterion, IntFunction<@Nullable BigDecimal> byLabel) {
        return Attention.of(PM25, criterion, List.of(day(byLabel)), TOKYO, DAY, StationsRule.ANY,
                criterion.comparison());
    }

    private static BigDecimal value(Criterion criterion, IntFunction<@Nullable BigDecimal> byLabel) {
        return switch (judge(criterion, byLabel)) {
            case Outcome.Met(Outcome.Evidence evidence) -> Objects.requireNonNull(evidence.value());
            case Outcome.Exceeded(Outcome.Evidence evidence) -> Objects.requireNonNull(evidence.value());
            default -> throw new AssertionError();
        };
    }

    /** A day by the labels 1 to 24, between two dirty ones. */
    private static Hours day(IntFunction<@Nullable BigDecimal> byLabel) {
        long first = TOKYO.firstHourMillis(DAY);
        return Series.hours(first - 24 * Hours.HOUR_MILLIS, first + 48 * Hours.HOUR_MILLIS, hour -> {
            long label = (hour - first) / Hours.HOUR_MILLIS + 1;
            return label >= 1 && label <= 24 ? byLabel.apply((int) label) : number("999");
        });
    }
}
