package org.airshed.ingest.derivation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.quality.DatastreamCheck;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.RawQuery;

/**
 * Flags the readings of the hour under way, so that whoever looks at a station now sees what quality control says of it.
 * When the hour is over all of it is judged once more, with what came late and what came after.
 *
 * <p>Threads: one.
 */
final class HourUnderWay {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** A large network is looked at less often: this many times as long as a look takes. */
    private static final int REST = 20;

    private final DerivedStore store;
    private final Judgements judgements;
    private final ReadingFlags flags;
    private final Consumer<FlaggedReading> newest;
    private long last;
    private long due = Long.MIN_VALUE;

    /** @param newest hears of the newest reading of every datastream that was looked at */
    HourUnderWay(DerivedStore store, Judgements judgements, NetworkSettings settings,
            Consumer<FlaggedReading> newest) {
        this.store = store;
        this.judgements = judgements;
        this.flags = new ReadingFlags(settings.quality());
        this.newest = newest;
    }

    /** Looks at it where the last look is long enough ago. */
    void flagWhereDue(long nowMillis) throws IOException {
        if (nowMillis < due) {
            return;
        }
        long begin = System.nanoTime();
        flag(nowMillis);
        long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        due = nowMillis + Math.max(PAUSE.toMillis(), took * REST);
    }

    private void flag(long nowMillis) throws IOException {
        long hour = Math.floorDiv(nowMillis, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        // What came since the last look, and what the flags of before it may still hang on.
        long from = Math.max(hour, last - DatastreamCheck.LOOKAHEAD.toMillis());
        long context = from - DatastreamCheck.LOOKBACK.toMillis();
        Columns columns = new Columns();
        store.readRaw(new RawQuery(null, context, hour + Hours.HOUR_MILLIS), columns);
        List<FlaggedReading> changed = new ArrayList<>();
        List<FlaggedReading> ends = new ArrayList<>();
        for (Map.Entry<StationId, List<Column>> station : columns.byStation().entrySet()) {
            flags.judge(station.getValue(), context,
                    judgements.covering(station.getKey(), from, hour + Hours.HOUR_MILLIS));
            changed.addAll(ReadingFlags.changed(station.getValue(), from, hour + Hours.HOUR_MILLIS));
            // What lies in the context was judged with what came before it, which is not here.
            station.getValue().stream().filter(column -> column.from(from) < column.size)
                    .forEach(column -> ends.add(column.flagged(column.size - 1)));
        }
        store.flag(changed);
        ends.forEach(newest);
        last = nowMillis;
    }
}
