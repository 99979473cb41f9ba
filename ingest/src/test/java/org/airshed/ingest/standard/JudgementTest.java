package org.airshed.ingest.standard;

import static org.airshed.ingest.standard.Air.MADRID;
import static org.airshed.ingest.standard.Air.number;
import static org.airshed.ingest.standard.Air.withU95;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.Series;
import org.airshed.ingest.standard.Criterion.Averaging;
import org.airshed.ingest.standard.Criterion.Measure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {
    private static final ReportingYear YEAR = ReportingYear.calendar(2023);
    private static final Standard WHO = Standards.of("who-2021");
    private static final Standard EU = Standards.of("eu-2008-50");
    private static final Standard EU_2030 = Standards.of("eu-2024-2881");

    @ParameterizedTest(name = "{0} days over 15: met {1}")
    @CsvSource({"0,true", "3,true", "4,false"})
    void threeDaysOfAYearMayBeOverTheGuidelineForADay(int over, boolean met) {
        Measured year = Air.byDay(MADRID, YEAR, "ug/m3",
                day -> day.getDayOfYear() <= over ? number("15.1") : number("4"));
        Outcome outcome = Judgement.of(WHO, criterion(WHO, "pm2_5", Averaging.DAY, "AQG"), year);
        assertThat(outcome instanceof Outcome.Met).isEqualTo(met);
        assertThat(outcome instanceof Outcome.Exceeded).isEqualTo(!met);
        assertThat(exceedances(outcome)).isEqualTo(new Exceedances(BigDecimal.valueOf(over), 3, 365));
    }

    @Test
    void daysAreCountedOfThoseThatWereThereAndNeverScaledUp() {
        // 300 of 365 valid days, all quarters with enough, 10 over
        Measured year = Air.byDay(MADRID, YEAR, "ug/m3", day -> day.getDayOfYear() % 6 == 0
                ? null
                : day.getDayOfYear() < 13 ? number("40") : number("4"));
        Outcome outcome = Judgement.of(WHO, criterion(WHO, "pm2_5", Averaging.DAY, "IT-3"), year);
        assertThat(exceedances(outcome)).isEqualTo(new Exceedances(BigDecimal.TEN, 3, 305));
        assertThat(outcome.completeness()).isEqualTo(new Completeness(305, 365, 274, Completeness.Unit.DAYS));
    }

    /** A day of 16 and 8 such hours is 15, on IT-3's limit, and is met; only a rest of the division lies above. */
    @Test
    void theRestOfADivisionDecidesNothing() {
        Measured thirds = Air.byHour(DayRule.UTC, YEAR, 1, "ug/m3",
                hour -> Math.floorMod(hour, 24 * Hours.HOUR_MILLIS) < 16 * Hours.HOUR_MILLIS
                        ? number("14.66666666666667")
                        : number("15.66666666666667"));
        for (Averaging averaging : List.of(Averaging.YEAR, Averaging.DAY)) {
            String step = averaging == Averaging.YEAR ? "IT-3" : "AQG";
            assertThat(Judgement.of(WHO, criterion(WHO, "pm2_5", averaging, step), thirds))
                    .isInstanceOfSatisfying(Outcome.Met.class,
                            met -> assertThat(met.evidence().value()).isEqualByComparingTo("15"));
        }
        assertThat(Judgement.of(WHO, criterion(WHO, "o3", Averaging.PEAK_SEASON, "AQG"),
                Air.byDay(MADRID, YEAR, "ug/m3",
                        day -> number(day.getDayOfMonth() % 3 == 0 ? "60" : "60.00000000001"))))
                .isInstanceOf(Outcome.Met.class);
    }

    /** The daily value of Japan's call for attention beside a year's mean of days, which it is no limit for. */
    @Test
    void aRowForADayIsNotJudgedByAYear() {
        Standard attention = Standards.of("japan-pm2_5-attention");
        Measured year = Air.byDay(MADRID, YEAR, "ug/m3", day -> number("10"));
        assertThat(attention.criteria()).hasSize(3).allSatisfy(
                criterion -> assertThatThrownBy(() -> Judgement.of(attention, criterion, year))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not judged by years"));
    }

    @Test
    void aYearWithoutAWinterIsNotJudgedAgainstTheGuideline() {
        Measured noWinter = Air.byDay(MADRID, YEAR, "ug/m3", day -> day.getMonthValue() > 2 ? number("4") : null);
        assertThat(Judgement.of(WHO, criterion(WHO, "pm2_5", Averaging.YEAR, "AQG"), noWinter))
                .isInstanceOfSatisfying(Outcome.NotEnoughData.class,
                        missing -> assertThat(missing.reason()).contains("quarter from 2023-01-01"));
    }

    @ParameterizedTest(name = "{0} of {1}: enough in 2008 {2}, in 2030 {3}")
    @CsvSource({"310,365,false,false", "311,365,false,true", "328,365,false,true", "329,365,true,true"})
    void theEuWantsNineTenthsOfTheDaysAndEightyFivePercentFrom2030(int days, int of, boolean now, boolean later) {
        Measured year = Air.byDay(MADRID, YEAR, "ug/m3", day -> day.getDayOfYear() <= days ? number("4") : null);
        Outcome today = Judgement.of(EU, criterion(EU, "pm2_5", Averaging.YEAR, "limit value"), year);
        Outcome future = Judgement.of(EU_2030, criterion(EU_2030, "pm2_5", Averaging.YEAR, "limit value"), year);
        assertThat(today instanceof Outcome.Met).isEqualTo(now);
        assertThat(future instanceof Outcome.Met).isEqualTo(later);
        assertThat(today.completeness().expected()).isEqualTo(of);
    }

    /** 8760 hours: 90 % are 7884, 85 % are 7446. */
    @ParameterizedTest(name = "{0} hours: enough in 2008 {1}, in 2030 {2}")
    @CsvSource({"7884,true,true", "7883,false,true", "7446,false,true", "7445,false,false"})
    void hoursAreCountedInAYearThatHasEnoughOfThem(int hours, boolean now, boolean later) {
        long first = MADRID.firstHourMillis(YEAR.firstDay());
        Measured year = Air.byHour(MADRID, YEAR, 1, "ug/m3",
                hour -> hour < first + hours * Hours.HOUR_MILLIS ? number("10") : null);
        assertThat(Judgement.of(EU, criterion(EU, "no2", Averaging.HOUR, "limit value"), year) instanceof Outcome.Met)
                .isEqualTo(now);
        assertThat(Judgement.of(EU_2030, criterion(EU_2030, "no2", Averaging.HOUR, "limit value"),
                year) instanceof Outcome.Met).isEqualTo(later);
    }

    /** April, May, July and August whole, September not there: June decides with nine tenths of its 30 days. */
    @ParameterizedTest(name = "{0} days of June: {1}")
    @CsvSource({"27,Met", "26,NotEnoughData"})
    void aSummerHasFiveMonthsOfNineTenthsOfTheirDays(int days, String outcome) {
        Measured summer = Air.byDay(MADRID, YEAR, "ug/m3", day -> switch (day.getMonth()) {
            case APRIL, MAY, JULY, AUGUST -> number("30");
            case JUNE -> day.getDayOfMonth() <= days ? number("30") : null;
            default -> null;
        });
        assertThat(Judgement.of(EU, criterion(EU, "o3", Averaging.DAILY_MAXIMUM_8H, "target value"), summer).getClass()
                .getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aCountThatIsOverStaysOverHoweverLittleElseIsKnown() {
        Criterion days = criterion(EU, "pm10", Averaging.DAY, "limit value");
        Outcome over = Judgement.of(EU, days,
                Air.byDay(MADRID, YEAR, "ug/m3", day -> day.getDayOfYear() <= 36 ? number("50.1") : null));
        assertThat(over).isInstanceOf(Outcome.Exceeded.class);
        assertThat(over.completeness()).isEqualTo(new Completeness(36, 365, 329, Completeness.Unit.DAYS));
        assertThat(Judgement.of(EU, days,
                Air.byDay(MADRID, YEAR, "ug/m3", day -> day.getDayOfYear() <= 35 ? number("50.1") : null)))
                .isInstanceOf(Outcome.NotEnoughData.class);
    }

    @ParameterizedTest(name = "mean {0}, U95 {1}: {2}")
    @CsvSource({"4,1,Met", "4.5,1,Uncertain", "5.5,1,Uncertain", "6,1,Uncertain", "6.01,1,Exceeded", "5,0,Met",
            "5.01,0,Exceeded"})
    void aStatedUncertaintyThatSpansTheLimitLeavesItOpen(String mean, String u95, String outcome) {
        Outcome judged = Judgement.of(WHO, criterion(WHO, "pm2_5", Averaging.YEAR, "AQG"),
                withU95(Air.byDay(MADRID, YEAR, "ug/m3", day -> number(mean)), u95));
        assertThat(judged.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} days at 51 and {1} at 60, U95 5: {2}")
    @CsvSource({"0,35,Met", "1,35,Uncertain", "36,0,Uncertain", "0,36,Exceeded", "35,0,Met"})
    void aCountIsUncertainWhenItsDaysAre(int near, int far, String outcome) {
        Outcome judged = Judgement.of(EU, criterion(EU, "pm10", Averaging.DAY, "limit value"),
                withU95(Air.byDay(MADRID, YEAR, "ug/m3", day -> day.getDayOfYear() <= near
                        ? number("51")
                        : day.getDayOfYear() <= near + far ? number("60") : number("4")), "5"));
        assertThat(judged.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void ozoneIsCountedOverThreeYearsAndOnlyYearsWithASummer() {
        Criterion target = criterion(EU, "o3", Averaging.DAILY_MAXIMUM_8H, "target value");
        // 30, 25 and 20 days over in July and August: 25 a year
        Measured three = ozone(day -> over(day, 30, 25, 20));
        assertThat(Judgement.of(EU, target, three)).isInstanceOf(Outcome.Met.class)
                .satisfies(outcome -> assertThat(exceedances(outcome)).isEqualTo(
                        new Exceedances(BigDecimal.valueOf(25), 25, 1095)));
        assertThat(Judgement.of(EU, target, ozone(day -> over(day, 30, 25, 21)))).isInstanceOf(Outcome.Exceeded.class);
        // without two months of the summer of 2021 that year does not count: 25 and 20
        Outcome two = Judgement.of(EU, target, ozone(day -> day.getYear() == 2021 && (day.getMonthValue() == 5
                || day.getMonthValue() == 6) ? null : over(day, 30, 25, 20)));
        assertThat(two.completeness()).isEqualTo(new Completeness(2, 3, 1, Completeness.Unit.YEARS));
        assertThat(exceedances(two).found()).isEqualByComparingTo("22.5");
        assertThat(Judgement.of(EU, target, ozone(day -> null))).isInstanceOf(Outcome.NotEnoughData.class);
    }

    @Test
    void theFirstDayOfAYearBeginsWithTheEveningBefore() {
        // from 17:00 on New Year's Eve to 01:00
        long first = MADRID.firstHourMillis(YEAR.firstDay());
        Hours hours = Series.hours(first - 24 * Hours.HOUR_MILLIS, MADRID.firstHourMillis(YEAR.endDay()),
                hour -> hour >= first - 7 * Hours.HOUR_MILLIS && hour <= first ? number("10.1") : number("1"));
        assertThat(Judgement.of(EU, criterion(EU, "co", Averaging.DAILY_MAXIMUM_8H, "limit value"),
                new Measured(hours, "mg/m3", MADRID, YEAR, null))).isInstanceOf(Outcome.Exceeded.class);
    }

    @Test
    void thePeakSeasonIsTheHighestRunOfSixMonths() {
        Criterion peak = criterion(WHO, "o3", Averaging.PEAK_SEASON, "AQG");
        // April to September high
        Measured summer = Air.byDay(MADRID, YEAR, "ug/m3",
                day -> day.getMonthValue() >= 4 && day.getMonthValue() <= 9 ? number("61") : number("20"));
        Outcome outcome = Judgement.of(WHO, peak, summer);
        assertThat(outcome).isInstanceOf(Outcome.Exceeded.class);
        // 1 April has windows of its own that are full, so its highest is 61 as well
        assertThat(((Outcome.Exceeded) outcome).evidence().value()).isEqualByComparingTo("61");
        assertThat(outcome.completeness()).isEqualTo(new Completeness(183, 183, 138, Completeness.Unit.DAYS));
        // a run with too few days leaves it open, unless another is over
        assertThat(Judgement.of(WHO, peak, Air.byDay(MADRID, YEAR, "ug/m3",
                day -> day.getMonthValue() <= 2 ? null : number("20")))).isInstanceOf(Outcome.NotEnoughData.class);
        assertThat(Judgement.of(WHO, peak, Air.byDay(MADRID, YEAR, "ug/m3",
                day -> day.getMonthValue() <= 2 ? null : number("61")))).isInstanceOf(Outcome.Exceeded.class);
    }

    @Test
    void whereSummerIsInJanuaryTheYearMayBeginInJuly() {
        var july = new ReportingYear(LocalDate.of(2023, Month.JULY, 1));
        Measured south = Air.byDay(MADRID, july, "ug/m3",
                day -> day.getMonthValue() >= 10 || day.getMonthValue() <= 3 ? number("61") : number("20"));
        assertThat(Judgement.of(WHO, criterion(WHO, "o3", Averaging.PEAK_SEASON, "AQG"), south))
                .isInstanceOf(Outcome.Exceeded.class);
    }

    @Test
    void anotherUnitIsRefusedAndNotConverted() {
        Measured ppb = Air.byDay(MADRID, YEAR, "ppb", day -> number("1"));
        assertThatThrownBy(() -> Judgement.of(EU, criterion(EU, "no2", Averaging.YEAR, "limit value"), ppb))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ppb").hasMessageContaining("ug/m3");
        assertThatThrownBy(() -> withU95(ppb, "-1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void raisingHoursLowersNoCountAndNoValue(long seed) {
        var random = new Random(seed);
        Measured before = Air.byHour(MADRID, YEAR, 1, "ug/m3",
                hour -> random.nextInt(20) == 0 ? null : BigDecimal.valueOf(random.nextInt(2000), 1));
        List<@Nullable BigDecimal> raised = new ArrayList<>();
        for (BigDecimal value : before.hours().values()) {
            raised.add(value == null || random.nextInt(200) > 0 ? value : value.add(BigDecimal.valueOf(50)));
        }
        var after = new Measured(new Hours(before.hours().firstHourMillis(), raised), "ug/m3", MADRID, YEAR, null);
        for (Standard standard : List.of(WHO, EU, EU_2030)) {
            for (Criterion criterion : standard.criteria()) {
                if (criterion.measure() == Measure.NAMED || !criterion.unit().equals("ug/m3")
                        || criterion.years() > 1) {
                    continue;
                }
                Outcome was = Judgement.of(standard, criterion, before);
                Outcome is = Judgement.of(standard, criterion, after);
                assertThat(is.completeness()).isEqualTo(was.completeness());
                assertThat(was instanceof Outcome.Exceeded && is instanceof Outcome.Met).as(criterion.toString())
                        .isFalse();
                Outcome.Evidence a = evidence(was);
                Outcome.Evidence b = evidence(is);
                if (a.value() != null) {
                    assertThat(b.value()).isGreaterThanOrEqualTo(a.value());
                }
                if (a.exceedances() != null) {
                    assertThat(exceedances(is).found()).isGreaterThanOrEqualTo(a.exceedances().found());
                }
            }
        }
    }

    private static @Nullable BigDecimal over(LocalDate day, int in2021, int in2022, int in2023) {
        int number = day.getYear() == 2021 ? in2021 : day.getYear() == 2022 ? in2022 : in2023;
        return day.getDayOfYear() > 182 && day.getDayOfYear() <= 182 + number ? number("120.1") : number("30");
    }

    private static Measured ozone(Function<LocalDate, @Nullable BigDecimal> value) {
        return Air.byHour(MADRID, YEAR, 3, "ug/m3", hour -> value.apply(MADRID.dayOf(hour)));
    }

    private static Outcome.Evidence evidence(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Met(Outcome.Evidence evidence) -> evidence;
            case Outcome.Exceeded(Outcome.Evidence evidence) -> evidence;
            case Outcome.Uncertain(Outcome.Evidence evidence, BigDecimal u95) -> evidence;
            case Outcome.NotEnoughData missing -> throw new AssertionError(missing);
        };
    }

    private static Exceedances exceedances(Outcome outcome) {
        return Objects.requireNonNull(evidence(outcome).exceedances());
    }

    private static Criterion criterion(Standard standard, String property, Averaging averaging, String step) {
        return standard.criteria(property).stream()
                .filter(criterion -> criterion.averaging() == averaging && criterion.step().equals(step)).findFirst()
                .orElseThrow();
    }
}
