package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
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
import org.airshed.ingest.series.line.FlagLines;
import org.jspecify.annotations.Nullable;

/**
 * Flags, rollups and indicators in InfluxDB. There are no transactions: what is about to be replaced is written, and
 * answered for, before what replaces it, and each write may be repeated.
 */
final class InfluxDerived implements DerivedStore {
    private final LineWriter writer;
    private final InfluxRaw raw;
    private final InfluxRollups rollups;
    private final InfluxIndicators indicators;

    /** @param writer used by one thread at a time, none else */
    InfluxDerived(InfluxQueries queries, Function<String, InfluxWriter.Answer> writer, int batchLines) {
        this.writer = new LineWriter(writer, batchLines);
        raw = new InfluxRaw(queries);
        rollups = new InfluxRollups(queries, this.writer);
        indicators = new InfluxIndicators(queries, this.writer);
    }

    @Override
    public long refused() {
        return writer.refused();
    }

    @Override
    public void readRaw(RawQuery query, RawSink sink) throws IOException {
        raw.read(query, sink);
    }

    @Override
    public synchronized void flag(List<FlaggedReading> flags) throws IOException {
        writer.write(FlagLines.lines(flags));
    }

    @Override
    public synchronized List<Rollup> revise(List<Rollup> rows, long revision) throws IOException {
        return rollups.revise(rows, revision);
    }

    @Override
    public synchronized List<IndicatorValue> reviseIndicators(List<IndicatorValue> values, long revision)
            throws IOException {
        return indicators.revise(values, revision);
    }

    @Override
    public void readRollups(RollupQuery query, RowSink<Rollup> sink) throws IOException {
        rollups.read(query, sink);
    }

    @Override
    public void readIndicators(IndicatorQuery query, RowSink<IndicatorValue> sink) throws IOException {
        indicators.read(query, sink);
    }

    @Override
    public void readReplacedRollups(RollupQuery query, @Nullable Replaced<Rollup> after,
            Consumer<Replaced<Rollup>> sink) throws IOException {
        rollups.readReplaced(query, after, sink);
    }

    @Override
    public void readReplacedIndicators(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after,
            Consumer<Replaced<IndicatorValue>> sink) throws IOException {
        indicators.readReplaced(query, after, sink);
    }
}
