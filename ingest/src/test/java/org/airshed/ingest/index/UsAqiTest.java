package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.CO;
import static org.airshed.ingest.index.Given.NO2;
import static org.airshed.ingest.index.Given.O3;
import static org.airshed.ingest.index.Given.PM10;
import static org.airshed.ingest.index.Given.PM2_5;
import static org.airshed.ingest.index.Given.SO2;
import static org.airshed.ingest.index.Given.ask;
import static org.airshed.ingest.index.Given.hours;
import static org.airshed.ingest.index.Given.millis;
import static org.airshed.ingest.index.Given.number;
import static org.airshed.ingest.index.Given.reason;
import static org.airshed.ingest.index.Given.some;
import static org.airshed.ingest.index.Given.times;
import static org.airshed.ingest.index.Given.tooLittle;
import static org.airshed.ingest.index.Given.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.index.IndexResult.Value;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Completeness.Unit;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Settled;
import org.junit.jupiter.api.Test;

class UsAqiTest {
    private static final Index AQI = Indices.current("us-epa-aqi").orElseThrow();
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
    /** Midnight in standard time (UTC-8), although summer time (UTC-7) is in force. */
    private static final String MIDNIGHT = "2026-07-01T08:00:00Z";

    @Test
    void ozoneOfSeventyEightPpbIsOneHundredAndTwentySix() {
        // 125.5 before rounding: half up.
        assertThat(number(ask("us-epa-aqi", null, "o3", "8h", new BigDecimal("0.078"), "ppm"))).isEqualTo(126);
    }

    @Test
    void twentyFourHoursOfNinePointOneAreFiftyOne() {
        double sum = 0;
        for (int i = 0; i < 24; i++) {
            sum += 9.1;
        }
        assertThat(sum / 24).as("the trap").isLessThan(9.1);
        assertThat(number(AQI.day(Map.of(PM2_5, hours(MIDNIGHT, times(24, "9.1"))), DAY, LOS_ANGELES).overall()))
                .isEqualTo(51);
        assertThat(number(ask("us-epa-aqi", null, "pm2_5", "24h", Settled.of(BigDecimal.valueOf(sum / 24)), "ug/m3")))
                .isEqualTo(51);
        assertThat(number(ask("us-epa-aqi", null, "pm2_5", "24h", new BigDecimal("9.0999"), "ug/m3"))).isEqualTo(50);
    }

    /** What somebody gives is an exact number; only what was divided or converted here has a rest to take off. */
    @Test
    void aNumberThatIsGivenIsTruncatedAsItIs() {
        assertThat(number(ask("us-epa-aqi", null, "pm2_5", "24h", new BigDecimal("9.0999999999"), "ug/m3")))
                .isEqualTo(50);
        assertThat(number(ask("us-epa-aqi", null, "o3", "8h", new BigDecimal("70.9999999999"), "ppb"))).isEqualTo(100);
        assertThat(number(ask("eaqi", null, "pm2_5", "1h", new BigDecimal("5.4999999999"), "ug/m3"))).isEqualTo(1);
        assertThat(number(ask("uk-daqi", null, "pm2_5", "24h", new BigDecimal("11.4999999999"), "ug/m3"))).isEqualTo(1);
        // 24 hours whose mean is 9.1 up to the digits of the hours.
        String thirds = times(16, "8.766666666666667") + times(8, "9.766666666666665");
        assertThat(number(AQI.day(Map.of(PM2_5, hours(MIDNIGHT, thirds)), DAY, LOS_ANGELES).overall())).isEqualTo(51);
        // 100 ppb of NO2 are 188.03… ug/m3 at 25 °C; back they must not become 99.
        BigDecimal mass = GasUnits.microgramsPerCubicMetre(new BigDecimal(100), NO2, GasUnits.Reference.CELSIUS_25);
        for (BigDecimal of100 : List.of(mass, mass.round(new MathContext(16, RoundingMode.DOWN)))) {
            assertThat(some(ask("us-epa-aqi", null, "no2", "max-1h", of100, "ug/m3")).concentration())
                    .isEqualByComparingTo("100");
        }
    }

    @Test
    void theDayRunsInStandardTimeAllYear() {
        // The hour before standard midnight and the one after the last would both be seen by a summer-time day.
        var series = hours("2026-07-01T07:00:00Z", "500 " + times(24, "9.1") + "500");
        Value value = some(AQI.day(Map.of(PM2_5, series), DAY, LOS_ANGELES).overall());
        assertThat(value.number()).isEqualByComparingTo("51");
        assertThat(value.completeness()).isEqualTo(new Completeness(24, 24, 18, Unit.HOURS));
        assertThat(value.averaging()).isEqualTo(Averaging.HOURS_24);
    }

