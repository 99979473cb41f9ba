package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.hours;
import static org.airshed.ingest.index.Given.millis;
import static org.airshed.ingest.index.Given.series;
import static org.airshed.ingest.index.Given.times;
import static org.airshed.ingest.index.Given.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Completeness.Unit;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Statistic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NowCastTest {
    private static final String END = "2026-03-01T12:00:00Z";

    /** Oldest first, the last is the newest complete hour. Expected values reckoned by hand. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
            // w = 0.5: (20 + 10/2) / 1.5 = 16.67
            "10 20,16.6",
            // w = 10/16 = 0.625: (16 + 6.25) / 1.625 = 13.69
            "10 16,13.6",
            // newest missing: ages 1 and 2, w = 0.5: (20/2 + 10/4) / 0.75
            "10 20 -,16.6",
            // the middle one missing: (20 + 10/4) / 1.25
            "10 - 20,18.0",
            // only the three newest decide whether there is one; older ones count: w = 0.5, (8 + 4 + 16/16) / (1 + 1/2 + 1/16)
            "16 - - 8 8,8.3",
            // all twelve: w = 0.5, 100 at age 11: (0 + 100/2048) / (4095/2048) = 0.0244
            "100 0 0 0 0 0 0 0 0 0 0 0,0.0",
            // a thirteenth hour is too old
            "900 9.1 9.1 9.1 9.1 9.1 9.1 9.1 9.1 9.1 9.1 9.1 9.1,9.1",
            // below the zero of a reference monitor: equal weights, truncated toward zero
            "-1.2 -1.3,-1.2",
            // lowest negative: w = 0.5: (4 - 1/2) / 1.5
            "-1 4,2.3"})
    void weightsFallWithTheAgeOfTheHour(String values, BigDecimal expected) {
        assertThat(pm(values)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"5 5 5 5 5 5 5 5 5 5 - -,1", "- - 5,1", "- 5 -,1", "5 - -,1", "-,0", "5 5 5 5 5 5 5 5 5 - - -,0",
            "5,1"})
    void twoOfTheNewestThreeHoursAreNeeded(String values, int valid) {
        Statistic result = NowCast.pm(ending(values), millis(END), 1);
        assertThat(result).isInstanceOf(Statistic.NotEnoughData.class);
        assertThat(result.completeness()).isEqualTo(new Completeness(valid, 3, 2, Unit.HOURS));
        assertThat(((Statistic.NotEnoughData) result).reason()).contains(valid + " of the newest 3");
    }

    @Test
    void twoHoursOfHistoryAreEnough() {
        assertThat(pm("30 30")).isEqualByComparingTo("30");
    }

    @Test
    void zerosAreDataAndNeverDividedBy() {
        assertThat(pm(times(12, "0"))).isEqualByComparingTo("0");
        // A zero keeps its weight: (0 + 3/2) / 1.5, not 3.
        assertThat(pm("3 0")).isEqualByComparingTo("1");
    }

    @Test
    void theHourThatIsNotOverYetDoesNotCount() {
        Hours series = hours("2026-03-01T09:00:00Z", "10 10 10 999");
        assertThat(value(NowCast.pm(series, millis("2026-03-01T12:59:59.999Z"), 1))).isEqualByComparingTo("10");
        assertThat(value(NowCast.pm(series, millis("2026-03-01T13:00:00Z"), 1))).isGreaterThan(new BigDecimal(500));
    }

    @Test
    void equalHoursComeOutExactlyHoweverManyAreMissing() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            BigDecimal level = new BigDecimal(random.nextInt(5_000)).movePointLeft(1);
            List<@Nullable BigDecimal> values = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                values.add(random.nextBoolean() ? level : null);
            }
            values.add(level);
            values.add(level);
            assertThat(value(NowCast.pm(series(millis("2026-03-01T00:00:00Z"), values), millis(END), 1)))
                    .as("seed %d round %d", seed, round).isEqualByComparingTo(level);
        }
    }

    /** Against the published formula in binary, which is good to 1e-9 and is therefore compared before the last digit. */
    @Test
    void agreesWithTheFormulaAsPrinted() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<@Nullable BigDecimal> values = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                values.add(i < 10 && random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(3_000) / 10.0));
            }
            double printed = printed(values.reversed());
            BigDecimal ours = value(NowCast.pm(series(millis("2026-03-01T00:00:00Z"), values), millis(END), 6));
            assertThat(ours.doubleValue()).as("seed %d round %d %s", seed, round, values).isBetween(printed - 2e-6,
                    printed + 1e-6);
        }
    }

    @Test
    void hourMeansWithoutEndDoNotLoseATenth() {
        // Three hours of 27.3/3, each cut at 34 digits from a division, are still 9.1.
        BigDecimal third = new BigDecimal("9.099999999999999999999999999999999");
        Hours series = new Hours(millis("2026-03-01T09:00:00Z"), List.of(third, third, third));
        assertThat(value(NowCast.pm(series, millis(END), 1))).isEqualByComparingTo("9.1");
        assertThat(pm("9.0999 9.0999 9.0999")).isEqualByComparingTo("9.0");
    }

    @ParameterizedTest(name = "ozone {0} -> {1}")
    @CsvSource({"0,4", "100,89", "60 -,55", "60 - -,55", "80 70 60,55", "-2,2"})
    void theOzoneSurrogateTakesTheLatestOfThreeHours(String values, BigDecimal expected) {
        assertThat(value(NowCast.ozoneSurrogate(ending(values), millis(END)))).isEqualByComparingTo(expected);
    }

    @Test
    void threeMissingHoursGiveNoOzoneSurrogate() {
        Statistic result = NowCast.ozoneSurrogate(ending("60 - - -"), millis(END));
        assertThat(result).isInstanceOf(Statistic.NotEnoughData.class);
        assertThat(result.completeness()).isEqualTo(new Completeness(0, 3, 1, Unit.HOURS));
    }

    private static double printed(List<@Nullable BigDecimal> newestFirst) {
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (BigDecimal hour : newestFirst) {
            if (hour != null) {
                lowest = Math.min(lowest, hour.doubleValue());
                highest = Math.max(highest, hour.doubleValue());
            }
        }
        double w = Math.max(1 - (highest - lowest) / highest, 0.5);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            BigDecimal hour = newestFirst.get(i);
            if (hour != null) {
                sum += Math.pow(w, i) * hour.doubleValue();
                weights += Math.pow(w, i);
            }
        }
        return sum / weights;
    }

    private static Hours ending(String values) {
        int count = words(values).size();
        return hours(Instant.parse(END).minusSeconds(count * 3600L).toString(), values);
    }

    private static BigDecimal pm(String values) {
        return value(NowCast.pm(ending(values), millis(END), 1));
    }

    private static BigDecimal value(Statistic statistic) {
        assertThat(statistic).isInstanceOf(Statistic.Value.class);
        return ((Statistic.Value) statistic).value();
    }
}
