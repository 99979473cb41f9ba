package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every default limit a second time, typed here and not read from the tables: on it, and just beyond. */
class DefaultLimitsTest {
    private static final long START = 1_772_366_400_000L;

    /** Each property of the air: failed below, suspect below, suspect above, failed above. */
    private static final String RANGES = """
            co2,0,380,5000,10000
            pm1,-15,0,500,1000
            pm2_5,-15,0,500,1000
            pm4,-15,0,500,1000
            pm10,-15,0,500,1000
            pm1_cf1,-15,0,500,1000
            pm2_5_cf1,-15,0,500,1000
            pm10_cf1,-15,0,500,1000
            pn0_5,0,,,100000
            pn1,0,,,100000
            pn2_5,0,,,100000
            pn4,0,,,100000
            pn10,0,,,100000
            pn_gt0_3,0,,,100000
            pn_gt0_5,0,,,100000
            pn_gt1,0,,,100000
            pn_gt2_5,0,,,100000
            pn_gt5,0,,,100000
            pn_gt10,0,,,100000
            particle_size,0,,,100
            temperature,-40,-40,60,125
            relative_humidity,0,0,100,105
            pressure,300,850,1085,1100
            no,-10,,1000,2000
            no2,-10,,300,2000
            o3,-10,,200,500
            so2,-10,,200,2000
            co,-500,,30000,100000
            hcho,-20,,1000,5000
            tvoc,0,,10000,60000
            voc_index,0,,,500
            nox_index,0,,,500
            gas_resistance,0,,,
            eco2,0,,,65535
            noise_laeq,0,20,120,140
            illuminance,0,,,200000
            """;