    @Test
    void aDayInAZoneOffByHalfAnHourTakesTheHoursThatBeginInIt() {
        // Kolkata: 18:30Z to 18:30Z; the hours of 19:00Z to 18:00Z.
        var series = hours("2026-06-30T18:00:00Z", "500 " + times(24, "9.1") + "500");
        assertThat(number(AQI.day(Map.of(PM2_5, series), DAY, ZoneId.of("Asia/Kolkata")).overall())).isEqualTo(51);
    }

    @Test
    void aDayNeedsEighteenHours() {
        var seventeen = AQI.day(Map.of(PM10, hours(MIDNIGHT, times(17, "60") + times(7, "-"))), DAY, LOS_ANGELES);
        assertThat(tooLittle(seventeen.overall()).completeness()).isEqualTo(new Completeness(17, 24, 18, Unit.HOURS));
        assertThat(tooLittle(seventeen.overall()).reason()).contains("17 of 24").contains("18");
        var eighteen = AQI.day(Map.of(PM10, hours(MIDNIGHT, times(18, "55"))), DAY, LOS_ANGELES);
        assertThat(number(eighteen.overall())).isEqualTo(51);
    }

    @Test
    void ozoneOfADayIsTheHighestOfSeventeenWindowsFromSevenOClock() {
        // 00 to 06 is higher: windows that start before 07:00 must not count. The last starts 23:00, ends next day 07:00.
        var series = hours(MIDNIGHT, times(7, "120") + times(16, "40") + times(8, "78"));
        Value value = some(AQI.day(Map.of(O3, series), DAY, LOS_ANGELES).parts().get(O3));
        assertThat(value.number()).isEqualByComparingTo("126");
        assertThat(value.averaging()).isEqualTo(Averaging.MAX_8H);
        assertThat(value.completeness()).isEqualTo(new Completeness(17, 17, 13, Unit.EIGHT_HOUR_MEANS));
        assertThat(value.concentration()).isEqualByComparingTo("0.078");
        assertThat(value.unit()).isEqualTo("ppm");
    }

    @Test
    void ozoneOfADayNeedsThirteenWindowsOfSixHours() {
        // Window k (start 07 + k) has 6 hours while k <= present - 6: 18 hours from 07:00 on give 13 windows, 17 give 12.
        var enough = hours(MIDNIGHT, times(7, "30") + times(18, "55"));
        assertThat(number(AQI.day(Map.of(O3, enough), DAY, LOS_ANGELES).overall())).isEqualTo(51);
        var short1 = hours(MIDNIGHT, times(7, "30") + times(17, "55"));
        assertThat(tooLittle(AQI.day(Map.of(O3, short1), DAY, LOS_ANGELES).overall()).completeness())
                .isEqualTo(new Completeness(12, 17, 13, Unit.EIGHT_HOUR_MEANS));
    }

    @Test
    void eachOzoneWindowIsTruncatedBeforeTheHighestIsTaken() {
        var series = hours(MIDNIGHT, times(31, "70.9"));
        Value value = some(AQI.day(Map.of(O3, series), DAY, LOS_ANGELES).overall());
        assertThat(value.number()).isEqualByComparingTo("100");
        assertThat(value.concentration()).isEqualByComparingTo("0.070");
    }

    @Test
    void ofTheTwoOzoneValuesTheHigherCounts() {
        assertThat(number(AQI.ofAverages(
                List.of(value("o3", "1h", "130", "ppb"), value("o3", "8h", "72", "ppb"))).overall())).isEqualTo(107);
        assertThat(number(AQI.ofAverages(
                List.of(value("o3", "1h", "124.9", "ppb"), value("o3", "8h", "60", "ppb"))).overall())).isEqualTo(67);
        Value high = some(AQI.ofAverages(
                List.of(value("o3", "8h", "0.210", "ppm"), value("o3", "1h", "0.405", "ppm"))).overall());
        assertThat(high.number()).isEqualByComparingTo("301");
        assertThat(high.averaging()).isEqualTo(Averaging.HOUR_1);
        assertThat(reason(AQI.ofAverages(List.of(value("o3", "8h", "0.210", "ppm"))).overall()))
                .isEqualTo(Reason.UNDEFINED_HERE);
    }

