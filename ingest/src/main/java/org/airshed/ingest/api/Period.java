package org.airshed.ingest.api;

import java.time.Duration;
import java.time.Instant;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/** The parameters {@code from} and {@code to}: {@code [fromMillis, toMillis)}. */
record Period(long fromMillis, long toMillis) {
    /** What is asked about where {@code from} is absent. */
    static final Duration USUAL = Duration.ofHours(24);

    /** @param usual length where {@code from} is absent */
    static Period of(Parameters parameters, Instant now, Duration usual) {
        long to = parameters.timeMillis("to", now.toEpochMilli());
        long from = parameters.timeMillis("from", to - usual.toMillis());
        if (from >= to) {
            throw new ProblemException(Problem.parameter("from", "The period is empty: 'from' (" + Text.time(from)
                    + ") must be before 'to' (" + Text.time(to) + ")."));
        }
        return new Period(from, to);
    }

    /** From the first there is. */
    static Period fromTheFirst(Parameters parameters, Instant now) {
        return new Period(Parameters.EARLIEST_MILLIS, parameters.timeMillis("to", now.toEpochMilli()));
    }

    /** How far back one looks at values of this span: some 24 hours, 30 days, a year, ten years. */
    static Duration usual(@Nullable Span span) {
        return switch (span) {
            case null -> USUAL;
            case HOUR -> USUAL;
            case EIGHT_HOURS -> Duration.ofDays(7);
            case DAY -> Duration.ofDays(31);
            case MONTH -> Duration.ofDays(366);
            case YEAR -> Duration.ofDays(3_653);
        };
    }
}
