package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final StationId STATION = new StationId("atelier-3");
    private static final SensorName SENSOR = new SensorName("pms5003-ttyama0");
    private static final SensorName OTHER = new SensorName("sen55-69");
    private static final ObservedProperty PM = ObservedProperties.of("pm2_5");

    @Test
    void aPersonsJudgementWinsOverEveryTest() {
        for (Flag tests : List.of(Flag.GOOD, Flag.NOT_EVALUATED, Flag.SUSPECT, Flag.FAIL)) {
            for (Flag judged : List.of(Flag.GOOD, Flag.SUSPECT, Flag.FAIL)) {
                assertThat(judged(tests, judgement(1, judged, 10, null))).isEqualTo(judged);
            }
        }
        assertThat(Verdict.fail(Reason.GROSS_RANGE).judged(List.of(judgement(1, Flag.GOOD, 10, null))))
                .isEqualTo(new Verdict(Flag.GOOD, Reason.JUDGED_BY_PERSON.mask()));
        assertThat(Verdict.suspect(Reason.SPIKE).judged(List.of())).isEqualTo(Verdict.suspect(Reason.SPIKE));
    }

    @Test
    void theLatestRecordThatStandsWins() {
        Judgement early = judgement(1, Flag.FAIL, 10, null);
        Judgement late = judgement(2, Flag.GOOD, 20, null);
        Judgement revoked = judgement(3, Flag.SUSPECT, 30, 31L);
        assertThat(judged(Flag.SUSPECT, late, revoked, early)).isEqualTo(Flag.GOOD);
        assertThat(judged(Flag.SUSPECT, early, late, revoked)).isEqualTo(Flag.GOOD);
        assertThat(judged(Flag.SUSPECT, revoked)).isEqualTo(Flag.SUSPECT);
        Judgement sameTime = judgement(4, Flag.FAIL, 20, null);
        assertThat(judged(Flag.SUSPECT, sameTime, late)).isEqualTo(Flag.FAIL);
    }

    @Test
    void whereNothingCameThereIsNothingToJudge() {
        List<Judgement> good = List.of(judgement(1, Flag.GOOD, 10, null));
        assertThat(Verdict.MISSING.judged(good)).isEqualTo(Verdict.MISSING);
    }

    @Test
    void itSpeaksOfItsPeriodStationPropertyAndSensor() {
        Judgement judgement = judgement(1, Flag.FAIL, 10, null); // all sensors, [1000, 2000)
        assertThat(judgement.concerns(STATION, SENSOR, PM, 999)).isFalse();
        assertThat(judgement.concerns(STATION, SENSOR, PM, 1000)).isTrue();
        assertThat(judgement.concerns(STATION, OTHER, PM, 1999)).isTrue();
        assertThat(judgement.concerns(STATION, SENSOR, PM, 2000)).isFalse();
        assertThat(judgement.concerns(STATION, SENSOR, ObservedProperties.of("pm10"), 1500)).isFalse();
        assertThat(judgement.concerns(new StationId("atelier-4"), SENSOR, PM, 1500)).isFalse();
        assertThat(judgement(1, Flag.FAIL, 10, 11L).concerns(STATION, SENSOR, PM, 1500)).isFalse();
        Judgement one = new Judgement(1, STATION, PM, SENSOR, 1000, 2000, Flag.FAIL, "spider", "Mireia", 10, null);
        assertThat(one.concerns(STATION, SENSOR, PM, 1500)).isTrue();
        assertThat(one.concerns(STATION, OTHER, PM, 1500)).isFalse();
        assertThat(one.covers(STATION, SENSOR, PM, 1000, 2000)).isTrue();
        assertThat(one.covers(STATION, SENSOR, PM, 999, 2000)).isFalse();
        assertThat(one.covers(STATION, SENSOR, PM, 1000, 2001)).isFalse();
    }

    @Test
    void whatIsNoJudgementIsRefused() {
        assertThatThrownBy(() -> judgement(1, Flag.MISSING, 10, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Judgement(1, STATION, PM, null, 5, 5, Flag.FAIL, "why", "who", 1, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Judgement(1, STATION, PM, null, 5, 6, Flag.FAIL, " ", "who", 1, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Flag judged(Flag tests, Judgement... concerning) {
        return new Verdict(tests, tests == Flag.FAIL ? Reason.GROSS_RANGE.mask() : 0).judged(List.of(concerning))
                .flag();
    }

    private static Judgement judgement(long id, Flag flag, long recorded, @Nullable Long revoked) {
        return new Judgement(id, STATION, PM, null, 1000, 2000, flag, "spider in the inlet", "Mireia", recorded,
                revoked);
    }
}