    @TestFactory
    Stream<DynamicTest> theBoundsOfEveryRangeBelongToIt() {
        assertThat(RANGES.lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyInAnyOrderElementsOf(ObservedProperties.all().stream()
                        .filter(property -> !property.health() && !property.id().equals("voltage"))
                        .map(ObservedProperty::id).toList());
        return RANGES.lines().map(line -> line.split(",", -1))
                .map(row -> DynamicTest.dynamicTest(row[0], () -> inRange(row[0], row[1], row[2], row[3], row[4])));
    }

    private static void inRange(String property, String failedBelow, String suspectBelow, String suspectAbove,
            String failedAbove) {
        double lowest = bound(failedBelow, Double.NEGATIVE_INFINITY);
        double low = bound(suspectBelow, Double.NEGATIVE_INFINITY);
        double high = bound(suspectAbove, Double.POSITIVE_INFINITY);
        double highest = bound(failedAbove, Double.POSITIVE_INFINITY);
        for (double bound : new double[]{lowest, low, high, highest}) {
            for (double value : new double[]{bound - 0.125, bound, bound + 0.125}) {
                if (Double.isFinite(value)) {
                    String expected = value < lowest || value > highest ? "4" : value < low || value > high ? "3" : "1";
                    assertThat(codes(property, ReadingTest.GROSS_RANGE, 60, value)).as(property + " " + value)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static double bound(String cell, double without) {
        return cell.isEmpty() ? without : Double.parseDouble(cell);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"co2,1000", "pm1,100", "pm2_5,100", "pm4,150", "pm10,200", "pm1_cf1,100", "pm2_5_cf1,100",
            "pm10_cf1,200", "temperature,5", "relative_humidity,20", "pressure,5", "no,200", "no2,100", "o3,50",
            "so2,100", "co,5000"})
    void aSpikeLiesBeyondItsLimit(String property, double limit) {
        assertThat(codes(property, ReadingTest.SPIKE, 60, 0, limit, 0)).isEqualTo("212");
        assertThat(codes(property, ReadingTest.SPIKE, 60, 0, limit + 0.1, 0)).isEqualTo("232");
        assertThat(codes(property, ReadingTest.SPIKE, 60, limit + 0.1, 0, limit + 0.1)).isEqualTo("232");
    }

    @ParameterizedTest(name = "{0} {1} in a minute")
    @CsvSource({"temperature,6", "relative_humidity,30", "pressure,6"})
    void aChangeIsFasterThanItsLimit(String property, double aMinute) {
        assertThat(codes(property, ReadingTest.RATE_OF_CHANGE, 60, 0, aMinute)).isEqualTo("11");
        assertThat(codes(property, ReadingTest.RATE_OF_CHANGE, 60, 0, aMinute + 0.1)).isEqualTo("13");
        assertThat(codes(property, ReadingTest.RATE_OF_CHANGE, 60, aMinute + 0.1, 0)).isEqualTo("13");
    }

    /** A fire and a full classroom rise by hundreds within minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"co2", "pm1", "pm2_5", "pm4", "pm10", "pm1_cf1", "pm2_5_cf1", "pm10_cf1", "no", "no2", "o3",
            "so2", "co"})
    void whatMayJumpHasNoLimitOfRate(String property) {
        assertThat(codes(property, ReadingTest.RATE_OF_CHANGE, 1, 0, 400)).isEqualTo("22");
    }

    @ParameterizedTest(name = "{0}: not at {1}, at {2}, not where {3} comes too")
    @CsvSource({"pm1,5,5.1,5.2", "pm2_5,5,5.1,5.2", "pm4,5,5.1,5.2", "pm10,5,5.1,5.2", "pm1_cf1,5,5.1,5.2",
            "pm2_5_cf1,5,5.1,5.2", "pm10_cf1,5,5.1,5.2", "no,5,5.1,5.2", "no2,5,5.1,5.2", "o3,5,5.1,5.2",
            "so2,5,5.1,5.2", "co,100,101,102", "co2,,420,420.5", "co2,,0.5,0"})
    void anHourWithoutAnyMovementIsFlat(String property, @Nullable Double level, double above, double other) {
        assertThat(last(property, 5 * 60, 13, above, above)).isEqualTo('3');
        assertThat(last(property, 5 * 60, 12, above, above)).as("55 minutes").isEqualTo('1');
        assertThat(last(property, 6 * 60, 11, above, above)).as("11 values").isEqualTo('1');
        assertThat(last(property, 5 * 60, 13, above, other)).isEqualTo('1');
        if (level != null) {
            assertThat(last(property, 5 * 60, 13, level, level)).isEqualTo('2');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature", "relative_humidity", "pressure"})
    void aCellarMayStandStill(String property) {
        assertThat(last(property, 5 * 60, 13, 20, 20)).isEqualTo('2');
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm1", "pm2_5", "pm4", "pm10", "pm1_cf1", "pm2_5_cf1", "pm10_cf1"})
    void twentyMinutesOfZeroAfterAFallFromTenAreStuck(String property) {
        double[] fallen = new double[22];
        fallen[0] = 10;
        assertThat(codes(property, ReadingTest.STUCK_AT_ZERO, 60, fallen)).isEqualTo("1".repeat(21) + "3");
        fallen[0] = 9.9;
        assertThat(codes(property, ReadingTest.STUCK_AT_ZERO, 60, fallen)).isEqualTo("1".repeat(22));
    }

    /** Spike above, equal hours suspect and failed from, above this level; hours of zero. */
    @ParameterizedTest(name = "{0}: {1}, {2} and {3} above {4}, {5}")
    @CsvSource({"co2,,3,24,,", "pm1,30,3,24,5,24", "pm2_5,30,3,24,5,24", "pm4,45,3,24,5,24", "pm10,60,3,24,5,24",
            "pm1_cf1,30,3,24,5,24", "pm2_5_cf1,30,3,24,5,24", "pm10_cf1,60,3,24,5,24", "temperature,,24,,,",
            "relative_humidity,,24,,,", "pressure,,24,,,", "no,,3,24,5,", "no2,60,3,24,5,", "o3,30,3,24,5,",
            "so2,60,3,24,5,", "co,,3,24,100,", "tvoc,,,,,", "noise_laeq,,,,,"})
    void hoursHaveLimitsOfTheirOwn(String id, @Nullable BigDecimal spike, @Nullable Integer suspect,
            @Nullable Integer fail, @Nullable BigDecimal level, @Nullable Integer zeros) {
        PropertyTests limits = QualitySettings.DEFAULTS.testsOf(ObservedProperties.of(id));
        BigDecimal jump = spike == null ? new BigDecimal(1000) : spike;
        assertThat(codes(HourTests.spikes(hours(BigDecimal.TEN, BigDecimal.TEN.add(jump), BigDecimal.TEN), limits)))
                .isEqualTo(spike == null ? "222" : "212");
        BigDecimal further = jump.add(new BigDecimal("0.1"));
        assertThat(codes(HourTests.spikes(hours(BigDecimal.TEN, BigDecimal.TEN.add(further), BigDecimal.TEN), limits)))
                .isEqualTo(spike == null ? "222" : "232");
        BigDecimal above = level == null ? new BigDecimal(20) : level.add(new BigDecimal("0.1"));
        assertThat(codes(HourTests.equalHours(same(25, above), limits))).isEqualTo(equal(suspect, fail));
        if (level != null) {
            assertThat(codes(HourTests.equalHours(same(25, level), limits))).isEqualTo("2".repeat(25));
        }
        assertThat(codes(HourTests.zeroHours(same(24, BigDecimal.ZERO), new Hours(0, List.of()), limits)))
                .isEqualTo(zeros == null ? "2".repeat(24) : "1".repeat(zeros - 1) + "3".repeat(25 - zeros));
    }

    private static String equal(@Nullable Integer suspect, @Nullable Integer fail) {
        if (suspect == null) {
            return "2".repeat(25);
        }
        int failed = fail == null ? 26 : fail;
        return "1".repeat(suspect - 1) + "3".repeat(failed - suspect) + "4".repeat(26 - failed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"pm2_5,65535 32767 6553.5 -999", "pm10_cf1,65535 32767 6553.5 -999", "pn2_5,65535 32767 6553.5 -999",
            "co2,65535 32767 6553.5 -999 0", "eco2,65535 32767 6553.5 -999", "pressure,65535 32767 6553.5 -999",
            "temperature,65535 32767 6553.5 -999 163.835 327.67",
            "relative_humidity,65535 32767 6553.5 -999 163.835 327.67", "no2,65535 32767 6553.5 -999",
            "co,65535 32767 6553.5 -999", "tvoc,65535 32767 6553.5 -999", "noise_laeq,65535 32767 6553.5 -999",
            "voc_index,65535 32767 6553.5 -999 3276.7", "nox_index,65535 32767 6553.5 -999 3276.7", "illuminance,",
            "gas_resistance,", "voltage,", "battery,", "battery_voltage,"})
    void numbersThatMeanNoValueAreThoseOfTheDrivers(String property, @Nullable String sentinels) {
        List<String> expected = sentinels == null ? List.of() : List.of(sentinels.split(" ", -1));
        for (String value : List.of("65535", "32767", "6553.5", "-999", "0", "163.835", "327.67", "3276.7", "-1",
                "65534.9", "65535.1", "-998.9", "327.66", "6553.6")) {
            boolean is = codes(property, ReadingTest.SENTINEL, 60, Double.parseDouble(value)).equals("4");
            assertThat(is).as(property + " " + value).isEqualTo(expected.contains(value));
        }
    }

    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({"pms5003-ttyama0,30", "pms7003-a,30", "pmsa003-a,30", "sds011-usb0,30", "sps30-69,30", "sen50-69,30",
            "sen55-69,30", "sen66-6b,60", "scd40-62,60", "scd41-62,60", "scd30-61,60", "mhz19-ttyama0,180",
            "mhz19c-a,180", "mh-z19b-a,180", "bme280-76,0", "main,0"})
    void aSensorIsMaskedForItsWarmUpAfterASilence(String sensor, int seconds) {
        List<FlagSeries.Point> points = List.of(new FlagSeries.Point(START, 8.0),
                new FlagSeries.Point(START + Math.max(1, seconds * 1000L - 1), 8.1),
                new FlagSeries.Point(START + Math.max(2, seconds * 1000L), 8.2));
        assertThat(codes(points, ObservedProperties.of("pm2_5"), new SensorName(sensor), ReadingTest.WARM_UP))
                .isEqualTo(seconds == 0 ? "111" : "441");
    }

    private static char last(String property, int secondsApart, int count, double one, double other) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = i % 2 == 0 ? one : other;
        }
        String codes = codes(property, ReadingTest.FLAT_LINE, secondsApart, values);
        return codes.charAt(codes.length() - 1);
    }

    private static String codes(String property, ReadingTest test, int secondsApart, double... values) {
        List<FlagSeries.Point> points = new ArrayList<>();
        for (double value : values) {
            points.add(new FlagSeries.Point(START + points.size() * 1000L * secondsApart, value));
        }
        return codes(points, ObservedProperties.of(property), SensorName.MAIN, test);
    }

    private static String codes(List<FlagSeries.Point> points, ObservedProperty property, SensorName sensor,
            ReadingTest test) {
        return FlagSeries.of(points, property, sensor, QualitySettings.DEFAULTS, Set.of(test)).stream()
                .map(point -> String.valueOf(point.verdict().flag().code())).collect(Collectors.joining());
    }

    private static String codes(List<Verdict> verdicts) {
        return verdicts.stream().map(verdict -> String.valueOf(verdict.flag().code())).collect(Collectors.joining());
    }

    private static Hours hours(BigDecimal... values) {
        return new Hours(0, List.of(values));
    }

    private static Hours same(int count, BigDecimal value) {
        return new Hours(0, Collections.nCopies(count, value));
    }
}
