package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.CaptureRule.THREE_QUARTERS;
import static org.airshed.ingest.rollup.Series.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.airshed.ingest.rollup.DayRule.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayRuleTest {
    @ParameterizedTest(name = "{0} {1} {2}: {3} hours from {4}")
    @CsvSource({
            // spring and autumn in the north
            "Europe/Madrid,CIVIL,2024-03-30,24,2024-03-29T23:00:00Z",
            "Europe/Madrid,CIVIL,2024-03-31,23,2024-03-30T23:00:00Z",
            "Europe/Madrid,CIVIL,2024-04-01,24,2024-03-31T22:00:00Z",
            "Europe/Madrid,CIVIL,2024-10-27,25,2024-10-26T22:00:00Z",
            "Europe/Madrid,STANDARD,2024-03-31,24,2024-03-30T23:00:00Z",
            "Europe/Madrid,STANDARD,2024-07-01,24,2024-06-30T23:00:00Z",
            "Europe/Madrid,STANDARD,2024-10-27,24,2024-10-26T23:00:00Z",
            // the south; in Santiago the clock goes forward at midnight, so the day begins at 01:00
            "America/Santiago,CIVIL,2024-04-06,25,2024-04-06T03:00:00Z",
            "America/Santiago,CIVIL,2024-09-08,23,2024-09-08T04:00:00Z",
            "America/Santiago,STANDARD,2024-09-08,24,2024-09-08T04:00:00Z",
            "Pacific/Auckland,CIVIL,2024-04-07,25,2024-04-06T11:00:00Z",
            "Pacific/Auckland,CIVIL,2024-09-29,23,2024-09-28T12:00:00Z",
            // half and quarter hours: the first hour that begins within the day
            "Asia/Kolkata,CIVIL,2024-05-01,24,2024-04-30T19:00:00Z",
            "Asia/Kathmandu,CIVIL,2024-05-01,24,2024-04-30T19:00:00Z",
            "Australia/Adelaide,CIVIL,2024-04-07,25,2024-04-06T14:00:00Z",
            "Australia/Adelaide,CIVIL,2024-10-06,23,2024-10-05T15:00:00Z",
            "Australia/Adelaide,STANDARD,2024-10-06,24,2024-10-05T15:00:00Z",
            "America/New_York,STANDARD,2024-07-01,24,2024-07-01T05:00:00Z",
            "Asia/Tokyo,CIVIL,2024-07-01,24,2024-06-30T15:00:00Z", "UTC,CIVIL,2024-02-29,24,2024-02-29T00:00:00Z",
            // Samoa left this day out
            "Pacific/Apia,CIVIL,2011-12-30,0,2011-12-30T10:00:00Z"})
    void daysBeginWhereTheirZoneAndClockSay(String zone, Clock clock, LocalDate day, int hours, Instant first) {
        var rule = new DayRule(ZoneId.of(zone), clock);
        assertThat(rule.hoursIn(day)).isEqualTo(hours);
        assertThat(Instant.ofEpochMilli(rule.firstHourMillis(day))).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "Australia/Adelaide",
            "Asia/Kolkata", "Pacific/Apia", "America/St_Johns", "Europe/Dublin", "Africa/Casablanca", "UTC"})
    void everyHourOfAYearIsInOneDayOnly(String zone) {
        for (Clock clock : Clock.values()) {
            var rule = new DayRule(ZoneId.of(zone), clock);
            LocalDate end = LocalDate.of(2012, 1, 2);
            long hour = rule.firstHourMillis(LocalDate.of(2011, 1, 1));
            for (LocalDate day = LocalDate.of(2011, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
                assertThat(rule.firstHourMillis(day)).as(zone + " " + day).isEqualTo(hour);
                for (int i = rule.hoursIn(day); i > 0; i--) {
                    assertThat(rule.dayOf(hour)).as(zone + " " + Instant.ofEpochMilli(hour)).isEqualTo(day);
                    hour += Hours.HOUR_MILLIS;
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} with {1} hours: {2}")
    @CsvSource({"2024-03-30,17,false", "2024-03-30,18,true", "2024-03-31,17,false", "2024-03-31,18,true",
            "2024-10-27,18,false", "2024-10-27,19,true"})
    void aDayNeedsThreeQuartersOfTheHoursItHas(LocalDate day, int present, boolean enough) {
        assertThat(day(new DayRule(ZoneId.of("Europe/Madrid"), Clock.CIVIL), day, present, THREE_QUARTERS)
                .meanOrNull() != null).isEqualTo(enough);
    }

    @ParameterizedTest(name = "{0} hours: {1}")
    @CsvSource({"18,false", "19,false", "20,true", "24,true"})
    void aDayInJapanNeedsTwentyHours(int present, boolean enough) {
        Summary day = day(new DayRule(ZoneId.of("Asia/Tokyo"), Clock.CIVIL), LocalDate.of(2024, 5, 1), present,
                new CaptureRule.AtLeast(20));
        assertThat(day.meanOrNull() != null).isEqualTo(enough);
        assertThat(day.completeness()).isEqualTo(new Completeness(present, 24, 20, Completeness.Unit.HOURS));
        assertThat(day.count()).isEqualTo(present);
    }

    @Test
    void aDayIsTheMeanOfItsHoursAndOfNoOthers() {
        Hours hours = Series.hours("2024-04-30T22:00:00Z",
                "1000 1000 " + "1 3 ".repeat(12) + "1000 1000");
        Optional<Summary> day = DayRule.UTC.summary(LocalDate.of(2024, 5, 1), hours, THREE_QUARTERS);
        assertThat(day).hasValueSatisfying(summary -> {
            assertThat(summary.meanOrNull()).isEqualByComparingTo("2");
            assertThat(summary.min()).isEqualByComparingTo("1");
            assertThat(summary.max()).isEqualByComparingTo("3");
        });
        assertThat(DayRule.UTC.means(hours, THREE_QUARTERS))
                .isEqualTo(new Days(LocalDate.of(2024, 4, 30), Arrays.asList(null, new BigDecimal("2"), null)));
    }

    @Test
    void standardTimeMovesAnHourOfASummerEvening() {
        long hour = millis("2024-07-01T22:30:00Z") - 1_800_000;
        ZoneId madrid = ZoneId.of("Europe/Madrid");
        assertThat(new DayRule(madrid, Clock.CIVIL).dayOf(hour)).isEqualTo("2024-07-02");
        assertThat(new DayRule(madrid, Clock.STANDARD).dayOf(hour)).isEqualTo("2024-07-01");
    }

    @Test
    void nothingComesOfNothing() {
        var none = new Hours(0, List.of());
        assertThat(DayRule.UTC.means(none, THREE_QUARTERS).values()).isEmpty();
        assertThat(DayRule.UTC.summary(LocalDate.of(2024, 5, 1), none, THREE_QUARTERS)).isEmpty();
    }

    private static Summary day(DayRule rule, LocalDate day, int present, CaptureRule capture) {
        long first = rule.firstHourMillis(day);
        Hours hours = Series.hours(first - 48 * Hours.HOUR_MILLIS, first + present * Hours.HOUR_MILLIS,
                hour -> BigDecimal.TEN);
        return rule.summary(day, hours, capture).orElseThrow();
    }
}
