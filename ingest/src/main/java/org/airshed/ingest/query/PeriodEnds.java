package org.airshed.ingest.query;

import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.Span;

/**
 * When a period ends that is stored by its beginning. Hours have their length; days, months and years are the network's,
 * and a day of 23 or 25 hours ends where the next one begins. A year ends twelve months on, wherever a standard lets it
 * begin.
 *
 * <p>Reckoned in the zone the network has now: of what was computed before its zone was changed, and not again since, the
 * end is the one of the day in which it began.
 */
public final class PeriodEnds {
    private static final int EIGHT = 8;

    private final DayRule days;

    public PeriodEnds(NetworkSettings network) {
        this.days = network.days();
    }

    /** The first moment that no longer belongs to it, UTC. */
    public long endMillis(Span span, long startMillis) {
        return switch (span) {
            case HOUR -> startMillis + Hours.HOUR_MILLIS;
            case EIGHT_HOURS -> startMillis + EIGHT * Hours.HOUR_MILLIS;
            case DAY -> days.firstHourMillis(days.dayOf(startMillis).plusDays(1));
            case MONTH -> days.firstHourMillis(days.dayOf(startMillis).plusMonths(1));
            case YEAR -> days.firstHourMillis(days.dayOf(startMillis).plusYears(1));
        };
    }
}
