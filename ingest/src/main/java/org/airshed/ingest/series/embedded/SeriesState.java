package org.airshed.ingest.series.embedded;

import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/** One datastream, its number in the tables, and what is worth knowing of it without asking them. */
final class SeriesState {
    final int id;
    final SeriesKey key;

    /** Time of the newest row in the main table; rows beyond it cannot be repeats of folded ones. Delivery thread only. */
    long foldedUpTo = Long.MIN_VALUE;

    private volatile @Nullable StoredReading latest;

    SeriesState(int id, SeriesKey key) {
        this.id = id;
        this.key = key;
    }

    @Nullable
    StoredReading latest() {
        return latest;
    }

    /** Called once what it tells of is committed, in journal order. A value that comes again keeps its flag. */
    synchronized void stored(StoredReading reading) {
        StoredReading before = latest;
        if (before == null || reading.timeMillis() > before.timeMillis()
                || (reading.timeMillis() == before.timeMillis() && reading.value() != before.value())) {
            latest = reading;
        }
    }

    /** Called once the flag is committed. */
    synchronized void flagged(FlaggedReading judged) {
        StoredReading now = latest;
        if (now != null && now.timeMillis() == judged.timeMillis() && now.value() == judged.value()) {
            latest = new StoredReading(now.station(), now.sensor(), now.property(), now.level(), now.timeMillis(),
                    now.value(), judged.flag(), judged.reasons());
        }
    }
}
