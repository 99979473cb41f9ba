package org.airshed.ingest.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.RawSink;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.RowSink;
import org.jspecify.annotations.Nullable;

/**
 * A store whose n-th write is done and then fails, as when the plug is pulled before anybody hears of it. It also holds
 * its caller to giving each key once.
 */
final class BreakingStore implements DerivedStore {
    private final DerivedStore store;
    private int left = Integer.MAX_VALUE;
    private long longestReadMillis;

    BreakingStore(DerivedStore store) {
        this.store = store;
    }

    void breakAt(int call) {
        left = call;
    }

    /** The longest period whose readings were asked for at once. */
    long longestReadMillis() {
        return longestReadMillis;
    }

    @Override
    public long refused() {
        return store.refused();
    }

    private void written() throws IOException {
        if (--left == 0) {
            throw new IOException("somebody pulled the plug");
        }
    }

    @Override
    public void readRaw(RawQuery query, RawSink sink) throws IOException {
        longestReadMillis = Math.max(longestReadMillis, query.toMillis() - query.fromMillis());
        store.readRaw(query, sink);
    }

    @Override
    public void flag(List<FlaggedReading> flags) throws IOException {
        store.flag(flags);
        written();
    }

    @Override
    public List<Rollup> revise(List<Rollup> rollups, long revision) throws IOException {
        assertThat(rollups.stream().map(row -> row.station() + " " + row.sensor() + " " + row.property() + " "
                + row.level() + " " + row.span() + " " + row.startMillis())).doesNotHaveDuplicates();
        List<Rollup> changed = store.revise(rollups, revision);
        written();
        return changed;
    }

    @Override
    public List<IndicatorValue> reviseIndicators(List<IndicatorValue> values, long revision) throws IOException {
        List<IndicatorValue> changed = store.reviseIndicators(values, revision);
        written();
        return changed;
    }

    @Override
    public void readRollups(RollupQuery query, RowSink<Rollup> sink) throws IOException {
        store.readRollups(query, sink);
    }

    @Override
    public void readIndicators(IndicatorQuery query, RowSink<IndicatorValue> sink) throws IOException {
        store.readIndicators(query, sink);
    }

    @Override
    public void readReplacedRollups(RollupQuery query, @Nullable Replaced<Rollup> after,
            Consumer<Replaced<Rollup>> sink) throws IOException {
        store.readReplacedRollups(query, after, sink);
    }

    @Override
    public void readReplacedIndicators(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after,
            Consumer<Replaced<IndicatorValue>> sink) throws IOException {
        store.readReplacedIndicators(query, after, sink);
    }
}