    @Test
    void sulphurDioxideBetweenItsTwoTablesIsTwoHundred() {
        Value fixed = some(AQI.ofAverages(
                List.of(value("so2", "24h", "304.9", "ppb"), value("so2", "max-1h", "305", "ppb"))).overall());
        assertThat(fixed.number()).isEqualByComparingTo("200");
        assertThat(fixed.band().key()).isEqualTo("unhealthy");
        assertThat(fixed.concentration()).isEqualByComparingTo("305");
        assertThat(number(AQI.ofAverages(
                List.of(value("so2", "max-1h", "800", "ppb"), value("so2", "24h", "305", "ppb"))).overall()))
                .isEqualTo(201);
        assertThat(number(AQI.ofAverages(
                List.of(value("so2", "max-1h", "304.9", "ppb"), value("so2", "24h", "250", "ppb"))).overall()))
                .isEqualTo(200);
        assertThat(number(AQI.ofAverages(
                List.of(value("so2", "max-1h", "35.9", "ppb"), value("so2", "24h", "20", "ppb"))).overall()))
                .isEqualTo(50);
    }

    @Test
    void aHighHourOfSulphurDioxideWithoutADayIsNotEnoughData() {
        long at = millis("2026-07-01T12:30:00Z");
        var lone = hours("2026-07-01T11:00:00Z", "400");
        IndexResult result = AQI.now(Map.of(SO2, lone), at).overall();
        assertThat(tooLittle(result).averaging()).isEqualTo(Averaging.HOURS_24);
        var day = hours("2026-06-30T12:00:00Z", times(23, "20") + "400");
        assertThat(number(AQI.now(Map.of(SO2, day), at).overall())).isEqualTo(200);
        assertThat(number(AQI.now(Map.of(SO2, hours("2026-07-01T11:00:00Z", "75")), at).overall())).isEqualTo(100);
    }

    @Test
    void gasesOfADayGoByTheirHighestHourAndCarbonMonoxideByEight() {
        var no2 = hours(MIDNIGHT, times(20, "10") + "101.5 " + times(3, "10"));
        var co = hours(MIDNIGHT, times(16, "100") + times(15, "9400"));
        Assessment day = AQI.day(Map.of(NO2, no2, CO, co), DAY, LOS_ANGELES);
        assertThat(number(day.parts().get(NO2))).isEqualTo(101);
        assertThat(some(day.parts().get(NO2)).averaging()).isEqualTo(Averaging.MAX_1H);
        assertThat(number(day.parts().get(CO))).isEqualTo(100);
        assertThat(some(day.overall()).deciding()).isEqualTo(NO2);
    }

    /** 18 of the day's 24 hours for a highest hour; 18 of 24 eight-hour means, which 23 hours in a row give, for CO. */
    @Test
    void theHighestOfADayNeedsEighteen() {
        assertThat(number(AQI.day(Map.of(NO2, hours(MIDNIGHT, times(18, "54"))), DAY, LOS_ANGELES).overall()))
                .isEqualTo(51);
        assertThat(tooLittle(AQI.day(Map.of(NO2, hours(MIDNIGHT, times(17, "54"))), DAY, LOS_ANGELES).overall())
                .completeness()).isEqualTo(new Completeness(17, 24, 18, Unit.HOURS));
        assertThat(number(AQI.day(Map.of(CO, hours(MIDNIGHT, times(23, "4500"))), DAY, LOS_ANGELES).overall()))
                .isEqualTo(51);
        assertThat(tooLittle(AQI.day(Map.of(CO, hours(MIDNIGHT, times(22, "4500"))), DAY, LOS_ANGELES).overall())
                .completeness()).isEqualTo(new Completeness(17, 24, 18, Unit.EIGHT_HOUR_MEANS));
    }

    @Test
    void nowIsTheNowCastForParticlesAndTheSurrogateForOzone() {
        long at = millis("2026-07-01T12:59:59Z");
        // The hour of 12:00 is not complete and must not be seen.
        var pm = hours("2026-07-01T00:00:00Z", times(12, "35.5") + "900");
        var o3 = hours("2026-07-01T10:00:00Z", "90 - 300");
        Assessment now = AQI.now(Map.of(O3, o3, PM2_5, pm), at);
        assertThat(some(now.overall()).deciding()).isEqualTo(O3);
        assertThat(some(now.parts().get(PM2_5)).averaging().text()).isEqualTo("nowcast");
        assertThat(number(now.parts().get(PM2_5))).isEqualTo(101);
        // 0.85 x 90 + 4.5 = 81: 101 + 49 x 10/14 = 136
        assertThat(number(now.parts().get(O3))).isEqualTo(136);
        assertThat(some(now.parts().get(O3)).averaging().text()).isEqualTo("nowcast-o3-surrogate");
        assertThat(now.parts().keySet()).containsExactly(PM2_5, O3);
    }

