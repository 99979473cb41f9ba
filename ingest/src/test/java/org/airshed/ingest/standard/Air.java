package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.Series;
import org.jspecify.annotations.Nullable;

/** Years of made-up air. */
final class Air {
    static final DayRule MADRID = new DayRule(ZoneId.of("Europe/Madrid"), DayRule.Clock.CIVIL);
    static final DayRule TOKYO = new DayRule(ZoneId.of("Asia/Tokyo"), DayRule.Clock.CIVIL);

    private Air() {}

    /** A year in which every hour of a day has the same value, null for none. */
    static Measured byDay(DayRule rule, ReportingYear year, String unit,
            Function<LocalDate, @Nullable BigDecimal> value) {
        return byHour(rule, year, 1, unit, hour -> value.apply(rule.dayOf(hour)));
    }

    /** Several years up to and including one. */
    static Measured byHour(DayRule rule, ReportingYear year, int years, String unit,
            LongFunction<@Nullable BigDecimal> value) {
        Hours hours = Series.hours(rule.firstHourMillis(year.endDay().minusYears(years)),
                rule.firstHourMillis(year.endDay()), value);
        return new Measured(hours, unit, rule, year, null);
    }

    static Measured withU95(Measured measured, String u95) {
        return new Measured(measured.hours(), measured.unit(), measured.days(), measured.year(), new BigDecimal(u95));
    }

    static BigDecimal number(String number) {
        return new BigDecimal(number);
    }
}
