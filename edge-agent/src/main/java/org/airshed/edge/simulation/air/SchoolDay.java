package org.airshed.edge.simulation.air;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;

/** Who is in a classroom and whether its windows are open, from one midnight to the next. */
final class SchoolDay {
    /**
     * @param pupils in the room
     * @param airChangesPerHour with windows closed, tilted or open
     */
    record Period(double fromHours, double toHours, double pupils, double airChangesPerHour) {}

    private static final double CLOSED = 0.45;
    private static final double TILTED = 1.6;
    private static final double OPEN = 6;

    private SchoolDay() {}

    /** The periods of a day without a gap, in hours since 1970. */
    static List<Period> of(LocalDate date, SimulatedPlace place) {
        var periods = new ArrayList<Period>();
        double at = hours(date, LocalTime.MIDNIGHT, place);
        double end = hours(date.plusDays(1), LocalTime.MIDNIGHT, place);
        if (!isSchool(date, place.latitude())) {
            return List.of(new Period(at, end, 0, CLOSED));
        }
        long seed = Noise.mix(place.stationSeed(), date.toEpochDay());
        double pupils = Math.floor(17 + 9 * Noise.unit(seed, 1));
        at = until(periods, date, place, at, "08:25", 0, CLOSED);
        at = until(periods, date, place, at, "10:05", pupils, CLOSED + 0.5 * Noise.unit(seed, 2));
        at = until(periods, date, place, at, "10:30", 2, OPEN);
        // Now and then nobody thinks of the windows.
        at = until(periods, date, place, at, "12:10", pupils, CLOSED + 0.5 * Noise.unit(seed, 3));
        at = until(periods, date, place, at, "12:25", pupils, Noise.unit(seed, 4) < 0.3 ? CLOSED : OPEN);
        at = until(periods, date, place, at, "14:00", 0, TILTED);
        at = until(periods, date, place, at, "15:35", pupils - 1, CLOSED + 0.7 * Noise.unit(seed, 5));
        at = until(periods, date, place, at, "16:00", 1, OPEN);
        periods.add(new Period(at, end, 0, CLOSED));
        return List.copyOf(periods);
    }

    private static double until(List<Period> periods, LocalDate date, SimulatedPlace place, double from, String time,
            double pupils, double airChanges) {
        double to = hours(date, LocalTime.parse(time), place);
        periods.add(new Period(from, to, pupils, airChanges));
        return to;
    }

    private static double hours(LocalDate date, LocalTime time, SimulatedPlace place) {
        return date.atTime(time).atZone(place.zone()).toEpochSecond() / 3600.0;
    }

    /** No school on weekends, in the long summer holidays and around the turn of the year. */
    static boolean isSchool(LocalDate date, double latitude) {
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return false;
        }
        MonthDay day = MonthDay.from(date);
        return latitude >= 0
                ? !within(day, 12, 21, 12, 31) && !within(day, 1, 1, 1, 7) && !within(day, 7, 1, 8, 31)
                : !within(day, 12, 15, 12, 31) && !within(day, 1, 1, 1, 31) && !within(day, 7, 1, 7, 15);
    }

    private static boolean within(MonthDay day, int fromMonth, int fromDay, int toMonth, int toDay) {
        return !day.isBefore(MonthDay.of(fromMonth, fromDay)) && !day.isAfter(MonthDay.of(toMonth, toDay));
    }
}
