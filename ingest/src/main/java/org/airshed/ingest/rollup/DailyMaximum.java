package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Whose 8-hour means a day's highest one is chosen from, and how many must be there: three quarters in both. */
public enum DailyMaximum {
    /**
     * Those that end within the day, from 17:00 of the day before to 01:00 up to 16:00 to 24:00; at least 18 of 24.
     * Source: 2008/50/EC Annex VII and XI; 2024/2881 Annex I.
     */
    EU {
        @Override
        long firstStart(LocalDate day, DayRule rule) {
            return rule.firstHourMillis(day) - (RunningMean.EIGHT_HOURS.hours() - 1) * Hours.HOUR_MILLIS;
        }

        @Override
        int windows(LocalDate day, DayRule rule) {
            return rule.hoursIn(day);
        }
    },
    /**
     * Those that begin from 07:00 to 23:00 local standard time, whatever the day rule's clock; at least 13 of 17.
     * Source: 40 CFR 50 Appendix U.
     */
    US {
        @Override
        long firstStart(LocalDate day, DayRule rule) {
            return standard(rule).firstHourMillis(day) + US_FIRST * Hours.HOUR_MILLIS;
        }

        @Override
        int windows(LocalDate day, DayRule rule) {
            return standard(rule).hoursIn(day) - US_FIRST;
        }
    };

    private static final int US_FIRST = 7;

    /** The highest 8-hour mean of a day. */
    public Statistic of(LocalDate day, Hours values, DayRule rule) {
        long first = firstStart(day, rule);
        int windows = windows(day, rule);
        int valid = 0;
        BigDecimal highest = null;
        for (int i = 0; i < windows; i++) {
            if (RunningMean.EIGHT_HOURS.from(first + i * Hours.HOUR_MILLIS, values) instanceof Statistic.Value window) {
                valid++;
                highest = highest == null ? window.value() : highest.max(window.value());
            }
        }
        var completeness = new Completeness(valid, windows, CaptureRule.THREE_QUARTERS.required(windows),
                Completeness.Unit.EIGHT_HOUR_MEANS);
        return highest != null && completeness.enough()
                ? new Statistic.Value(highest, completeness)
                : Statistic.NotEnoughData.of(completeness);
    }

    /** The maxima of all days that these hours touch. */
    public Days days(Hours values, DayRule rule) {
        DayRule days = this == US ? standard(rule) : rule;
        return days.days(values, day -> valueOrNull(of(day, values, rule)));
    }

    abstract long firstStart(LocalDate day, DayRule rule);

    abstract int windows(LocalDate day, DayRule rule);

    private static DayRule standard(DayRule rule) {
        return new DayRule(rule.zone(), DayRule.Clock.STANDARD);
    }

    private static @Nullable BigDecimal valueOrNull(Statistic statistic) {
        return statistic instanceof Statistic.Value value ? value.value() : null;
    }
}
