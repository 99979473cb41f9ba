package org.airshed.ingest.indicator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.airshed.ingest.rollup.Hours;

/**
 * When children sit in a classroom.
 *
 * @param zone of the school's clock
 * @param days of the week with lessons
 * @param from first lesson
 * @param to end of the last one
 * @param holidays without lessons, each from its first to its last day
 */
public record SchoolCalendar(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, List<Holiday> holidays) {
    /** Days without lessons, both included. */
    public record Holiday(LocalDate first, LocalDate last) {
        public Holiday {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException("a holiday ends (" + last + ") before it begins (" + first + ")");
            }
        }
    }

    public SchoolCalendar {
        days = Set.copyOf(days);
        holidays = List.copyOf(holidays);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("school begins at " + from + " and ends at " + to);
        }
    }

    /** Monday to Friday, 9 to 16 h, no holidays: what stands until somebody sets the real one. */
    public static SchoolCalendar usual(ZoneId zone) {
        return new SchoolCalendar(zone, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0),
                LocalTime.of(16, 0), List.of());
    }

    /** Whether the hour that begins at this instant lies in school time as a whole. */
    public boolean isSchoolHour(long hourMillis) {
        ZonedDateTime begin = Instant.ofEpochMilli(hourMillis).atZone(zone);
        ZonedDateTime end = Instant.ofEpochMilli(hourMillis + Hours.HOUR_MILLIS).atZone(zone);
        LocalDate day = begin.toLocalDate();
        return end.toLocalDate().equals(day) && days.contains(begin.getDayOfWeek())
                && !begin.toLocalTime().isBefore(from) && !end.toLocalTime().isAfter(to)
                && holidays.stream()
                        .noneMatch(holiday -> !day.isBefore(holiday.first()) && !day.isAfter(holiday.last()));
    }
}
