package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.airshed.ingest.rollup.Settled;
import org.jspecify.annotations.Nullable;

/**
 * One row of a standard.
 *
 * @param pollutant as the standard has it: {@code pm2_5}, {@code ox}, {@code spm}
 * @param property id of the observed property that is held against it; null where we observe none
 * @param step what the limit is called: {@code AQG}, {@code IT-1}, {@code limit value} …
 * @param limit in {@code unit}
 * @param unit SenML spelling; values are held against the limit in this unit and no other
 * @param allowed how many hours or days a year may be over; null where nothing is counted
 * @param years over how many years on end the count is averaged
 * @param decimals to how many decimals values are rounded half up before they are compared; null for not at all
 * @param fromHour first hour of the day that counts, by its end, 1 to 24; null for all
 * @param toHour last hour that counts, by its end
 * @param stations how stations speak together where nothing else is asked for; null where each is judged alone
 * @param validFrom first day it applies; null where the source does not say
 */
public record Criterion(String pollutant, @Nullable String property, Averaging averaging, Measure measure, String step,
        BigDecimal limit, String unit, Comparison comparison, @Nullable Integer allowed, int years,
        @Nullable Integer decimals, @Nullable Integer fromHour, @Nullable Integer toHour,
        @Nullable StationsRule stations, YearCapture capture, @Nullable LocalDate validFrom, Mark mark, String note) {
    /** What is averaged over. */
    public enum Averaging {
        MINUTES_10, MINUTES_15, HOUR,
        /** Certain hours of a day, see {@link Criterion#fromHour()}. */
        HOURS, EIGHT_HOURS,
        /** The highest 8-hour mean of a day, by the end of its window. */
        DAILY_MAXIMUM_8H, DAY,
        /** The six months on end with the highest mean of daily maximum 8-hour means. */
        PEAK_SEASON, YEAR
    }

    /** What of the averages is held against the limit. */
    public enum Measure {
        /** Their mean over the year or season, or over the hours of a day. */
        MEAN,
        /** Their 99th percentile by nearest rank. That WHO means this method is our own reading. */
        P99,
        /** Japan's yearly 98 % value. */
        JAPAN_98,
        /** How many are over. */
        COUNT,
        /** Each by itself. */
        LEVEL,
        /** None: the row is there to be read, {@link Criterion#note()} says why. */
        NAMED
    }

    /** What of the year must be there. */
    public enum YearCapture {
        YEAR,
        /** The months April to September, each by its days. */
        SUMMER
    }

    /** A value as it is held against the limit: settled, and rounded where the standard says so. */
    public BigDecimal rounded(BigDecimal value) {
        BigDecimal settled = Settled.of(value);
        return decimals == null ? settled : settled.setScale(decimals, RoundingMode.HALF_UP);
    }

    /** Whether a value, in {@link #unit()} and rounded as the standard says, is over the limit when it is settled. */
    public boolean over(BigDecimal value) {
        return comparison.over(Settled.of(value), limit);
    }
}
