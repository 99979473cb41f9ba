package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourTestsTest {
    private static final long START = 1_772_366_400_000L;
    private static final PropertyTests PM = QualitySettings.DEFAULTS.testsOf(ObservedProperties.of("pm2_5"));
    private static final MetadataSettings METADATA = MetadataSettings.DEFAULTS;

    @Test
    void anHourlySpikeIsAboveTheLimitFromTheMeanOfBothHoursBeside() {
        assertThat(codes(HourTests.spikes(hours("10", "40", "10"), PM))).isEqualTo("212");
        assertThat(codes(HourTests.spikes(hours("10", "40.1", "10"), PM))).isEqualTo("232");
        assertThat(codes(HourTests.spikes(hours("10", "90", null, "90", "10"), PM))).isEqualTo("22922");
        assertThat(codes(HourTests.spikes(hours("10", "400", "10"), PM))).as("a spike never fails").isEqualTo("232");
        assertThat(HourTests.spikes(hours(), PM)).isEmpty();
    }

    @Test
    void theThirdEqualHourIsSuspectAndTheTwentyFourthFails() {
        assertThat(codes(HourTests.equalHours(hours("7.1", "7.1", "7.10", "7.1", "7.2", "7.2"), PM)))
                .isEqualTo("113311");
        assertThat(codes(HourTests.equalHours(repeated(25, "7.1"), PM))).isEqualTo("11" + "3".repeat(21) + "44");
        assertThat(codes(HourTests.equalHours(hours("7.1", "7.1", null, "7.1", "7.1"), PM))).isEqualTo("11911");
        assertThat(codes(HourTests.equalHours(repeated(4, "5"), PM))).as("at the level").isEqualTo("2222");
        assertThat(codes(HourTests.equalHours(repeated(3, "5.01"), PM))).isEqualTo("113");
    }

    @Test
    void aDayOfZerosIsStuckAndThreeHoursAreWhereTheNeighboursShowSomething() {
        assertThat(codes(HourTests.zeroHours(repeated(25, "0"), hours(), PM))).isEqualTo("1".repeat(23) + "33");
        assertThat(codes(HourTests.zeroHours(repeated(4, "0"), repeated(4, "10"), PM))).isEqualTo("1133");
        assertThat(codes(HourTests.zeroHours(repeated(4, "0"), repeated(4, "9.9"), PM))).isEqualTo("1111");
        assertThat(codes(HourTests.zeroHours(hours("0", "0", "0.1", "0"), repeated(4, "10"), PM))).isEqualTo("1111");
    }

    @ParameterizedTest(name = "A {0} B {1} -> {2}")
    @CsvSource({"100,88,1", "5,1,1", "10,4,4", "0,0,1", "10,5,1", "9,4,1", "4,10,4", "-3,2.1,4", "-3,2,1",
            "13.5,6.5,1", "13.51,6.5,4", "13.5,6.49,4", ",5,2", "5,,2"})
    void twoChannelsContradictEachOtherOnlyWhereBothLimitsArePassed(@Nullable BigDecimal a, @Nullable BigDecimal b,
            int code) {
        assertThat(ChannelAgreement.of(a, b, ChannelSettings.DEFAULTS).flag().code()).isEqualTo(code);
    }

    @Test
    void partnersAreTwoSensorsOfOneChip() {
        SensorName a = new SensorName("pms5003-a");
        assertThat(ChannelAgreement.arePartners(a, new SensorName("pms5003-b"))).isTrue();
        assertThat(ChannelAgreement.arePartners(a, a)).isFalse();
        assertThat(ChannelAgreement.arePartners(a, new SensorName("pms7003-b"))).isFalse();
        assertThat(ChannelAgreement.arePartners(new SensorName("main"), a)).isFalse();
    }

    @Test
    void aStationThatHardlyMovesForFiveDaysMayStandIndoors() {
        Hours flatWarmth = days(5, "20", "22.9");
        Hours flatHumidity = days(5, "45", "54.9");
        assertThat(MetadataChecks.siting(flatWarmth, flatHumidity, METADATA))
                .isEqualTo(Verdict.suspect(Reason.SITING));
        assertThat(MetadataChecks.siting(days(5, "20", "23"), flatHumidity, METADATA)).isEqualTo(Verdict.GOOD);
        assertThat(MetadataChecks.siting(flatWarmth, days(5, "45", "55"), METADATA)).isEqualTo(Verdict.GOOD);
        assertThat(MetadataChecks.siting(days(4, "20", "22"), days(4, "45", "50"), METADATA))
                .isEqualTo(Verdict.NOT_EVALUATED);
        assertThat(MetadataChecks.siting(hours(), hours(), METADATA)).isEqualTo(Verdict.NOT_EVALUATED);
    }

    @Test
    void aPinnedBaselineLiesAtFourHundredEveryWeek() {
        assertThat(MetadataChecks.baseline(days(21, "405", "900"), METADATA))
                .isEqualTo(Verdict.suspect(Reason.BASELINE_PINNED));
        assertThat(MetadataChecks.baseline(days(21, "405.1", "900"), METADATA)).isEqualTo(Verdict.GOOD);
        assertThat(MetadataChecks.baseline(days(21, "394.9", "900"), METADATA)).isEqualTo(Verdict.GOOD);
        assertThat(MetadataChecks.baseline(days(14, "400", "900"), METADATA)).isEqualTo(Verdict.NOT_EVALUATED);
    }

    @Test
    void aClockIsOffByMoreThanFiveMinutes() {
        long bound = 300_000;
        assertThat(MetadataChecks.fastClock(START + bound, START, METADATA)).isEqualTo(Verdict.GOOD);
        assertThat(MetadataChecks.fastClock(START + bound + 1, START, METADATA))
                .isEqualTo(Verdict.suspect(Reason.CLOCK));
        assertThat(MetadataChecks.fastClock(START - 86_400_000, START, METADATA)).as("a backlog").isEqualTo(
                Verdict.GOOD);
        assertThat(MetadataChecks.slowClock(bound, METADATA)).isEqualTo(Verdict.GOOD);
        assertThat(MetadataChecks.slowClock(bound + 1, METADATA)).isEqualTo(Verdict.suspect(Reason.CLOCK));
        assertThat(MetadataChecks.slowClock(null, METADATA)).isEqualTo(Verdict.NOT_EVALUATED);
    }

    /** Two values in turn, hour after hour. */
    private static Hours days(int days, String even, String odd) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < 24 * days; i++) {
            values.add(new BigDecimal(i % 2 == 0 ? even : odd));
        }
        return new Hours(START, values);
    }

    private static Hours repeated(int times, String value) {
        return new Hours(START, Collections.nCopies(times, new BigDecimal(value)));
    }

    @SuppressWarnings("NullAway") // reads no annotation of a type argument from another class: Hours takes nulls
    private static Hours hours(@Nullable String... values) {
        List<@Nullable BigDecimal> decimals = new ArrayList<>();
        for (String value : values) {
            decimals.add(value == null ? null : new BigDecimal(value));
        }
        return new Hours(START, decimals);
    }

    private static String codes(List<Verdict> verdicts) {
        StringBuilder codes = new StringBuilder();
        verdicts.stream().map(Verdict::flag).map(Flag::code).forEach(codes::append);
        return codes.toString();
    }
}
