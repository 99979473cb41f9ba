package org.airshed.edge.simulation.air;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AirModelTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final LocalDate WORKDAY = LocalDate.of(2026, 11, 17);
    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);

    private static SimulatedPlace place(String neighbourhood, String station) {
        return new SimulatedPlace(3, neighbourhood, station, 41.4, 2.2, 25, ZONE);
    }

    private static double mean(AirModel model, LocalDate day, String from, String to, ToDoubleFunction<Air> value) {
        Instant start = day.atTime(LocalTime.parse(from)).atZone(ZONE).toInstant();
        Instant end = day.atTime(LocalTime.parse(to)).atZone(ZONE).toInstant();
        double sum = 0;
        int count = 0;
        for (Instant at = start; at.isBefore(end); at = at.plusSeconds(60)) {
            sum += value.applyAsDouble(model.at(at));
            count++;
        }
        return sum / count;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aYearOfAirIsPlausibleAndWithoutJumps(boolean outdoor) {
        AirModel model = outdoor ? AirModel.outdoor(place("north", "a")) : AirModel.classroom(place("north", "a"));
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Air before = model.at(start);
        for (int minute = 1; minute < 365 * 1440; minute++) {
            Air air = model.at(start.plus(Duration.ofMinutes(minute)));
            String when = "minute " + minute + ": " + air;
            assertThat(air.celsius()).as(when).isBetween(-15.0, 45.0).isCloseTo(before.celsius(), within(0.2));
            assertThat(air.relativeHumidity()).as(when).isBetween(3.0, 99.0)
                    .isCloseTo(before.relativeHumidity(), within(1.5));
            assertThat(air.hectopascal()).as(when).isBetween(970.0, 1050.0).isCloseTo(before.hectopascal(),
                    within(0.2));
            assertThat(air.co2Ppm()).as(when).isBetween(400.0, 4000.0).isCloseTo(before.co2Ppm(), within(250));
            assertThat(air.pm25()).as(when).isBetween(0.5, 120.0).isCloseTo(before.pm25(), within(2));
            assertThat(air.pm1()).as(when).isPositive().isLessThan(air.pm25());
            assertThat(air.pm4()).as(when).isBetween(air.pm25(), air.pm10());
            assertThat(air.pm10()).as(when).isLessThan(250);
            assertThat(air.vocIndex()).as(when).isBetween(1.0, 500.0);
            assertThat(air.noxIndex()).as(when).isBetween(1.0, 500.0);
            before = air;
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void theSameSeedPlaceAndTimeGiveTheSameAir() {
        Instant time = Instant.parse("2026-05-05T05:05:05Z");
        Air air = AirModel.outdoor(place("north", "a")).at(time);
        AirModel other = AirModel.outdoor(place("north", "a"));
        other.at(time.plus(Duration.ofDays(40))); // what was asked before makes no difference
        assertThat(other.at(time)).isEqualTo(air);
        assertThat(AirModel.outdoor(place("north", "b")).at(time)).isNotEqualTo(air);
    }

    @Test
    void trafficHasItsPeakOnWorkdayMorningsOnly() {
        AirModel model = AirModel.outdoor(place("north", "a"));
        double workday = mean(model, WORKDAY, "07:30", "08:40", Air::noxIndex);
        assertThat(workday).isGreaterThan(2 * mean(model, WORKDAY, "10:30", "11:30", Air::noxIndex));
        assertThat(workday).isGreaterThan(3 * mean(model, SUNDAY, "07:30", "08:40", Air::noxIndex));
    }

    @Test
    void neighboursAreAlikeAndNotTheSame() {
        AirModel here = AirModel.outdoor(place("north", "a"));
        AirModel there = AirModel.outdoor(place("north", "b"));
        for (int hour = 0; hour < 24 * 30; hour++) {
            Instant time = Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(hour));
            double one = here.at(time).pm25();
            double other = there.at(time).pm25();
            assertThat(other).isNotEqualTo(one).isBetween(one / 1.6, one * 1.6);
        }
    }

    @Test
    void theClassroomFillsInLessonsEmptiesWhenAiredAndRestsOnSundays() {
        AirModel model = AirModel.classroom(place("north", "school"));
        double firstMinutes = mean(model, WORKDAY, "08:25", "08:35", Air::co2Ppm);
        double endOfLesson = mean(model, WORKDAY, "09:55", "10:05", Air::co2Ppm);
        double afterAiring = mean(model, WORKDAY, "10:25", "10:32", Air::co2Ppm);
        assertThat(endOfLesson).isGreaterThan(firstMinutes + 700);
        assertThat(afterAiring).isLessThan(endOfLesson - 500);
        assertThat(mean(model, SUNDAY, "09:00", "16:00", Air::co2Ppm)).isBetween(400.0, 460.0);
        assertThat(SchoolDay.isSchool(LocalDate.of(2026, 12, 24), 41)).isFalse();
        assertThat(SchoolDay.isSchool(LocalDate.of(2026, 12, 24 - 7), 41)).isTrue();
    }

    @Test
    void nightsKeepWhatIsInTheAirNearTheGround() {
        SimulatedPlace place = place("north", "a");
        double night = 0;
        double noon = 0;
        for (int day = 0; day < 60; day++) {
            double midnight = 24 * (20_000.0 + day);
            night += Weather.at(place, midnight + 2.4).nightInversion();
            noon += Weather.at(place, midnight + 13).nightInversion();
        }
        assertThat(night).isGreaterThan(1.2 * noon);
    }
}
