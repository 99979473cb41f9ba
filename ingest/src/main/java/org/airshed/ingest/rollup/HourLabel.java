package org.airshed.ingest.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How others write the hour {@code [h, h + 1 h)}. Here an hour is always named by its beginning in UTC.
 *
 * <p>Who reads a label of the end as one of the beginning is an hour late, and a day late at the hour 24.
 */
public final class HourLabel {
    private static final ZoneOffset EEA_ZONE = ZoneOffset.ofHours(1);
    private static final ZoneOffset JAPAN_ZONE = ZoneOffset.ofHours(9);
    private static final DateTimeFormatter EEA = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter AIRNOW = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter UK_AIR_DAY = DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);

    private HourLabel() {}

    /**
     * DatetimeBegin and DatetimeEnd of the EEA's E1a and E2a tables, UTC+1 for every country all year.
     *
     * @param begin {@code 2024-03-31 23:00:00 +01:00}
     * @param end {@code 2024-04-01 00:00:00 +01:00}
     */
    public record Eea(String begin, String end) {}

    /**
     * An hour in Japan, named by its end, Japan Standard Time.
     *
     * @param day of its beginning
     * @param hour 1 to 24; 24 ends at 00:00 of the next day
     */
    public record Japan(LocalDate day, int hour) {
        public Japan {
            if (hour < 1 || hour > 24) {
                throw new IllegalArgumentException("hour " + hour + " of 1 to 24");
            }
        }

        /** Beginning of the hour, UTC. */
        public long hourMillis() {
            return day.atStartOfDay().plusHours(hour - 1L).toInstant(JAPAN_ZONE).toEpochMilli();
        }

        /** {@code 2024-03-31 24}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %02d", day, hour);
        }
    }

    /** Begin and end. */
    public static Eea eea(long hourMillis) {
        return new Eea(EEA.format(Instant.ofEpochMilli(hourMillis).atOffset(EEA_ZONE)),
                EEA.format(Instant.ofEpochMilli(hourMillis + Hours.HOUR_MILLIS).atOffset(EEA_ZONE)));
    }

    /** The hour's end, 1 to 24, as Soramame and NIES write it. */
    public static Japan japan(long hourMillis) {
        LocalDateTime begin = LocalDateTime.ofInstant(Instant.ofEpochMilli(hourMillis), JAPAN_ZONE);
        return new Japan(begin.toLocalDate(), begin.getHour() + 1);
    }

    /** The hour's beginning in local standard time, summer or not: {@code 2024-07-01 11:00}. */
    public static String airNow(long hourMillis, ZoneId zone) {
        Instant begin = Instant.ofEpochMilli(hourMillis);
        return AIRNOW.format(begin.atOffset(zone.getRules().getStandardOffset(begin)));
    }

    /** The hour's end in GMT; midnight is 24:00 of the day that ends: {@code 31-03-2024 24:00}. From memory, unproved. */
    public static String ukAir(long hourMillis) {
        LocalDateTime begin = LocalDateTime.ofInstant(Instant.ofEpochMilli(hourMillis), ZoneOffset.UTC);
        return String.format(Locale.ROOT, "%s %02d:00", UK_AIR_DAY.format(begin), begin.getHour() + 1);
    }
}
