package org.airshed.ingest.series.line;

import java.util.List;
import org.airshed.contract.reading.Reading;

/**
 * One line of line protocol, without its end.
 *
 * @param readings whose values stand in it: same station, sensor and time, each property once
 */
public record Line(String text, List<Reading> readings) {
    public Line {
        readings = List.copyOf(readings);
    }

    /** Time of all its values. */
    public long timeMillis() {
        return readings.getFirst().phenomenonTimeMillis();
    }
}
