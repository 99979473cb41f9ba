package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test for one datastream at, below and above its edges. */
class DatastreamCheckTest {
    private static final long START = 1_772_366_400_000L;
    private static final long MINUTE = 60_000;
    private static final ObservedProperty PM = ObservedProperties.of("pm2_5");
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");
    private static final ObservedProperty TEMPERATURE = ObservedProperties.of("temperature");
    private static final PropertyTests NOTHING = PropertyTests.rangesOf(ObservedProperties.of("voltage"));

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({"pm2_5,-15,3,outside-usual-range", "pm2_5,-15.1,4,gross-range", "pm2_5,0,1,", "pm2_5,500,1,",
            "pm2_5,500.1,3,outside-usual-range", "pm2_5,1000,3,outside-usual-range", "pm2_5,1000.1,4,gross-range",
            "co2,380,1,", "co2,379.9,3,outside-usual-range", "co2,10000,3,outside-usual-range",
            "co2,10000.1,4,gross-range", "relative_humidity,100,1,", "relative_humidity,105,3,outside-usual-range",
            "relative_humidity,105.1,4,gross-range", "illuminance,32767,1,", "voltage,99,2,"})
    void theBoundsOfARangeBelongToIt(String property, double value, int flag, @Nullable String reason) {
        assertThat(alone(ObservedProperties.of(property), value))
                .isEqualTo(new Verdict(Flag.of(flag), reason == null ? 0 : Reason.find(reason).orElseThrow().mask()));
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({"co2,65535,true", "co2,0,true", "pm2_5,0,false", "pm2_5,6553.5,true", "pm2_5,-999,true",
            "temperature,163.835,true", "relative_humidity,327.67,true", "no2,-1,false", "illuminance,65535,false",
            "gas_resistance,32767,false", "pm2_5,163.835,false"})
    void aNumberThatMeansNoValueFailsForThatAlone(String property, double value, boolean sentinel) {
        Verdict verdict = alone(ObservedProperties.of(property), value);
        assertThat(verdict.equals(Verdict.fail(Reason.SENTINEL))).as("%s", verdict).isEqualTo(sentinel);
    }

    @Test
    void aSpikeIsFurtherThanTheLimitFromTheMeanOfItsNeighbours() {
        QualitySettings settings = with(PM, NOTHING.withChanges(0.3, null));
        // 0.1, 0.5, 0.3: the distance from 0.2 is exactly 0.3, which doubles do not see
        assertThat(codes(run(PM, settings, ReadingTest.SPIKE, 0.1, 0.5, 0.3))).isEqualTo("212");
        assertThat(codes(run(PM, settings, ReadingTest.SPIKE, 0.1, 0.5001, 0.3))).isEqualTo("232");
        assertThat(codes(run(PM, settings, ReadingTest.SPIKE, 5.0, 4.6, 5.0))).isEqualTo("232");
    }

    @Test
    void firstLastAndWhatHasAMissingNeighbourAreNotEvaluatedForASpike() {
        QualitySettings settings = with(PM, NOTHING.withChanges(1.0, null));
        assertThat(codes(run(PM, settings, ReadingTest.SPIKE, 1.0, 1.0, null, 90.0, 1.0, 1.0))).isEqualTo("229232");
        assertThat(codes(run(PM, settings, ReadingTest.SPIKE, 1.0))).isEqualTo("2");
        assertThat(codes(run(PM, settings, ReadingTest.SPIKE, 1.0, 90.0))).isEqualTo("22");
    }

    @Test
    void aNeighbourTooFarInTimeIsNone() {
        QualitySettings settings = with(PM, NOTHING.withChanges(1.0, null));
        long gap = settings.neighbourGap().toMillis();
        assertThat(codes(at(PM, settings, ReadingTest.SPIKE, new long[]{0, gap, gap + 1}, 1, 90, 1)))
                .isEqualTo("232");
        assertThat(codes(at(PM, settings, ReadingTest.SPIKE, new long[]{0, gap + 1, gap + 2}, 1, 90, 1)))
                .isEqualTo("222");
        assertThat(codes(at(PM, settings, ReadingTest.SPIKE, new long[]{0, 1, gap + 2}, 1, 90, 1)))
                .isEqualTo("222");
    }

    @Test
    void aReadingThatFailedIsNoNeighbour() {
        // Without its sentinel the row beside it would be a spike.
        assertThat(codes(run(CO2, QualitySettings.DEFAULTS, null, 500.0, 500.0, 65535.0, 520.0, 500.0, 500.0)))
                .isEqualTo("114111");
    }

    @Test
    void aLoneSpikeIsSuspectHoweverHigh() {
        List<FlagSeries.FlaggedPoint> flagged = run(PM, QualitySettings.DEFAULTS, null, 8.0, 9.0, 480.0, 9.0, 8.0);
        // By the test's definition those beside it are pulled away from their neighbours' mean by half of it.
        assertThat(codes(flagged)).isEqualTo("13331");
        assertThat(codes(run(PM, QualitySettings.DEFAULTS, null, 8.0, 9.0, 180.0, 9.0, 8.0))).isEqualTo("11311");
        assertThat(flagged.get(2).verdict()).isEqualTo(Verdict.suspect(Reason.SPIKE));
    }

    @Test
    void aChangeOfExactlyTheRateIsNotFlagged() {
        QualitySettings settings = with(TEMPERATURE, NOTHING.withChanges(null, 0.1));
        // 0.8 - 0.7 is above, 0.3 - 0.2 below 0.1 in doubles; in decimals both are the limit.
        assertThat(codes(at(TEMPERATURE, settings, ReadingTest.RATE_OF_CHANGE, new long[]{0, 1000, 2000, 3000, 4000},
                0.7, 0.8, 0.7, 0.3, 0.2))).isEqualTo("11131");
        assertThat(codes(at(TEMPERATURE, settings, ReadingTest.RATE_OF_CHANGE, new long[]{0, 60_000, 120_000}, 20,
                26, 19.9))).isEqualTo("113");
    }

    @Test
    void theRateIsFlaggedOnTheLaterReadingAndTheFirstAfterAGapIsGood() {
        QualitySettings settings = with(TEMPERATURE, NOTHING.withChanges(null, 0.1));
        assertThat(codes(run(TEMPERATURE, settings, ReadingTest.RATE_OF_CHANGE, 20.0, 40.0, 40.0))).isEqualTo("131");
        assertThat(codes(run(TEMPERATURE, settings, ReadingTest.RATE_OF_CHANGE, 20.0, null, 40.0, 60.0)))
                .isEqualTo("1913");
        long gap = settings.neighbourGap().toMillis();
        assertThat(codes(at(TEMPERATURE, settings, ReadingTest.RATE_OF_CHANGE, new long[]{0, gap + 1}, 0, 600)))
                .isEqualTo("11");
        assertThat(codes(at(TEMPERATURE, settings, ReadingTest.RATE_OF_CHANGE, new long[]{0, gap}, 0, 600)))
                .isEqualTo("13");
    }

    @Test
    void aFlatLineNeedsAFullWindow() {
        QualitySettings settings = flat(4, 0.5, null);
        // n = floor(4 min / 1 min) + 1 = 5 points; points before the first full window are good
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0))).isEqualTo("111133");
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 7.0, 7.0))).isEqualTo("11");
    }

    @Test
    void aStepThatDoesNotDivideTheWindowGivesFloorPlusOnePoints() {
        QualitySettings settings = flat(4, 0.5, null);
        long[] times = {0, 90_000, 180_000, 270_000}; // floor(240 / 90) + 1 = 3
        assertThat(codes(at(PM, settings, ReadingTest.FLAT_LINE, times, 7, 7, 7, 7))).isEqualTo("1133");
    }

    @Test
    void theToleranceOfAFlatLineIsStrict() {
        QualitySettings settings = flat(4, 0.3, null);
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 7.0, 7.1, 7.2, 7.1, 7.3))).isEqualTo("11111");
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 7.0, 7.1, 7.2, 7.1, 7.29))).isEqualTo("11113");
        // 0.4 - 0.1 is above 0.3 in doubles and exactly 0.3 in decimals; 1.2 - 0.9 is below it and exactly 0.3 too
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 0.1, 0.4, 0.4, 0.4, 0.4))).isEqualTo("11111");
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 0.9, 1.2, 1.2, 1.2, 1.2))).isEqualTo("11111");
    }

    @Test
    void missingPointsInsideAFlatWindowAreIgnored() {
        QualitySettings settings = flat(4, 0.5, null);
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 7.0, null, 7.0, null, 7.0))).isEqualTo("19193");
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 7.0, null, null, null, 7.0))).isEqualTo("19991");
    }

    @Test
    void aFlatLineAtOrBelowTheLevelIsLeftAlone() {
        QualitySettings settings = flat(4, 0.5, 5.0);
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 5.0, 5.0, 5.0, 5.0, 5.0))).isEqualTo("22222");
        assertThat(codes(run(PM, settings, ReadingTest.FLAT_LINE, 5.1, 5.1, 5.1, 5.1, 5.1))).isEqualTo("11113");
    }

    @Test
    void aStuckFanIsSeenAndAnHourOfCleanAirIsNot() {
        List<FlagSeries.FlaggedPoint> stuck = run(PM, QualitySettings.DEFAULTS, null, repeated(120, 34.2));
        assertThat(codes(stuck)).isEqualTo("1".repeat(60) + "3".repeat(60));
        assertThat(stuck.getLast().verdict()).isEqualTo(Verdict.suspect(Reason.FLAT_LINE));
        assertThat(codes(run(PM, QualitySettings.DEFAULTS, null, repeated(120, 0.0)))).isEqualTo("1".repeat(120));
    }

    @Test
    void zerosAfterASuddenFallAreStuckUntilTheFallIsOutOfSight() {
        Double[] values = repeated(90, 0.0);
        values[0] = 9.0;
        values[1] = 10.0;
        List<FlagSeries.FlaggedPoint> flagged = run(PM, QualitySettings.DEFAULTS, ReadingTest.STUCK_AT_ZERO, values);
        // zero from minute 2, so stuck from 22, until 60 minutes after the last value above, at minute 1
        assertThat(codes(flagged)).isEqualTo("1".repeat(22) + "3".repeat(40) + "1".repeat(28));
        values[1] = 9.9;
        assertThat(codes(run(PM, QualitySettings.DEFAULTS, ReadingTest.STUCK_AT_ZERO, values)))
                .isEqualTo("1".repeat(90));
        values[1] = 10.0;
        values[15] = 0.1;
        assertThat(codes(run(PM, QualitySettings.DEFAULTS, ReadingTest.STUCK_AT_ZERO, values)))
                .isEqualTo("1".repeat(90));
    }

    @Test
    void whatFollowsASilenceIsMaskedForTheWarmUpOfTheChip() {
        long[] times = {0, 10_000, 29_999, 30_000, 40_000, 640_001, 650_000, 670_001, 680_000};
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        List<FlagSeries.FlaggedPoint> flagged = FlagSeries.of(points(times, values), PM, new SensorName("pms5003-s0"),
                QualitySettings.DEFAULTS, ReadingTest.ALL);
        assertThat(codes(flagged)).isEqualTo("444114411");
        assertThat(flagged.getFirst().verdict()).isEqualTo(Verdict.fail(Reason.WARM_UP));
        times[5] = 640_000; // exactly the gap: no silence
        assertThat(codes(FlagSeries.of(points(times, values), PM, new SensorName("pms5003-s0"),
                QualitySettings.DEFAULTS, ReadingTest.ALL))).isEqualTo("444111111");
        assertThat(codes(FlagSeries.of(points(times, values), PM, SensorName.MAIN, QualitySettings.DEFAULTS,
                ReadingTest.ALL))).isEqualTo("111111111");
    }

    @Test
    void aStationThatReportsRarelyIsNotForeverWarmingUp() {
        long[] times = {0, 30 * MINUTE, 60 * MINUTE, 90 * MINUTE};
        assertThat(codes(FlagSeries.of(points(times, 1, 2, 3, 4), PM, new SensorName("pms5003-s0"),
                QualitySettings.DEFAULTS, ReadingTest.ALL))).isEqualTo("1111");
    }

    @Test
    void theLongestBeginningOfASensorsNameSetsItsWarmUp() {
        QualitySettings settings = warmUp(Map.of("pms", Duration.ofSeconds(30), "pms7003", Duration.ofSeconds(40)));
        assertThat(settings.warmUpOf(new SensorName("pms7003-a"))).isEqualTo(Duration.ofSeconds(40));
        assertThat(settings.warmUpOf(new SensorName("pms5003-a"))).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.warmUpOf(new SensorName("sds011"))).isEqualTo(Duration.ZERO);
        assertThatThrownBy(() -> warmUp(Map.of("no2-b43f", Duration.ofDays(2)))).hasMessageContaining("no2-b43f");
    }

    private static QualitySettings warmUp(Map<String, Duration> warmUp) {
        QualitySettings usual = QualitySettings.DEFAULTS;
        return new QualitySettings(usual.properties(), warmUp, usual.restartGap(), usual.neighbourGap(),
                usual.buddies(), usual.channels(), usual.metadata());
    }

    /** With a window of LOOKBACK the fall would be out of sight before the first flag. */
    @Test
    void theWindowOfZerosIsShorterThanTheLookback() {
        assertThatThrownBy(() -> new PropertyTests.StuckAtZero(DatastreamCheck.LOOKBACK, 10))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("shorter than PT1H");
        Duration longest = DatastreamCheck.LOOKBACK.minusMinutes(1);
        QualitySettings settings = with(PM,
                NOTHING.withStandstill(null, new PropertyTests.StuckAtZero(longest, 10)));
        Double[] values = new Double[62];
        java.util.Arrays.fill(values, 0.0);
        values[0] = 10.0;
        List<FlagSeries.FlaggedPoint> flagged = run(PM, settings, ReadingTest.STUCK_AT_ZERO, values);
        assertThat(flagged.get(60).verdict()).isEqualTo(Verdict.suspect(Reason.STUCK_AT_ZERO));
        assertThat(flagged.get(59).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(flagged.get(61).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void onlyARepeatThatDiffersIsFlagged() {
        long[] times = {0, MINUTE, MINUTE, MINUTE, 2 * MINUTE, MINUTE};
        List<FlagSeries.FlaggedPoint> flagged = at(PM, QualitySettings.DEFAULTS, null, times, 5, 6, 6, 7, 8, 6);
        assertThat(codes(flagged)).isEqualTo("111313");
        assertThat(flagged.get(3).verdict()).isEqualTo(Verdict.suspect(Reason.DUPLICATE_TIME));
        assertThat(flagged.get(5).verdict()).isEqualTo(Verdict.suspect(Reason.BACKWARD_TIME));
    }

    @Test
    void aRepeatIsNobodysNeighbour() {
        QualitySettings settings = with(PM, NOTHING.withChanges(1.0, null));
        long[] times = {0, MINUTE, MINUTE, 2 * MINUTE, 3 * MINUTE};
        assertThat(codes(at(PM, settings, ReadingTest.SPIKE, times, 5, 5, 90, 5, 5))).isEqualTo("21212");
    }

    @Test
    void aClockThatWasNeverSetIsSeen() {
        for (String year : List.of("1970-01-01T00:00:00Z", "2000-06-01T00:00:00Z")) {
            long time = Instant.parse(year).toEpochMilli();
            assertThat(FlagSeries.of(List.of(new FlagSeries.Point(time, 5.0)), PM, SensorName.MAIN,
                    QualitySettings.DEFAULTS, ReadingTest.ALL).getFirst().verdict())
                    .isEqualTo(Verdict.suspect(Reason.CLOCK));
        }
        assertThat(alone(PM, 5)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void aMissingPointIsNineInEveryTest() {
        for (ReadingTest test : ReadingTest.ALL) {
            List<FlagSeries.FlaggedPoint> flagged = run(PM, QualitySettings.DEFAULTS, test, 1.0, null, 1.0);
            assertThat(flagged.get(1).verdict()).as(test.key()).isEqualTo(Verdict.MISSING);
            assertThat(flagged.get(1).value()).isNull();
        }
        assertThat(codes(run(PM, QualitySettings.DEFAULTS, null, null, null))).isEqualTo("99");
    }

    @Test
    void emptyInIsEmptyOut() {
        assertThat(run(PM, QualitySettings.DEFAULTS, null)).isEmpty();
    }

    @Test
    void aTestOfAnotherCheckCountsLikeItsOwn() {
        List<Verdict> verdicts = new ArrayList<>();
        var check = new DatastreamCheck(PM, SensorName.MAIN, QualitySettings.DEFAULTS,
                (row, time, value, flag, reasons) -> verdicts.add(new Verdict(flag, reasons)));
        check.reading(START, 5, Reason.INCONSISTENT.mask());
        check.reading(START + MINUTE, 0, Reason.SENTINEL.mask());
        check.end();
        assertThat(verdicts).containsExactly(Verdict.suspect(Reason.INCONSISTENT), Verdict.fail(Reason.SENTINEL));
    }

    @Test
    void theRowBeforeIsDecidedWhenTheNextComesOrNoneComesAnyMore() {
        List<Long> decided = new ArrayList<>();
        var check = new DatastreamCheck(PM, SensorName.MAIN, QualitySettings.DEFAULTS,
                (row, time, value, flag, reasons) -> decided.add(row));
        check.reading(START, 5);
        assertThat(decided).isEmpty();
        check.reading(START + MINUTE, 5);
        assertThat(decided).containsExactly(0L);
        check.end();
        assertThat(decided).containsExactly(0L, 1L);
        assertThatThrownBy(() -> check.reading(START + 60 * MINUTE, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new DatastreamCheck(PM, SensorName.MAIN, QualitySettings.DEFAULTS,
                (row, time, value, flag, reasons) -> {}).reading(START, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static QualitySettings with(ObservedProperty property, PropertyTests tests) {
        return QualitySettings.DEFAULTS.with(property, tests);
    }

    private static QualitySettings flat(int minutes, double tolerance, @Nullable Double above) {
        return with(PM, NOTHING.withStandstill(
                new PropertyTests.FlatLine(Duration.ofMinutes(minutes), tolerance, above, 3), null));
    }

    private static Verdict alone(ObservedProperty property, double value) {
        return run(property, QualitySettings.DEFAULTS, null, value).getFirst().verdict();
    }

    /** One value a minute; all tests where {@code test} is null. */
    private static List<FlagSeries.FlaggedPoint> run(ObservedProperty property, QualitySettings settings,
            @Nullable ReadingTest test, @Nullable Double... values) {
        List<FlagSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(new FlagSeries.Point(START + i * MINUTE, values[i]));
        }
        return FlagSeries.of(points, property, SensorName.MAIN, settings, tests(test));
    }

    private static List<FlagSeries.FlaggedPoint> at(ObservedProperty property, QualitySettings settings,
            @Nullable ReadingTest test, long[] times, double... values) {
        return FlagSeries.of(points(times, values), property, SensorName.MAIN, settings, tests(test));
    }

    private static List<FlagSeries.Point> points(long[] times, double... values) {
        List<FlagSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            points.add(new FlagSeries.Point(START + times[i], values[i]));
        }
        return points;
    }

    private static Set<ReadingTest> tests(@Nullable ReadingTest test) {
        return test == null ? ReadingTest.ALL : EnumSet.of(test);
    }

    private static Double[] repeated(int times, double value) {
        Double[] values = new Double[times];
        Arrays.fill(values, value);
        return values;
    }

    private static String codes(List<FlagSeries.FlaggedPoint> flagged) {
        StringBuilder codes = new StringBuilder();
        for (FlagSeries.FlaggedPoint point : flagged) {
            codes.append(point.verdict().flag().code());
        }
        return codes.toString();
    }
}
