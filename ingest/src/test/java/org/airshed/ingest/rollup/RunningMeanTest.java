package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.Series.hours;
import static org.airshed.ingest.rollup.Series.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.ingest.rollup.RunningMean.Label;
import org.junit.jupiter.api.Test;

class RunningMeanTest {
    private static final String FIRST = "2024-05-01T00:00:00Z";
    private static final RunningMean EIGHT = RunningMean.EIGHT_HOURS;

    @Test
    void sixOfEightHoursMakeAMeanAndFiveDoNot() {
        assertThat(EIGHT.from(millis(FIRST), hours(FIRST, "1 - 3 4 5 - 7 8")))
                .isEqualTo(new Statistic.Value(new BigDecimal("4.666666666666666666666666666666667"),
                        new Completeness(6, 8, 6, Completeness.Unit.HOURS)));
        assertThat(EIGHT.from(millis(FIRST), hours(FIRST, "1 - 3 4 5 - 7 -")))
                .isEqualTo(new Statistic.NotEnoughData(new Completeness(5, 8, 6, Completeness.Unit.HOURS),
                        "5 of 8 hours, 6 are needed"));
        assertThat(EIGHT.from(millis(FIRST), hours(FIRST, "- - - - - - - -")))
                .isInstanceOf(Statistic.NotEnoughData.class);
    }

    @Test
    void aWindowIsKeptAtItsFirstOrAtItsLastHour() {
        Hours nine = hours(FIRST, "0 0 0 0 0 0 0 8 16");
        Hours byStart = EIGHT.of(nine, Label.START);
        Hours byEnd = EIGHT.of(nine, Label.END);
        assertThat(byStart.at(millis("2024-05-01T00:00:00Z"))).isEqualByComparingTo("1");
        assertThat(byStart.at(millis("2024-05-01T01:00:00Z"))).isEqualByComparingTo("3");
        assertThat(byEnd.at(millis("2024-05-01T07:00:00Z"))).isEqualByComparingTo("1");
        assertThat(byEnd.at(millis("2024-05-01T08:00:00Z"))).isEqualByComparingTo("3");
        assertThat(byStart.values()).isEqualTo(byEnd.values());
    }

    @Test
    void windowsThatReachOverTheEdgeNeedSixHoursInside() {
        Hours eight = hours(FIRST, "1 1 1 1 1 1 1 1");
        Hours byStart = EIGHT.of(eight, Label.START);
        assertThat(byStart.present()).isEqualTo(5);
        assertThat(byStart.at(millis("2024-04-30T21:00:00Z"))).isNull();
        assertThat(byStart.at(millis("2024-04-30T22:00:00Z"))).isEqualByComparingTo("1");
        assertThat(byStart.at(millis("2024-05-01T02:00:00Z"))).isEqualByComparingTo("1");
        assertThat(byStart.at(millis("2024-05-01T03:00:00Z"))).isNull();
    }

    @Test
    void aMissingHourIsNotAZero() {
        assertThat(EIGHT.from(millis(FIRST), hours(FIRST, "- - 10 10 10 10 10 10")))
                .isInstanceOfSatisfying(Statistic.Value.class,
                        value -> assertThat(value.value()).isEqualByComparingTo("10"));
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(EIGHT.of(new Hours(0, List.of()), Label.END).size()).isZero();
    }
}