    @Test
    void anOzonePeakOfOneHourBeatsTheSurrogate() {
        // Surrogate 0.85 x 250 + 4.5 = 217: above the 8-hour table; the hour itself is 201 + 99 x 45/199 = 223.4.
        Value value = some(AQI.now(Map.of(O3, hours("2026-07-01T11:00:00Z", "250")), millis("2026-07-01T12:00:00Z"))
                .overall());
        assertThat(value.averaging()).isEqualTo(Averaging.HOUR_1);
        assertThat(value.number()).isEqualByComparingTo("223");
    }

    @Test
    void equalNumbersAreDecidedByTheExactValueAndThenByTheOrder() {
        // PM10 61 gives 53.97; PM2.5 10.7 gives 53.98 and 10.5 gives 53.61: all are 54 when rounded.
        Assessment close = AQI.ofAverages(
                List.of(value("pm2_5", "24h", "10.7", "ug/m3"), value("pm10", "24h", "61", "ug/m3")));
        assertThat(number(close.parts().get(PM2_5))).isEqualTo(number(close.parts().get(PM10)));
        assertThat(some(close.overall()).deciding()).isEqualTo(PM2_5);
        Assessment other = AQI.ofAverages(
                List.of(value("pm2_5", "24h", "10.5", "ug/m3"), value("pm10", "24h", "61", "ug/m3")));
        assertThat(number(other.parts().get(PM2_5))).isEqualTo(number(other.parts().get(PM10)));
        assertThat(some(other.overall()).deciding()).isEqualTo(PM10);
        Assessment tie = AQI.ofAverages(
                List.of(value("no2", "1h", "54", "ppb"), value("pm10", "24h", "55", "ug/m3")));
        assertThat(some(tie.overall()).deciding()).isEqualTo(PM10);
    }

    @Test
    void whatTheIndexDoesNotTakeIsRefusedWithTheReason() {
        assertThat(reason(ask("us-epa-aqi", null, "pm2_5", "1h", BigDecimal.TEN, "ug/m3")))
                .as("24-hour breakpoints are not for one hour").isEqualTo(Reason.OTHER_AVERAGING);
        assertThat(reason(ask("us-epa-aqi", null, "pm2_5_cf1", "24h", BigDecimal.TEN, "ug/m3")))
                .isEqualTo(Reason.OTHER_PROPERTY);
        assertThat(reason(ask("us-epa-aqi", null, "co2", "1h", BigDecimal.TEN, "ppm")))
                .isEqualTo(Reason.OTHER_PROPERTY);
        assertThat(reason(ask("us-epa-aqi", null, "pm2_5", "24h", BigDecimal.TEN, "ppb"))).isEqualTo(Reason.OTHER_UNIT);
        assertThat(reason(ask("us-epa-aqi", null, "no2", "1h", BigDecimal.TEN, "K"))).isEqualTo(Reason.OTHER_UNIT);
    }

    @Test
    void massOfAGasIsTakenAtTwentyFiveDegrees() {
        // 53.9 ppb of NO2 weigh 101.36 ug/m3 at 25 degrees; at 20 the same mass would be 53.0.
        assertThat(some(ask("us-epa-aqi", null, "no2", "1h", new BigDecimal("101.5"), "ug/m3")).concentration())
                .isEqualByComparingTo("53");
        assertThat(some(ask("us-epa-aqi", null, "no2", "1h", new BigDecimal("101.6"), "ug/m3")).concentration())
                .isEqualByComparingTo("54");
        assertThat(some(ask("us-epa-aqi", null, "co", "8h", new BigDecimal("10.9"), "mg/m3")).concentration())
                .isEqualByComparingTo("9.5");
    }

    @Test
    void anAbsurdReadingGivesAnAbsurdIndexAndNoException() {
        for (double absurd : new double[]{1e300, 4.9e-324, 1e19, -1e300}) {
            BigDecimal value = BigDecimal.valueOf(absurd);
            Value day = some(ask("us-epa-aqi", null, "pm2_5", "24h", value, "ug/m3"));
            assertThat(day.band().key()).isEqualTo(absurd > 1 ? "hazardous" : "good");
            var hours = new Hours(millis("2026-07-01T10:00:00Z"), List.of(value, BigDecimal.ONE));
            assertThat(AQI.now(Map.of(PM10, hours), millis("2026-07-01T12:00:00Z")).overall())
                    .isInstanceOf(Value.class);
            assertThat(ask("eaqi", null, "o3", "1h", value, "ppb")).isNotInstanceOf(IndexResult.NotEnoughData.class);
        }
    }

    @Test
    void twoValuesOfOneKindAreAMistakeOfTheCaller() {
        var twice = List.of(value("pm10", "24h", "5", "ug/m3"), value("pm10", "24h", "6", "ug/m3"));
        assertThatThrownBy(() -> AQI.ofAverages(twice)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pm10");
    }
}
