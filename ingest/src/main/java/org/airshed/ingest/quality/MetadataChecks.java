package org.airshed.ingest.quality;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/**
 * Checks that speak about a station rather than a value: they are a reason to write to its keeper. Each says SUSPECT
 * with its reason, GOOD, or NOT_EVALUATED without enough data.
 */
public final class MetadataChecks {
    private static final long DAY = 24 * Hours.HOUR_MILLIS;
    private static final long WEEK = 7 * DAY;

    private MetadataChecks() {}

    /**
     * Whether an outdoor station may stand indoors: on each of the last so many days (blocks of 24 hours that end with
     * the series) temperature <em>and</em> relative humidity hardly moved. One day of fog does that outdoors too, a row
     * of them hardly.
     */
    public static Verdict siting(Hours temperature, Hours humidity, MetadataSettings settings) {
        long end = Math.min(temperature.endMillis(), humidity.endMillis());
        for (int day = 1; day <= settings.sitingDays(); day++) {
            long from = end - day * DAY;
            Hours dayTemperature = temperature.between(from, from + DAY);
            Hours dayHumidity = humidity.between(from, from + DAY);
            if (dayTemperature.present() < settings.hoursOfDay() || dayHumidity.present() < settings.hoursOfDay()) {
                return Verdict.NOT_EVALUATED;
            }
            if (range(dayTemperature).compareTo(BigDecimal.valueOf(settings.sitingKelvin())) >= 0
                    || range(dayHumidity).compareTo(BigDecimal.valueOf(settings.sitingHumidity())) >= 0) {
                return Verdict.GOOD;
            }
        }
        return Verdict.suspect(Reason.SITING);
    }

    /**
     * Whether a CO2 sensor's self-calibration holds its baseline: in each of the last so many weeks (168 hours that end
     * with the series) the lowest value lies at 395 to 405 ppm. Fresh air is above that today, and a room that is never
     * empty does not come near it.
     *
     * @param minima lowest value of each hour
     */
    public static Verdict baseline(Hours minima, MetadataSettings settings) {
        for (int week = 1; week <= settings.baselineWeeks(); week++) {
            long from = minima.endMillis() - week * WEEK;
            Hours ofWeek = minima.between(from, from + WEEK);
            if (ofWeek.present() < settings.hoursOfWeek()) {
                return Verdict.NOT_EVALUATED;
            }
            BigDecimal lowest = lowest(ofWeek);
            if (lowest.compareTo(BigDecimal.valueOf(settings.baselineLow())) < 0
                    || lowest.compareTo(BigDecimal.valueOf(settings.baselineHigh())) > 0) {
                return Verdict.GOOD;
            }
        }
        return Verdict.suspect(Reason.BASELINE_PINNED);
    }

    /**
     * Whether a reading comes from the future: its phenomenon time is further ahead of the server's receive time than
     * the bound. The other direction says nothing about one reading, which may have waited for days in its station; see
     * {@link #slowClock}.
     */
    public static Verdict fastClock(long phenomenonMillis, long receivedMillis, MetadataSettings settings) {
        return phenomenonMillis - receivedMillis > settings.clockBound().toMillis()
                ? Verdict.suspect(Reason.CLOCK)
                : Verdict.GOOD;
    }

    /**
     * Whether a station's clock is behind: not even the freshest of all it sent within a day arrived within the bound.
     *
     * @param smallestLagMillis smallest receive time minus phenomenon time over a day of receiving, the averaging time
     *        taken off; null where nothing came
     */
    public static Verdict slowClock(@Nullable Long smallestLagMillis, MetadataSettings settings) {
        if (smallestLagMillis == null) {
            return Verdict.NOT_EVALUATED;
        }
        return smallestLagMillis > settings.clockBound().toMillis() ? Verdict.suspect(Reason.CLOCK) : Verdict.GOOD;
    }

    private static BigDecimal range(Hours hours) {
        BigDecimal highest = hours.values().stream().flatMap(Stream::ofNullable)
                .max(BigDecimal::compareTo).orElseThrow();
        return highest.subtract(lowest(hours));
    }

    private static BigDecimal lowest(Hours hours) {
        return hours.values().stream().flatMap(Stream::ofNullable).min(BigDecimal::compareTo)
                .orElseThrow();
    }
}
