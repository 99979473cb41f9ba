package org.airshed.edge.simulation.air;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What people do when, by their own clock. Each habit is a bell around its hour on that day, so nothing jumps at midnight
 * or when the clocks change.
 *
 * <p>Threads: any; the last day looked at is kept.
 */
final class Rhythm {
    private enum Habit {
        TRAFFIC, COOKING, STOVES
    }

    private record Bell(Habit habit, double centreHours, double widthHours, double height) {}

    private record Days(LocalDate middle, List<Bell> bells) {}

    /** How much of each there is, about 0 to 1. */
    record Activity(double traffic, double cooking, double stoves) {}

    private final ZoneId zone;
    private volatile Days days = new Days(LocalDate.MIN, List.of());

    Rhythm(ZoneId zone) {
        this.zone = zone;
    }

    Activity at(Instant time, double hours) {
        double traffic = 0;
        double cooking = 0;
        double stoves = 0;
        for (Bell bell : around(time.atZone(zone).toLocalDate())) {
            double x = (hours - bell.centreHours) / bell.widthHours;
            double part = bell.height * Math.exp(-x * x / 2);
            switch (bell.habit) {
                case TRAFFIC -> traffic += part;
                case COOKING -> cooking += part;
                case STOVES -> stoves += part;
            }
        }
        return new Activity(traffic, cooking, stoves);
    }

    private List<Bell> around(LocalDate date) {
        Days known = days;
        if (!known.middle.equals(date)) {
            var bells = new ArrayList<Bell>();
            for (int day = -1; day <= 1; day++) {
                addDay(bells, date.plusDays(day));
            }
            known = new Days(date, List.copyOf(bells));
            days = known;
        }
        return known.bells;
    }

    private void addDay(List<Bell> bells, LocalDate date) {
        boolean work = date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
        bells.add(bell(Habit.TRAFFIC, date, 8, 5, 1.0, work ? 1.0 : 0.12));
        bells.add(bell(Habit.TRAFFIC, date, 13, 30, 3.0, work ? 0.42 : 0.4));
        bells.add(bell(Habit.TRAFFIC, date, 18, 20, 1.4, work ? 0.9 : 0.35));
        bells.add(bell(Habit.COOKING, date, 13, 15, 0.6, work ? 0.35 : 0.7));
        bells.add(bell(Habit.COOKING, date, 20, 10, 0.8, 1.0));
        bells.add(bell(Habit.STOVES, date, 21, 40, 2.4, 1.0));
    }

    private Bell bell(Habit habit, LocalDate date, int hour, int minute, double width, double height) {
        double centre = date.atTime(LocalTime.of(hour, minute)).atZone(zone).toEpochSecond() / 3600.0;
        return new Bell(habit, centre, width, height);
    }
}
