package org.airshed.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodEndsTest {
    @ParameterizedTest(name = "{1} from {2} in {0}")
    @CsvSource({"Europe/Madrid,1h,2026-10-25T00:00:00Z,2026-10-25T01:00:00Z",
            "Europe/Madrid,8h,2026-10-24T20:00:00Z,2026-10-25T04:00:00Z",
            // a day of 23 hours, one of 25, an ordinary one
            "Europe/Madrid,1d,2026-03-28T23:00:00Z,2026-03-29T22:00:00Z",
            "Europe/Madrid,1d,2026-10-24T22:00:00Z,2026-10-25T23:00:00Z",
            "Europe/Madrid,1d,2026-11-21T23:00:00Z,2026-11-22T23:00:00Z",
            "Europe/Madrid,1mo,2026-02-28T23:00:00Z,2026-03-31T22:00:00Z",
            "Europe/Madrid,1mo,2026-01-31T23:00:00Z,2026-02-28T23:00:00Z",
            "Europe/Madrid,1y,2025-12-31T23:00:00Z,2026-12-31T23:00:00Z",
            "UTC,1mo,2024-02-01T00:00:00Z,2024-03-01T00:00:00Z",
            "UTC,1y,2024-01-01T00:00:00Z,2025-01-01T00:00:00Z",
            // Japan's year begins in April
            "Asia/Tokyo,1y,2026-03-31T15:00:00Z,2027-03-31T15:00:00Z",
            // hours are those of UTC, so this day begins at half past
            "Asia/Kolkata,1d,2026-11-21T19:00:00Z,2026-11-22T19:00:00Z",
            // no 30th of December 2011 in Apia
            "Pacific/Apia,1d,2011-12-29T10:00:00Z,2011-12-30T10:00:00Z"})
    void aPeriodEndsWhereTheNextOneBegins(String zone, String span, Instant begin, Instant end) {
        var ends = new PeriodEnds(NetworkSettings.proposed(ZoneId.of(zone)));

        assertThat(Instant.ofEpochMilli(ends.endMillis(Span.find(span).orElseThrow(), begin.toEpochMilli())))
                .isEqualTo(end);
    }

    /** From the first hour of 2026 to the last, however often the clocks are put forward and back. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"Europe/Madrid,2025-12-31T23:00:00Z,2026-12-31T23:00:00Z,1",
            "America/New_York,2026-01-01T05:00:00Z,2027-01-01T05:00:00Z,1",
            // The clocks move by half an hour, and hours are those of UTC.
            "Australia/Lord_Howe,2025-12-31T13:00:00Z,2026-12-31T13:00:00Z,1",
            "Asia/Kolkata,2025-12-31T19:00:00Z,2026-12-31T19:00:00Z,0",
            "UTC,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,0"})
    void theDaysOfAYearLeaveNoGapAndDoNotOverlap(String zone, Instant first, Instant last, int changes) {
        var ends = new PeriodEnds(NetworkSettings.proposed(ZoneId.of(zone)));
        Map<Long, Integer> days = new TreeMap<>();
        long begin = first.toEpochMilli();
        for (int day = 0; day < 365; day++) {
            long end = ends.endMillis(Span.DAY, begin);
            days.merge((end - begin) / 3_600_000, 1, Integer::sum);
            begin = end;
        }
        assertThat(Instant.ofEpochMilli(begin)).isEqualTo(last);
        assertThat(days).isEqualTo(changes == 0 ? Map.of(24L, 365) : Map.of(23L, changes, 24L, 363, 25L, changes));
    }
}
