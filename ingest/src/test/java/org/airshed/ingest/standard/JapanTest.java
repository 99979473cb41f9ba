package org.airshed.ingest.standard;

import static org.airshed.ingest.standard.Air.TOKYO;
import static org.airshed.ingest.standard.Air.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.Series;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JapanTest {
    private static final Standard EQS = Standards.of("japan-eqs");
    private static final Criterion ANNUAL = EQS.criteria("pm2_5").getFirst();
    private static final Criterion RANK = EQS.criteria("pm2_5").getLast();
    private static final Criterion OX = EQS.criteria("o3").getFirst();
    private static final ReportingYear FISCAL_2022 = new ReportingYear(LocalDate.of(2022, 4, 1));
    private static final LocalDate FIRST = LocalDate.of(2022, 4, 1);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"15.04,Met", "15.05,Exceeded", "15,Met"})
    void meansOfPm25AreRoundedHalfUpToATenth(String mean, String outcome) {
        assertThat(name(Judgement.of(EQS, ANNUAL, year(day -> number(mean))))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} days over 35: {1}")
    @CsvSource({"7,Met", "8,Exceeded"})
    void theEighthHighestOf365DaysDecides(int over, String outcome) {
        Outcome judged = Judgement.of(EQS, RANK,
                year(day -> day.isBefore(FIRST.plusDays(over)) ? number("35.05") : number("10")));
        assertThat(name(judged)).isEqualTo(outcome);
    }

    @Test
    void theMeanAndTheRankAreJudgedEachByItself() {
        Measured longTermBad = year(day -> number("20"));
        List<Outcome> both = List.of(Judgement.of(EQS, ANNUAL, longTermBad), Judgement.of(EQS, RANK, longTermBad));
        assertThat(both).extracting(JapanTest::name).containsExactly("Exceeded", "Met");
        Measured clean = year(day -> number("10"));
        assertThat(List.of(Judgement.of(EQS, ANNUAL, clean), Judgement.of(EQS, RANK, clean)))
                .extracting(JapanTest::name).containsOnly("Met");
    }

    /** 16 hours of the one and 8 of the other, whose mean is 35.05: rounded half up 35.1, whatever the digits do. */
    @Test
    void theRestOfADivisionDecidesNothing() {
        Measured thirds = Air.byHour(TOKYO, FISCAL_2022, 1, "ug/m3",
                hour -> Math.floorMod(hour, 24 * Hours.HOUR_MILLIS) < 16 * Hours.HOUR_MILLIS
                        ? number("35.03333333333333")
                        : number("35.08333333333333"));
        assertThat(Judgement.of(EQS, RANK, thirds)).isInstanceOfSatisfying(Outcome.Exceeded.class,
                exceeded -> assertThat(exceeded.evidence().value()).isEqualByComparingTo("35.1"));
    }

    @ParameterizedTest(name = "{0} days: {1}")
    @CsvSource({"249,NotEnoughData", "250,Met"})
    void aYearNeeds250ValidDays(int days, String outcome) {
        Measured year = year(day -> day.isBefore(FIRST.plusDays(days)) ? number("10") : null);
        assertThat(name(Judgement.of(EQS, ANNUAL, year))).isEqualTo(outcome);
        assertThat(name(Judgement.of(EQS, RANK, year))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} hours a day: {1}")
    @CsvSource({"19,NotEnoughData", "20,Met"})
    void aDayNeedsTwentyHours(int hours, String outcome) {
        Measured year = Air.byHour(TOKYO, FISCAL_2022, 1, "ug/m3",
                hour -> Math.floorMod(hour + 9 * Hours.HOUR_MILLIS, 24 * Hours.HOUR_MILLIS) < hours * Hours.HOUR_MILLIS
                        ? number("10")
                        : null);
        assertThat(name(Judgement.of(EQS, ANNUAL, year))).isEqualTo(outcome);
    }

    /** 15 hours of daytime on 365 days are 5475: three quarters of them are 4107. */
    @ParameterizedTest(name = "{0} hours: {1}")
    @CsvSource({"4107,Met", "4106,NotEnoughData"})
    void oxidantsNeedThreeQuartersOfTheDaytime(int hours, String outcome) {
        long first = TOKYO.firstHourMillis(FIRST);
        Measured year = Air.byHour(TOKYO, FISCAL_2022, 1, OX.unit(), hour -> {
            long ofYear = (hour - first) / Hours.HOUR_MILLIS;
            long ofDay = ofYear % 24;
            boolean daytime = ofDay >= 5 && ofDay < 20;
            return daytime && ofYear / 24 * 15 + ofDay - 5 < hours ? number("0.03") : null;
        });
        assertThat(name(Judgement.of(EQS, OX, year))).isEqualTo(outcome);
    }

    @Test
    void theFiscalYearTakesNothingFromItsNeighbours() {
        Hours hours = Series.hours(TOKYO.firstHourMillis(FIRST.minusDays(30)),
                TOKYO.firstHourMillis(LocalDate.of(2023, 5, 1)),
                hour -> TOKYO.dayOf(hour).isBefore(FIRST) || !TOKYO.dayOf(hour).isBefore(LocalDate.of(2023, 4, 1))
                        ? number("5000")
                        : number("10"));
        assertThat(Judgement.of(EQS, ANNUAL, new Measured(hours, "ug/m3", TOKYO, FISCAL_2022, null)))
                .isInstanceOf(Outcome.Met.class);
    }

    @ParameterizedTest(name = "one hour beginning at {0} with {1} ppm: {2}")
    @CsvSource({"4,0.2,Met", "5,0.061,Exceeded", "19,0.061,Exceeded", "20,0.2,Met", "12,0.0604,Met",
            "12,0.0605,Exceeded", "12,0.060,Met"})
    void oxidantsCountFromFiveToTwenty(int begin, String ppm, String outcome) {
        long hot = TOKYO.firstHourMillis(LocalDate.of(2022, 7, 20)) + begin * Hours.HOUR_MILLIS;
        Outcome judged = Judgement.of(EQS, OX, Air.byHour(TOKYO, FISCAL_2022, 1, "ppm",
                hour -> hour == hot ? number(ppm) : number("0.03")));
        assertThat(name(judged)).isEqualTo(outcome);
        assertThat(judged.completeness().expected()).isEqualTo(365 * 15);
    }

    @ParameterizedTest(name = "{0} ppm: {1}")
    @CsvSource({"0.1199,-", "0.12,advisory", "0.121,advisory", "0.2399,advisory", "0.24,warning", "0.3999,warning",
            "0.40,emergency", "0.4,emergency", "0.5,emergency"})
    void oxidantLevelsBeginAtTheirValue(String ppm, String level) {
        assertThat(Attention.level(Standards.of("japan-ox-advisory"), "o3", Criterion.Averaging.HOUR, number(ppm))
                .map(Criterion::step).orElse("-")).isEqualTo(level);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({"o3,HOUR,180,-", "o3,HOUR,180.1,information", "o3,HOUR,240,information", "o3,HOUR,240.1,alert",
            "no2,HOUR,150,-", "no2,HOUR,150.1,information", "no2,HOUR,200,information", "no2,HOUR,200.1,alert",
            "so2,HOUR,275,-", "so2,HOUR,275.1,information", "so2,HOUR,350,information", "so2,HOUR,350.1,alert",
            "pm2_5,DAY,50,-", "pm2_5,DAY,50.1,alert", "pm10,DAY,90,-", "pm10,DAY,90.1,alert", "pm10,HOUR,900,-"})
    void europeanThresholdsBeginAboveTheirValue(String property, Criterion.Averaging averaging, String value,
            String level) {
        assertThat(Attention.level(Standards.of("eu-2024-2881-thresholds"), property, averaging, number(value))
                .map(Criterion::step).orElse("-")).isEqualTo(level);
    }

    @Test
    void nothingIsJudgedOfNothing() {
        Outcome nothing = Judgement.of(EQS, OX, new Measured(new Hours(0, List.of()), "ppm", TOKYO, FISCAL_2022, null));
        assertThat(nothing).isInstanceOf(Outcome.NotEnoughData.class);
        assertThat(nothing.completeness().unit()).isEqualTo(Completeness.Unit.HOURS);
        assertThat(Objects.requireNonNull(OX.note())).contains("ozone");
    }

    private static Measured year(Function<LocalDate, @Nullable BigDecimal> value) {
        return Air.byDay(TOKYO, FISCAL_2022, "ug/m3", value);
    }

    private static String name(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }
}
