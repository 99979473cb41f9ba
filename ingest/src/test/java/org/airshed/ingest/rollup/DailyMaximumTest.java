package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.Series.hours;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.IntPredicate;
import org.airshed.ingest.rollup.DayRule.Clock;
import org.junit.jupiter.api.Test;

class DailyMaximumTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 2);
    private static final BigDecimal HIGH = BigDecimal.valueOf(80);

    @Test
    void theEuGivesAWindowToTheDayOnWhichItEnds() {
        // high from 17:00 of the day before to 01:00
        assertThat(DailyMaximum.EU.of(DAY, high(-7, 1), DayRule.UTC)).isEqualTo(value("80", 24, 24, 18));
        // one hour earlier the full window ends at 24:00 and belongs to the day before
        assertThat(DailyMaximum.EU.of(DAY, high(-8, 0), DayRule.UTC)).isEqualTo(value("70", 24, 24, 18));
        assertThat(DailyMaximum.EU.of(DAY.minusDays(1), high(-8, 0), DayRule.UTC)).isEqualTo(value("80", 24, 24, 18));
        // 16:00 to 24:00 is the last one
        assertThat(DailyMaximum.EU.of(DAY, high(16, 24), DayRule.UTC)).isEqualTo(value("80", 24, 24, 18));
        assertThat(DailyMaximum.EU.of(DAY, high(17, 25), DayRule.UTC)).isEqualTo(value("70", 24, 24, 18));
    }

    @Test
    void theUsGivesAWindowToTheDayOnWhichItBeginsFromSevenToTwentyThree() {
        assertThat(DailyMaximum.US.of(DAY, high(7, 15), DayRule.UTC)).isEqualTo(value("80", 17, 17, 13));
        assertThat(DailyMaximum.US.of(DAY, high(6, 14), DayRule.UTC)).isEqualTo(value("70", 17, 17, 13));
        assertThat(DailyMaximum.US.of(DAY, high(23, 31), DayRule.UTC)).isEqualTo(value("80", 17, 17, 13));
        assertThat(DailyMaximum.US.of(DAY, high(24, 32), DayRule.UTC)).isEqualTo(value("70", 17, 17, 13));
    }

    @Test
    void theEuNeedsEighteenWindows() {
        // Hours 0 to n - 1 only: the first window with six of them ends at hour 6, the last at hour n + 2.
        assertThat(DailyMaximum.EU.of(DAY, present(hour -> hour >= 0 && hour < 21), DayRule.UTC))
                .isEqualTo(value("0", 18, 24, 18));
        assertThat(DailyMaximum.EU.of(DAY, present(hour -> hour >= 0 && hour < 20), DayRule.UTC))
                .isEqualTo(missing(17, 24, 18));
    }

    @Test
    void theUsNeedsThirteenWindows() {
        // Windows from 07 to n - 6 have six hours.
        assertThat(DailyMaximum.US.of(DAY, present(hour -> hour >= 0 && hour < 25), DayRule.UTC))
                .isEqualTo(value("0", 13, 17, 13));
        assertThat(DailyMaximum.US.of(DAY, present(hour -> hour >= 0 && hour < 24), DayRule.UTC))
                .isEqualTo(missing(12, 17, 13));
    }

    @Test
    void theDaysOnWhichTheClockChangesHaveAsManyWindowsAsHours() {
        var madrid = new DayRule(ZoneId.of("Europe/Madrid"), Clock.CIVIL);
        Hours year = Series.hours(madrid.firstHourMillis(LocalDate.of(2024, 1, 1)),
                madrid.firstHourMillis(LocalDate.of(2025, 1, 1)), hour -> BigDecimal.ONE);
        assertThat(DailyMaximum.EU.of(LocalDate.of(2024, 3, 31), year, madrid)).isEqualTo(value("1", 23, 23, 18));
        assertThat(DailyMaximum.EU.of(LocalDate.of(2024, 10, 27), year, madrid)).isEqualTo(value("1", 25, 25, 19));
        assertThat(DailyMaximum.US.of(LocalDate.of(2024, 3, 31), year, madrid)).isEqualTo(value("1", 17, 17, 13));
        assertThat(DailyMaximum.EU.days(year, madrid).present()).hasSize(366);
    }

    @Test
    void theUsReckonsInStandardTime() {
        var newYork = new DayRule(ZoneId.of("America/New_York"), Clock.CIVIL);
        // 07:00 EST on 2 July is 12:00 UTC; by the civil clock it would be 11:00 UTC
        Hours hours = Series.hours(Series.millis("2024-07-01T00:00:00Z"), Series.millis("2024-07-04T00:00:00Z"),
                hour -> hour >= Series.millis("2024-07-02T11:00:00Z") && hour < Series.millis("2024-07-02T19:00:00Z")
                        ? HIGH
                        : BigDecimal.ZERO);
        assertThat(DailyMaximum.US.of(LocalDate.of(2024, 7, 2), hours, newYork)).isEqualTo(value("70", 17, 17, 13));
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(DailyMaximum.EU.of(DAY, hours("2024-05-02T00:00:00Z", "-"), DayRule.UTC))
                .isEqualTo(missing(0, 24, 18));
    }

    /** Three days of zeros, save from hour to hour of the second. */
    private static Hours high(int from, int to) {
        long first = DayRule.UTC.firstHourMillis(DAY);
        return Series.hours(first - 48 * Hours.HOUR_MILLIS, first + 48 * Hours.HOUR_MILLIS,
                hour -> hour >= first + from * Hours.HOUR_MILLIS && hour < first + to * Hours.HOUR_MILLIS
                        ? HIGH
                        : BigDecimal.ZERO);
    }

    private static Hours present(IntPredicate there) {
        long first = DayRule.UTC.firstHourMillis(DAY);
        return Series.hours(first - 48 * Hours.HOUR_MILLIS, first + 48 * Hours.HOUR_MILLIS,
                hour -> there.test((int) Math.floorDiv(hour - first, Hours.HOUR_MILLIS)) ? BigDecimal.ZERO : null);
    }

    private static Statistic value(String value, int valid, int expected, int required) {
        return new Statistic.Value(new BigDecimal(value),
                new Completeness(valid, expected, required, Completeness.Unit.EIGHT_HOUR_MEANS));
    }

    private static Statistic missing(int valid, int expected, int required) {
        return Statistic.NotEnoughData
                .of(new Completeness(valid, expected, required, Completeness.Unit.EIGHT_HOUR_MEANS));
    }
}
