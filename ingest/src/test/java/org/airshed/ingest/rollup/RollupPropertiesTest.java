package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.CaptureRule.THREE_QUARTERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.airshed.ingest.rollup.DayRule.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any readings; the seed stands in the name of the run. */
class RollupPropertiesTest {
    private static final DayRule MADRID = new DayRule(ZoneId.of("Europe/Madrid"), Clock.CIVIL);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfArrivalDoesNotMatter(long seed) {
        List<Sample> samples = samples(new Random(seed));
        SortedMap<Long, Summary> inOrder = HourOfReadings.all(samples, THREE_QUARTERS);
        Collections.shuffle(samples, new Random(seed));
        assertThat(HourOfReadings.all(samples, THREE_QUARTERS)).isEqualTo(inOrder).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void allAtOnceIsHourByHour(long seed) {
        List<Sample> samples = samples(new Random(seed));
        samples.sort((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));
        SortedMap<Long, Summary> atOnce = HourOfReadings.all(samples, THREE_QUARTERS);
        // each hour as it looked when it ended, before anything later was known
        for (long hour : atOnce.keySet()) {
            List<Sample> known = samples.stream().filter(sample -> sample.timeMillis() < hour + Hours.HOUR_MILLIS)
                    .toList();
            assertThat(HourOfReadings.all(known, THREE_QUARTERS).get(hour)).isEqualTo(atOnce.get(hour));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void raisingOneHourLowersNothing(long seed) {
        Random random = new Random(seed);
        Hours before = hours(random, 24 * 9);
        List<@Nullable BigDecimal> raised = new ArrayList<>(before.values());
        int index = random.nextInt(before.size());
        BigDecimal old = raised.get(index);
        while (old == null) { // what is missing has nothing to be raised
            index = random.nextInt(before.size());
            old = raised.get(index);
        }
        raised.set(index, old.add(BigDecimal.TEN));
        var after = new Hours(before.firstHourMillis(), raised);
        notLower(MADRID.means(before, THREE_QUARTERS).values(), MADRID.means(after, THREE_QUARTERS).values());
        for (DailyMaximum whose : DailyMaximum.values()) {
            notLower(whose.days(before, MADRID).values(), whose.days(after, MADRID).values());
        }
        notLower(eightHours(before), eightHours(after));
    }

    private static List<@Nullable BigDecimal> eightHours(Hours hours) {
        List<@Nullable BigDecimal> means = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            means.add(RunningMean.EIGHT_HOURS.from(hours.hourMillis(i), hours) instanceof Statistic.Value value
                    ? value.value()
                    : null);
        }
        return means;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void aDayComesOutTheSameAloneOrAmongOthers(long seed) {
        Hours hours = hours(new Random(seed), 24 * 9);
        Days means = MADRID.means(hours, THREE_QUARTERS);
        Days maxima = DailyMaximum.EU.days(hours, MADRID);
        for (LocalDate day = means.firstDay(); day
                .isBefore(means.firstDay().plusDays(means.size())); day = day.plusDays(1)) {
            Hours alone = MADRID.hoursBetween(day.minusDays(1), day.plusDays(1), hours);
            assertThat(MADRID.means(alone, THREE_QUARTERS).at(day)).isEqualTo(means.at(day));
            assertThat(DailyMaximum.EU.days(alone, MADRID).at(day)).isEqualTo(maxima.at(day));
        }
    }

    private static void notLower(List<@Nullable BigDecimal> before, List<@Nullable BigDecimal> after) {
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            BigDecimal was = before.get(i);
            if (was == null) {
                assertThat(after.get(i)).isNull();
            } else {
                assertThat(after.get(i)).isGreaterThanOrEqualTo(was);
            }
        }
    }

    /** Two days of a sensor that changes its interval, with gaps and bursts. */
    private static List<Sample> samples(Random random) {
        List<Sample> samples = new ArrayList<>();
        long time = Series.millis("2024-10-26T00:00:00Z");
        long end = time + 48 * Hours.HOUR_MILLIS;
        long step = 60_000;
        while (time < end) {
            samples.add(new Sample(time, BigDecimal.valueOf(random.nextInt(-20, 900), 1)));
            if (random.nextInt(200) == 0) {
                step = List.of(5_000L, 60_000L, 120_000L, 600_000L).get(random.nextInt(4));
            }
            time += random.nextInt(300) == 0 ? Hours.HOUR_MILLIS : step + random.nextInt(-200, 200);
        }
        return samples;
    }

    private static Hours hours(Random random, int number) {
        long first = Series.millis("2024-10-24T00:00:00Z");
        return Series.hours(first, first + number * Hours.HOUR_MILLIS,
                hour -> random.nextInt(6) == 0 ? null : BigDecimal.valueOf(random.nextInt(-20, 900), 1));
    }
}
