package org.airshed.ingest.rollup;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;

/**
 * Twelve months that are judged together.
 *
 * @param firstDay the first of a month
 */
public record ReportingYear(LocalDate firstDay) {
    public ReportingYear {
        if (firstDay.getDayOfMonth() != 1) {
            throw new IllegalArgumentException("a year that begins on " + firstDay);
        }
    }

    /** January to December. */
    public static ReportingYear calendar(int year) {
        return new ReportingYear(LocalDate.of(year, Month.JANUARY, 1));
    }

    /** The year that holds a day, when years begin with this month. */
    public static ReportingYear holding(LocalDate day, Month begins) {
        LocalDate first = LocalDate.of(day.getYear(), begins, 1);
        return new ReportingYear(first.isAfter(day) ? first.minusYears(1) : first);
    }

    /** The first day that no longer belongs to it. */
    public LocalDate endDay() {
        return firstDay.plusYears(1);
    }

    /** 365 or 366. */
    public int days() {
        return (int) ChronoUnit.DAYS.between(firstDay, endDay());
    }

    /** The one before it. */
    public ReportingYear before() {
        return new ReportingYear(firstDay.minusYears(1));
    }
}
