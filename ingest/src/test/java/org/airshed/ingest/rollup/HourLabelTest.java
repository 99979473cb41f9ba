package org.airshed.ingest.rollup;

import static org.airshed.ingest.rollup.Series.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourLabelTest {
    @ParameterizedTest
    @CsvSource({"2024-03-31T14:00:00Z,2024-03-31,24", "2024-03-31T15:00:00Z,2024-04-01,1",
            "2024-04-01T03:00:00Z,2024-04-01,13", "2024-12-31T14:00:00Z,2024-12-31,24"})
    void japanNamesAnHourByItsEndAndHour24EndsTheDay(String begin, LocalDate day, int hour) {
        assertThat(HourLabel.japan(millis(begin))).isEqualTo(new HourLabel.Japan(day, hour));
        assertThat(new HourLabel.Japan(day, hour).hourMillis()).isEqualTo(millis(begin));
    }

    @Test
    void hour24OfADayIsWrittenWithThatDay() {
        assertThat(HourLabel.japan(millis("2024-03-31T14:00:00Z"))).hasToString("2024-03-31 24");
        assertThatThrownBy(() -> new HourLabel.Japan(LocalDate.of(2024, 4, 1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HourLabel.Japan(LocalDate.of(2024, 4, 1), 25))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEeaWantsBeginAndEndAnHourAheadOfUtcAllYear() {
        assertThat(HourLabel.eea(millis("2024-12-31T22:00:00Z")))
                .isEqualTo(new HourLabel.Eea("2024-12-31 23:00:00 +01:00", "2025-01-01 00:00:00 +01:00"));
        assertThat(HourLabel.eea(millis("2024-07-01T10:00:00Z")).begin()).isEqualTo("2024-07-01 11:00:00 +01:00");
    }

    @Test
    void airNowNamesAnHourByItsBeginningInStandardTime() {
        ZoneId newYork = ZoneId.of("America/New_York");
        assertThat(HourLabel.airNow(millis("2024-07-01T16:00:00Z"), newYork)).isEqualTo("2024-07-01 11:00");
        assertThat(HourLabel.airNow(millis("2024-01-01T16:00:00Z"), newYork)).isEqualTo("2024-01-01 11:00");
        assertThat(HourLabel.airNow(millis("2024-07-01T04:00:00Z"), newYork)).isEqualTo("2024-06-30 23:00");
    }

    @Test
    void ukAirNamesAnHourByItsEndInGmt() {
        assertThat(HourLabel.ukAir(millis("2024-03-31T23:00:00Z"))).isEqualTo("31-03-2024 24:00");
        assertThat(HourLabel.ukAir(millis("2024-07-01T00:00:00Z"))).isEqualTo("01-07-2024 01:00");
    }
}
