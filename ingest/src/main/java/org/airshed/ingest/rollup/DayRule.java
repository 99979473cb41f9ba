package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a day begins.
 *
 * <p>An hour belongs to the day in which it begins. Hours are those of UTC, so in a zone half an hour off a day holds the
 * hours from 00:30 to 00:30. Whatever a zone does, its days share no hour and leave none out; a day may have 23, 24 or 25
 * of them, and none where a country crossed the date line.
 *
 * @param zone an IANA zone
 */
public record DayRule(ZoneId zone, Clock clock) {
    /** Days of UTC. */
    public static final DayRule UTC = new DayRule(ZoneOffset.UTC, Clock.STANDARD);

    /** Which clock of the zone. */
    public enum Clock {
        /** The one people live by, with summer time: most people's day. */
        CIVIL,
        /** Standard time all year, as the US EPA reckons. */
        STANDARD
    }

    /** The day of the hour that begins then. */
    public LocalDate dayOf(long hourMillis) {
        Instant instant = Instant.ofEpochMilli(hourMillis);
        ZoneId offset = clock == Clock.CIVIL ? zone : zone.getRules().getStandardOffset(instant);
        return instant.atZone(offset).toLocalDate();
    }

    /** Beginning of the day's first hour. */
    public long firstHourMillis(LocalDate day) {
        ZoneId offset = clock == Clock.CIVIL
                ? zone
                : zone.getRules().getStandardOffset(day.atStartOfDay().toInstant(ZoneOffset.UTC));
        long start = day.atStartOfDay(offset).toInstant().toEpochMilli();
        long first = Math.ceilDiv(start, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        // A zone may change its standard time on that very day, as Samoa did when it crossed the date line.
        while (!dayOf(first - Hours.HOUR_MILLIS).isBefore(day)) {
            first -= Hours.HOUR_MILLIS;
        }
        while (dayOf(first).isBefore(day)) {
            first += Hours.HOUR_MILLIS;
        }
        return first;
    }

    /** How many hours the day has: 24, save where the clock is changed. */
    public int hoursIn(LocalDate day) {
        return (int) ((firstHourMillis(day.plusDays(1)) - firstHourMillis(day)) / Hours.HOUR_MILLIS);
    }

    /** The hours of one day. */
    public Hours hoursOf(LocalDate day, Hours values) {
        return values.between(firstHourMillis(day), firstHourMillis(day.plusDays(1)));
    }

    /** The hours of several days. */
    public Hours hoursBetween(LocalDate from, LocalDate to, Hours values) {
        return values.between(firstHourMillis(from), firstHourMillis(to));
    }

    /** What a day's hours come to; empty where all are missing. */
    public Optional<Summary> summary(LocalDate day, Hours values, CaptureRule rule) {
        return Summary.of(hoursOf(day, values).values(), rule, Completeness.Unit.HOURS);
    }

    /** The means of all days that these hours touch. */
    public Days means(Hours values, CaptureRule rule) {
        return days(values, day -> summary(day, values, rule).map(Summary::meanOrNull).orElse(null));
    }

    /** One value for each day that these hours touch. */
    Days days(Hours values, DayValue value) {
        LocalDate first = dayOf(values.firstHourMillis());
        List<@Nullable BigDecimal> days = new ArrayList<>();
        if (values.size() > 0) {
            LocalDate last = dayOf(values.endMillis() - Hours.HOUR_MILLIS);
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                days.add(value.of(day));
            }
        }
        return new Days(first, days);
    }

    /** The value of a day, or null where it has none. */
    @FunctionalInterface
    interface DayValue {
        @Nullable
        BigDecimal of(LocalDate day);
    }
}
