package org.airshed.ingest.series.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.airshed.ingest.database.Database;
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
 * Flags, rollups and indicators in SQLite. What is revised at once is one transaction: it is there as a whole, with what
 * it replaced, or not at all.
 */
final class EmbeddedDerived implements DerivedStore {
    /** Flags set in one transaction: what delivery waits for at most. */
    private static final int FLAGS_AT_A_TIME = 20_000;

    private final Database database;
    private final Dictionary dictionary;

    EmbeddedDerived(Database database, Dictionary dictionary) {
        this.database = database;
        this.dictionary = dictionary;
    }

    @Override
    public void readRaw(RawQuery query, RawSink sink) throws IOException {
        List<SeriesState> wanted = dictionary.matching(query.station(), key -> key.matches(query));
        database.read(connection -> {
            RawReader.read(connection, wanted, query, sink);
            return true;
        });
    }

    @Override
    public void flag(List<FlaggedReading> flags) throws IOException {
        if (flags.isEmpty()) {
            return;
        }
        long tailFrom = database.<Long>read(Flagging::tailFrom);
        List<Flagging.Judged> folded = new ArrayList<>();
        List<Flagging.Judged> recent = new ArrayList<>();
        for (Flagging.Judged judged : Flagging.of(flags, dictionary)) {
            (judged.reading().timeMillis() < tailFrom ? folded : recent).add(judged);
        }
        // Each in the order of its table, so that a page is changed once and not in every transaction.
        recent.sort(Comparator.comparingLong(judged -> judged.reading().timeMillis()));
        flag(folded, Flagging.First.MAIN);
        flag(recent, Flagging.First.TAIL);
    }

    private void flag(List<Flagging.Judged> flags, Flagging.First first) throws IOException {
        for (int from = 0; from < flags.size(); from += FLAGS_AT_A_TIME) {
            List<Flagging.Judged> some = flags.subList(from, Math.min(flags.size(), from + FLAGS_AT_A_TIME));
            database.write(connection -> {
                Flagging.flag(connection, some, first);
                return true;
            });
            some.forEach(judged -> judged.series().flagged(judged.reading()));
        }
    }

    @Override
    public List<Rollup> revise(List<Rollup> rollups, long revision) throws IOException {
        return rollups.isEmpty()
                ? List.of()
                : dictionary.write(database,
                        connection -> RollupTable.revise(connection, dictionary, rollups, revision));
    }

    @Override
    public List<IndicatorValue> reviseIndicators(List<IndicatorValue> values, long revision) throws IOException {
        return values.isEmpty()
                ? List.of()
                : database.write(connection -> IndicatorTable.revise(connection, values, revision));
    }

    @Override
    public void readRollups(RollupQuery query, RowSink<Rollup> sink) throws IOException {
        database.read(connection -> {
            RollupTable.read(connection, dictionary, query, sink);
            return true;
        });
    }

    @Override
    public void readIndicators(IndicatorQuery query, RowSink<IndicatorValue> sink) throws IOException {
        database.read(connection -> {
            IndicatorTable.read(connection, query, sink);
            return true;
        });
    }

    @Override
    public void readReplacedRollups(RollupQuery query, @Nullable Replaced<Rollup> after,
            Consumer<Replaced<Rollup>> sink) throws IOException {
        database.read(connection -> {
            RollupTable.readReplaced(connection, dictionary, query, after, sink);
            return true;
        });
    }

    @Override
    public void readReplacedIndicators(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after,
            Consumer<Replaced<IndicatorValue>> sink) throws IOException {
        database.read(connection -> {
            IndicatorTable.readReplaced(connection, query, after, sink);
            return true;
        });
    }

    /** A table takes everything. */
    @Override
    public long refused() {
        return 0;
    }
}
