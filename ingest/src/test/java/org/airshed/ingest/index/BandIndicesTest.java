package org.airshed.ingest.index;

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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Completeness.Unit;
import org.junit.jupiter.api.Test;

class BandIndicesTest {
    private static final Index EAQI = Indices.current("eaqi").orElseThrow();
    private static final Index DAQI = Indices.current("uk-daqi").orElseThrow();
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    @Test
    void gasesAreReckonedAtTwentyDegrees() {
        // 60.5 ug/m3 of ozone are 30.32 ppb at 20 degrees and 30.84 at 25.
        assertThat(number(ask("eaqi", null, "o3", "1h", new BigDecimal("30.3"), "ppb"))).isEqualTo(1);
        assertThat(number(ask("eaqi", null, "o3", "1h", new BigDecimal("30.4"), "ppb"))).isEqualTo(2);
        assertThat(some(ask("eaqi", null, "no2", "1h", new BigDecimal("100"), "ppb")).concentration())
                .isEqualByComparingTo("191");
        assertThat(some(ask("uk-daqi", null, "so2", "15min", new BigDecimal("0.1"), "ppm")).concentration())
                .isEqualByComparingTo("266");
    }

    @Test
    void theEuropeanIndexNowIsTheLatestCompleteHour() {
        long at = millis("2026-03-01T12:20:00Z");
        Assessment now = EAQI.now(Map.of(PM2_5, hours("2026-03-01T09:00:00Z", "200 200 15.4 200"), NO2,
                hours("2026-03-01T11:00:00Z", "5")), at);
        assertThat(number(now.parts().get(PM2_5))).isEqualTo(2);
        assertThat(number(now.parts().get(NO2))).isEqualTo(1);
        assertThat(some(now.overall()).completeness()).isEqualTo(new Completeness(1, 1, 1, Unit.HOURS));
    }

    @Test
    void aMissingHourIsNotFilledAndTheOthersStillSpeak() {
        long at = millis("2026-03-01T12:00:00Z");
        var missing = hours("2026-03-01T10:00:00Z", "7 -");
        Assessment both = EAQI.now(Map.of(PM10, missing, O3, hours("2026-03-01T11:00:00Z", "40")), at);
        assertThat(tooLittle(both.parts().get(PM10)).completeness()).isEqualTo(new Completeness(0, 1, 1, Unit.HOURS));
        assertThat(some(both.overall()).deciding()).isEqualTo(O3);
        assertThat(tooLittle(EAQI.now(Map.of(PM10, missing), at).overall()).property()).isEqualTo(PM10);
    }

    @Test
    void theWorstPollutantOfABandIsTheOneFurtherUpIt() {
        var low = value("pm2_5", "1h", "16", "ug/m3");
        var high = value("o3", "1h", "119", "ug/m3");
        Assessment result = EAQI.ofAverages(List.of(low, high));
        assertThat(number(result.overall())).isEqualTo(3);
        assertThat(some(result.overall()).deciding()).isEqualTo(O3);
    }

    @Test
    void theEuropeanIndexHasNoRuleForADay() {
        Assessment day = EAQI.day(Map.of(PM2_5, hours("2026-07-01T00:00:00Z", times(24, "5"))), DAY, LONDON);
        assertThat(reason(day.overall())).isEqualTo(Reason.NO_DAILY_RULE);
        assertThat(day.parts()).isEmpty();
    }

    @Test
    void olderEuropeanVersionsTakeTheRunningDayOfParticles() {
        long at = millis("2026-03-02T00:00:00Z");
        var pm = hours("2026-03-01T00:00:00Z", times(6, "-") + times(17, "10") + "28");
        Assessment now = Indices.find("eaqi", "classic").orElseThrow().now(Map.of(PM2_5, pm), at);
        assertThat(some(now.overall()).concentration()).isEqualByComparingTo("11");
        assertThat(some(now.overall()).completeness()).isEqualTo(new Completeness(18, 24, 18, Unit.HOURS));
        assertThat(some(now.overall()).index()).isEqualTo(new IndexId("eaqi", "classic"));
        assertThat(reason(ask("eaqi", "2017", "pm2_5", "1h", BigDecimal.TEN, "ug/m3")))
                .isEqualTo(Reason.OTHER_AVERAGING);
        assertThat(reason(ask("eaqi", "2024", "pm2_5", "24h", BigDecimal.TEN, "ug/m3")))
                .isEqualTo(Reason.OTHER_AVERAGING);
    }

