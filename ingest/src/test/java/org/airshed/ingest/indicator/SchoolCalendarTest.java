package org.airshed.ingest.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolCalendarTest {
    /** Lessons in the small hours of Sundays, in which the clock is changed. */
    private final SchoolCalendar night = new SchoolCalendar(ZoneId.of("Europe/Madrid"), Set.of(DayOfWeek.SUNDAY),
            LocalTime.of(1, 0), LocalTime.of(5, 0), List.of());
    private final SchoolCalendar madrid = new SchoolCalendar(ZoneId.of("Europe/Madrid"),
            Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 30), LocalTime.of(16, 0),
            List.of(new SchoolCalendar.Holiday(LocalDate.of(2026, 12, 21), LocalDate.of(2027, 1, 8))));

    /** In spring 01, 03 and 04 h; in autumn 01, 02, 02 again, 03 and 04 h. */
    @ParameterizedTest
    @CsvSource({"2026-03-28T23:00:00Z,false", "2026-03-29T00:00:00Z,true", "2026-03-29T01:00:00Z,true",
            "2026-03-29T02:00:00Z,true", "2026-03-29T03:00:00Z,false", "2026-10-24T22:00:00Z,false",
            "2026-10-24T23:00:00Z,true", "2026-10-25T00:00:00Z,true", "2026-10-25T01:00:00Z,true",
            "2026-10-25T02:00:00Z,true", "2026-10-25T03:00:00Z,true", "2026-10-25T04:00:00Z,false"})
    void lessonsFollowTheClockOfTheDayItIsChangedOn(Instant hour, boolean school) {
        assertThat(night.isSchoolHour(hour.toEpochMilli())).isEqualTo(school);
    }

    @ParameterizedTest
    @CsvSource({
            // Winter: UTC+1. The first whole hour begins at nine.
            "2026-11-27T07:00:00Z,false", "2026-11-27T08:00:00Z,true", "2026-11-27T14:00:00Z,true",
            "2026-11-27T15:00:00Z,false",
            // Summer: UTC+2.
            "2026-06-05T07:00:00Z,true", "2026-06-05T14:00:00Z,false",
            // A Saturday, a Tuesday, the day before the holidays, their first and last day and the Monday after.
            "2026-11-28T09:00:00Z,false", "2026-11-24T09:00:00Z,false", "2026-12-18T09:00:00Z,true",
            "2026-12-21T09:00:00Z,false", "2027-01-08T09:00:00Z,false", "2027-01-11T09:00:00Z,true"})
    void anHourCountsWhereItLiesInSchoolTimeAsAWhole(Instant hour, boolean school) {
        assertThat(madrid.isSchoolHour(hour.toEpochMilli())).isEqualTo(school);
    }
}
