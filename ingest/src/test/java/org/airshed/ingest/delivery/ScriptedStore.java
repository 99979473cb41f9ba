package org.airshed.ingest.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.airshed.ingest.series.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** A store that answers what the test wrote down for it, and "stored" otherwise; it logs what it was asked. */
final class ScriptedStore implements SeriesStore {
    /** One answer; what it returns or throws is the store's. */
    interface Answer {
        WriteOutcome of(List<Reading> readings, long journalEnd) throws IOException;
    }

    final Deque<Answer> script = new ArrayDeque<>();
    final List<String> log = new ArrayList<>();
    final List<Reading> rows = new ArrayList<>();
    Runnable beforeAcknowledge = () -> {};
    /** What survives a crash of the process. */
    volatile long position;
    volatile long releasable;

    @Override
    public WriteOutcome write(List<Reading> readings, long journalEnd) throws IOException {
        log.add("write " + readings.size());
        Answer answer = script.poll();
        WriteOutcome outcome = answer == null
                ? new WriteOutcome.Stored(0)
                : answer.of(List.copyOf(readings), journalEnd);
        if (outcome instanceof WriteOutcome.Stored) {
            rows.addAll(readings);
            position = journalEnd;
        }
        return outcome;
    }

    @Override
    public void acknowledge(long journalEnd) {
        log.add("acknowledge");
        beforeAcknowledge.run();
        position = journalEnd;
    }

    @Override
    public long deliveredUpTo() {
        return position;
    }

    @Override
    public long releasableUpTo() {
        return releasable;
    }

    @Override
    public void checkpoint() {
        log.add("checkpoint");
    }

    @Override
    public void read(ReadingQuery query, Consumer<StoredReading> sink) {
        throw new UnsupportedOperationException("delivery does not read");
    }

    @Override
    public List<StoredReading> latest(@Nullable StationId station) {
        throw new UnsupportedOperationException("delivery does not read");
    }

    @Override
    public void close() {
        log.add("close");
    }
}