    @Test
    void theBritishIndexTakesRunningMeans() {
        long at = millis("2026-03-02T00:00:00Z");
        var pm = hours("2026-03-01T00:00:00Z", times(23, "35") + "48"); // 35.54
        var o3 = hours("2026-03-01T16:00:00Z", "- - " + times(6, "50.4")); // 100.6 ug/m3
        Assessment now = DAQI.now(Map.of(PM2_5, pm, O3, o3), at);
        assertThat(number(now.parts().get(PM2_5))).isEqualTo(4);
        assertThat(number(now.parts().get(O3))).isEqualTo(4);
        assertThat(some(now.parts().get(O3)).completeness()).isEqualTo(new Completeness(6, 8, 6, Unit.HOURS));
        assertThat(some(now.overall()).deciding()).as("the order breaks the tie").isEqualTo(PM2_5);
        var five = hours("2026-03-01T16:00:00Z", "- - - " + times(5, "50"));
        assertThat(tooLittle(DAQI.now(Map.of(O3, five), at).overall()).reason()).contains("5 of 8");
    }

    @Test
    void hoursCannotGiveTheBritishSulphurDioxide() {
        IndexResult result = DAQI.now(Map.of(SO2, hours("2026-03-01T11:00:00Z", "10")), millis("2026-03-01T12:00:00Z"))
                .overall();
        assertThat(reason(result)).isEqualTo(Reason.OTHER_AVERAGING);
        assertThat(((NoIndex) result).sentence()).contains("15min").contains("so2");
        assertThat(number(ask("uk-daqi", null, "so2", "15min", new BigDecimal("88"), "ug/m3"))).isEqualTo(1);
    }

    /** 18 of 24 hours; PM rounded to whole ug/m3, NO2 by its highest hour: 104.8 and 104.9 ppb are 200.4 and 200.6. */
    @Test
    void theBritishDayTakesTheMeanOfParticlesAndTheHighestHourOfNitrogenDioxide() {
        for (Map.Entry<ObservedProperty, List<String>> of : Map.of(PM2_5, List.of("35.4", "35.5"), PM10,
                List.of("50.4", "50.5"), NO2, List.of("104.8", "104.9")).entrySet()) {
            ObservedProperty property = of.getKey();
            String low = of.getValue().getFirst();
            String high = of.getValue().getLast();
            assertThat(britishDay(property, times(18, low))).as(property.id()).isEqualTo(3);
            assertThat(britishDay(property, times(18, high))).as(property.id()).isEqualTo(4);
            assertThat(tooLittle(DAQI.day(Map.of(property, hours("2026-07-01T00:00:00Z", times(17, high))), DAY, LONDON)
                    .overall()).completeness()).isEqualTo(new Completeness(17, 24, 18, Unit.HOURS));
        }
        assertThat(britishDay(NO2, times(17, "1") + "104.9")).isEqualTo(4);
        assertThat(britishDay(PM2_5, times(17, "1") + "104.9")).isEqualTo(1);
    }

    private static int britishDay(ObservedProperty property, String hours) {
        return number(DAQI.day(Map.of(property, hours("2026-07-01T00:00:00Z", hours)), DAY, LONDON).overall());
    }

    @Test
    void theBritishDayCountsOzoneByTheEndOfItsEightHours() {
        // London in summer: the day is that of standard time, 00:00Z. A window that ends at 01:00Z began at 17:00Z.
        var o3 = hours("2026-06-30T17:00:00Z", times(7, "100") + times(24, "20"));
        Assessment day = DAQI.day(Map.of(O3, o3), DAY, LONDON);
        // (7 x 100 + 20) / 8 = 90 ppb = 179.6 ug/m3
        assertThat(some(day.overall()).concentration()).isEqualByComparingTo("180");
        assertThat(some(day.overall()).completeness()).isEqualTo(new Completeness(24, 24, 18, Unit.EIGHT_HOUR_MEANS));
        var after = hours("2026-07-01T00:00:00Z", times(24, "20") + times(8, "100"));
        assertThat(some(DAQI.day(Map.of(O3, after), DAY, LONDON).overall()).concentration()).isEqualByComparingTo("40");
    }
}
