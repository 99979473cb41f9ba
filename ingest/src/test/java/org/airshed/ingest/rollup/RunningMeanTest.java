package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.Series.hours;
import static org.airshed.ingest.rollup.Series.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({"2024-04-30T21:00:00Z,false", "2024-04-30T22:00:00Z,true", "2024-05-01T00:00:00Z,true",
            "2024-05-01T02:00:00Z,true", "2024-05-01T03:00:00Z,false"})
    void windowsThatReachOverTheEdgeNeedSixHoursInside(String start, boolean enough) {
        Statistic window = EIGHT.from(millis(start), hours(FIRST, "1 1 1 1 1 1 1 1"));
        assertThat(window instanceof Statistic.Value).isEqualTo(enough);
        assertThat(window.completeness().expected()).isEqualTo(8);
    }

    @Test
    void aWindowBeginsWhereItIsAskedFor() {
        Hours nine = hours(FIRST, "0 0 0 0 0 0 0 8 16");
        assertThat(EIGHT.from(millis(FIRST), nine)).isInstanceOfSatisfying(Statistic.Value.class,
                value -> assertThat(value.value()).isEqualByComparingTo("1"));
        assertThat(EIGHT.from(millis("2024-05-01T01:00:00Z"), nine)).isInstanceOfSatisfying(Statistic.Value.class,
                value -> assertThat(value.value()).isEqualByComparingTo("3"));
    }

    @Test
    void aMissingHourIsNotAZero() {
        assertThat(EIGHT.from(millis(FIRST), hours(FIRST, "- - 10 10 10 10 10 10")))
                .isInstanceOfSatisfying(Statistic.Value.class,
                        value -> assertThat(value.value()).isEqualByComparingTo("10"));
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(EIGHT.from(0, new Hours(0, List.of()))).isInstanceOf(Statistic.NotEnoughData.class);
    }
}
