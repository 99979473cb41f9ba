package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.CaptureRule.THREE_QUARTERS;
import static org.airshed.ingest.rollup.Series.millis;
import static org.airshed.ingest.rollup.Series.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourOfReadingsTest {
    private static final String NOON = "2024-05-01T12:00:00Z";
    private static final SendingInterval MINUTELY = new SendingInterval(60_000);

    @Test
    void sixtyTimesNinePointOneIsNinePointOne() {
        Summary hour = summary(samples(NOON, 60, 60, "9.1"), MINUTELY);
        assertThat(hour.meanOrNull()).isEqualTo(new BigDecimal("9.1"));
        assertThat(hour.min()).isEqualTo(new BigDecimal("9.1"));
        assertThat(hour.max()).isEqualTo(new BigDecimal("9.1"));
        assertThat(hour.count()).isEqualTo(60);
        assertThat(hour.completeness()).isEqualTo(new Completeness(60, 60, 45, Completeness.Unit.READINGS));
    }

    @Test
    void aMeanThatDoesNotEndHasSixteenDigits() {
        List<Sample> hour = new ArrayList<>(samples(NOON, 3, 1200, "1"));
        hour.set(2, new Sample(hour.get(2).timeMillis(), new BigDecimal("2")));
        assertThat(summary(hour, new SendingInterval(1_200_000)).meanOrNull())
                .isEqualTo(new BigDecimal("1.333333333333333"));
    }

    @ParameterizedTest(name = "{0} minutes: {1}")
    @CsvSource({"44,false", "45,true"})
    void belowThreeQuartersTheMeanIsMissingAndTheCoverageIsKept(int minutes, boolean mean) {
        Summary hour = summary(samples(NOON, minutes, 60, "7"), MINUTELY);
        assertThat(hour.meanOrNull() != null).isEqualTo(mean);
        assertThat(hour.completeness().coverage()).isEqualTo(minutes / 60.0);
        assertThat(hour.max()).isEqualTo("7");
    }

    @Test
    void aMissingMeanSaysWhatIsMissing() {
        assertThat(summary(samples(NOON, 30, 60, "7"), MINUTELY).mean())
                .isEqualTo(new Statistic.NotEnoughData(new Completeness(30, 60, 45, Completeness.Unit.READINGS),
                        "30 of 60 readings, 45 are needed"));
    }

    @Test
    void oneBusyMinuteIsOneMinute() {
        // Every 5 s: were rows counted, these twelve would be a fifth of an hour of minutes.
        Summary hour = summary(samples(NOON, 12, 5, "7"), new SendingInterval(5_000));
        assertThat(hour.count()).isEqualTo(12);
        assertThat(hour.completeness().valid()).isEqualTo(1);
        assertThat(hour.completeness().expected()).isEqualTo(60);
        assertThat(hour.meanOrNull()).isNull();
    }

    @Test
    void aBusyMinuteOfASensorThatSpeaksOnceAMinuteDoesNotFillItsHour() {
        List<Sample> seen = new ArrayList<>(samples("2024-05-01T09:00:00Z", 180, 60, "7"));
        seen.addAll(samples(NOON, 60, 1, "90"));
        Summary hour = Objects.requireNonNull(HourOfReadings.all(seen, THREE_QUARTERS).get(millis(NOON)));
        assertThat(hour.completeness().valid()).isLessThanOrEqualTo(2);
        assertThat(hour.meanOrNull()).isNull();
    }

    @Test
    void everyFiveSecondsAllHourFillsIt() {
        Summary hour = summary(samples(NOON, 720, 5, "7"), new SendingInterval(5_000));
        assertThat(hour.count()).isEqualTo(720);
        assertThat(hour.completeness().coverage()).isEqualTo(1);
    }

    @Test
    void aSensorThatSpeaksAroundTheFullSlotLosesNone() {
        // 0.1 s after and 0.1 s before the full ten minutes in turn: cut there, a quarter of the slots would be empty.
        List<Sample> hour = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            hour.add(new Sample(millis(NOON) + i * 600_000L + (i % 2 == 0 ? 100 : -100), BigDecimal.ONE));
        }
        assertThat(summary(hour, new SendingInterval(600_000)).completeness().valid()).isEqualTo(6);
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(HourOfReadings.of(millis(NOON), List.of(), MINUTELY, THREE_QUARTERS)).isEmpty();
        assertThat(HourOfReadings.all(List.of(), THREE_QUARTERS)).isEmpty();
    }

    @Test
    void aReadingOfTheNextHourIsRefused() {
        assertThatThrownBy(() -> HourOfReadings.of(millis(NOON), samples("2024-05-01T13:00:00Z", 1, 1, "7"), MINUTELY,
                THREE_QUARTERS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHourOfAReadingIsTheOneItBeginsIn() {
        SortedMap<Long, Summary> hours = HourOfReadings.all(samples("2024-05-01T12:59:59.999Z", 2, 0.001, "7"),
                THREE_QUARTERS);
        assertThat(hours.keySet()).containsExactly(millis(NOON), millis("2024-05-01T13:00:00Z"));
        // also before 1970
        assertThat(HourOfReadings.all(samples("1969-12-31T23:30:00Z", 1, 1, "7"), THREE_QUARTERS))
                .containsOnlyKeys(-3_600_000L);
    }

    @Test
    void onlyTheDayBeforeAnHourSaysHowOftenASensorSpeaks() {
        // two hours every minute, then from two days later every ten minutes
        List<Sample> seen = new ArrayList<>(samples("2024-05-01T00:00:00Z", 120, 60, "7"));
        seen.addAll(samples("2024-05-03T00:00:00Z", 6, 600, "7"));
        Map<Long, Summary> hours = HourOfReadings.all(seen, THREE_QUARTERS);
        assertThat(hours.get(millis("2024-05-03T00:00:00Z"))).isNotNull()
                .satisfies(hour -> assertThat(hour.completeness().expected()).isEqualTo(6));
        // the same within a day: the sixty steps of a minute outweigh the five
        seen.replaceAll(sample -> sample.timeMillis() < millis("2024-05-03T00:00:00Z")
                ? new Sample(sample.timeMillis() + 36 * Hours.HOUR_MILLIS, sample.value())
                : sample);
        assertThat(HourOfReadings.all(seen, THREE_QUARTERS).get(millis("2024-05-03T00:00:00Z"))).isNotNull()
                .satisfies(hour -> assertThat(hour.completeness().expected()).isEqualTo(60));
    }

    @ParameterizedTest(name = "every {0} s: {1} an hour")
    @CsvSource({"1,60", "5,60", "30,60", "60,60", "60.001,60", "61,59", "300,12", "420,8", "600,6", "900,4",
            "1800,2", "1800.5,2", "2700,1", "3600,1", "3600.5,1", "86400,1"})
    void slotsAnHour(double seconds, int slots) {
        assertThat(new SendingInterval(Math.round(seconds * 1000)).slotsAnHour()).isEqualTo(slots);
    }

    @Test
    void theIntervalIsTheMedianStepWhateverTheGaps() {
        assertThat(SendingInterval.between(0, 60_000, 120_000, 9_000_000, 9_060_000).millis()).isEqualTo(60_000);
        assertThat(SendingInterval.between(120_000, 0, 60_000, 60_000).millis()).isEqualTo(60_000);
        assertThat(SendingInterval.between(0, 10_000, 70_000).millis()).as("the lower of two").isEqualTo(10_000);
        assertThat(SendingInterval.between(5).millis()).as("nothing known").isEqualTo(60_000);
        assertThat(SendingInterval.between().millis()).isEqualTo(60_000);
        assertThatThrownBy(() -> new SendingInterval(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Summary summary(List<Sample> samples, SendingInterval interval) {
        return HourOfReadings.of(millis(NOON), samples, interval, THREE_QUARTERS).orElseThrow();
    }
}
