package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.CaptureRule.THREE_QUARTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {
    @Test
    void aMonthIsTheMeanOfItsDays() {
        Days days = days("2024-01-01", 400, day -> true);
        Summary february = days.month(YearMonth.of(2024, 2), THREE_QUARTERS).orElseThrow();
        // days are worth their number in the year: 32 to 60
        assertThat(february.meanOrNull()).isEqualByComparingTo("46");
        assertThat(february.min()).isEqualByComparingTo("32");
        assertThat(february.max()).isEqualByComparingTo("60");
        assertThat(february.completeness()).isEqualTo(new Completeness(29, 29, 22, Completeness.Unit.DAYS));
        assertThat(days.month(YearMonth.of(2025, 2), THREE_QUARTERS).orElseThrow().completeness().expected())
                .isEqualTo(28);
        assertThat(days.month(YearMonth.of(2023, 12), THREE_QUARTERS)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} of {2} days are needed")
    @CsvSource({"2023,274,365", "2024,275,366"})
    void aYearNeedsThreeQuartersOfItsDays(int year, int needed, int expected) {
        ReportingYear calendar = ReportingYear.calendar(year);
        Days enough = days(year + "-01-01", needed, day -> true);
        assertThat(enough.year(calendar, THREE_QUARTERS).orElseThrow().mean()).isInstanceOf(Statistic.Value.class);
        assertThat(days(year + "-01-01", needed - 1, day -> true).year(calendar, THREE_QUARTERS).orElseThrow().mean())
                .isEqualTo(new Statistic.NotEnoughData(
                        new Completeness(needed - 1, expected, needed, Completeness.Unit.DAYS),
                        (needed - 1) + " of " + expected + " days, " + needed + " are needed"));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"0.90,365,329", "0.90,366,330", "0.85,365,311", "0.85,366,312", "0.75,23,18", "0.75,24,18",
            "0.75,25,19", "0.75,8,6", "0.75,17,13", "0.75,4,3", "0.75,1,1", "0.75,0,1"})
    void aShareIsRoundedUp(BigDecimal share, int expected, int required) {
        assertThat(new CaptureRule.Share(share).required(expected)).isEqualTo(required);
    }

    @Test
    void aYearWithoutAWinterIsNoneWhereQuartersMustBeBalanced() {
        ReportingYear year = ReportingYear.calendar(2023);
        Days noWinter = days("2023-01-01", 365, day -> day.getMonthValue() > 2);
        assertThat(noWinter.year(year, THREE_QUARTERS).orElseThrow().meanOrNull()).isNotNull();
        assertThat(noWinter.year(year, THREE_QUARTERS, THREE_QUARTERS).orElseThrow().mean())
                .isEqualTo(new Statistic.NotEnoughData(new Completeness(31, 90, 68, Completeness.Unit.DAYS),
                        "in the quarter from 2023-01-01 31 of 90 days, 68 are needed"));
        // 68 of the 90 days
        Days littleWinter = days("2023-01-01", 365, day -> day.getDayOfYear() > 22);
        assertThat(littleWinter.year(year, THREE_QUARTERS, THREE_QUARTERS).orElseThrow().meanOrNull()).isNotNull();
    }

    @Test
    void japansYearGoesFromAprilToMarch() {
        ReportingYear fiscal = new ReportingYear(LocalDate.of(2023, 4, 1));
        assertThat(fiscal.firstDay()).isEqualTo("2023-04-01");
        assertThat(fiscal.endDay()).isEqualTo("2024-04-01");
        assertThat(fiscal.days()).as("the leap day of 2024 is in fiscal year 2023").isEqualTo(366);
        assertThat(ReportingYear.calendar(2024).days()).isEqualTo(366);
        assertThat(ReportingYear.holding(LocalDate.of(2024, 3, 31), Month.APRIL)).isEqualTo(fiscal);
        assertThat(ReportingYear.holding(LocalDate.of(2024, 4, 1), Month.APRIL))
                .isEqualTo(new ReportingYear(LocalDate.of(2024, 4, 1)));
        assertThat(ReportingYear.holding(LocalDate.of(2024, 12, 31), Month.JANUARY))
                .isEqualTo(ReportingYear.calendar(2024));
        assertThat(new ReportingYear(LocalDate.of(2024, 4, 1)).before()).isEqualTo(fiscal);

        Days days = new Days(LocalDate.of(2023, 3, 31), new ArrayList<>(Arrays.asList(new BigDecimal("1000"),
                BigDecimal.ONE)));
        assertThat(days.year(fiscal, new CaptureRule.AtLeast(1)).orElseThrow().meanOrNull()).isEqualByComparingTo("1");
        assertThatThrownBy(() -> new ReportingYear(LocalDate.of(2024, 4, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void daysAreRoundedHalfUp() {
        Days days = new Days(LocalDate.of(2024, 5, 1),
                Arrays.asList(new BigDecimal("35.04"), new BigDecimal("35.05"), null));
        assertThat(days.rounded(1).values()).containsExactly(new BigDecimal("35.0"), new BigDecimal("35.1"), null);
    }

    @Test
    void aDayOutsideIsMissing() {
        Days days = days("2024-05-01", 1, day -> true);
        assertThat(days.at(LocalDate.of(2024, 4, 30))).isNull();
        assertThat(days.at(LocalDate.of(2024, 5, 2))).isNull();
        assertThat(days.between(LocalDate.of(2024, 4, 30), LocalDate.of(2024, 5, 3)).present()).hasSize(1);
    }

    private static Days days(String first, int number, Predicate<LocalDate> there) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            LocalDate day = LocalDate.parse(first).plusDays(i);
            values.add(there.test(day) ? BigDecimal.valueOf(day.getDayOfYear()) : null);
        }
        return new Days(LocalDate.parse(first), values);
    }
}
