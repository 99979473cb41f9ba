package org.airshed.ingest.derivation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.change.StationClocks;
import org.airshed.ingest.quality.DatastreamCheck;
import org.airshed.ingest.quality.Judgement;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;

/**
 * Flags the readings of one station and rolls them up to hours, all that can be said without other stations.
 *
 * <p>What comes out depends on what is stored and on nothing else: not on when it was stored, nor in how many pieces it
 * was computed. The hour before a period is looked at again, because only the hour after it tells whether it was a spike;
 * so are the hours after a period that came late.
 *
 * <p>Threads: any; stations may be computed side by side.
 */
final class StationHours {
    /** How long after an hour the tests of later hours still look at it. */
    private static final long REACH_MILLIS = 24 * Hours.HOUR_MILLIS;
    private static final int ALL = Integer.MAX_VALUE;

    private final DerivedStore store;
    private final ReadingFlags readings;
    private final HourChecks checks;
    private final StationWatch watch;
    private final StationClocks clocks;
    private final Places places;
    private final Set<StationId> noted;

    /** @param noted stations that the clocks know anything of */
    StationHours(DerivedStore store, QualitySettings settings, StationWatch watch, StationClocks clocks,
            Set<StationId> noted, Places places) {
        this.store = store;
        this.readings = new ReadingFlags(settings);
        this.checks = new HourChecks(settings);
        this.watch = watch;
        this.clocks = clocks;
        this.noted = noted;
        this.places = places;
    }

    /**
     * What the readings of a part of a period come to.
     *
     * @param flags of readings that are no longer those of the store
     * @param rows the hours, each by itself
     */
    record Part(List<FlaggedReading> flags, List<HourRow> rows) {}

    /**
     * Flags the readings of the hours {@code [fromMillis, toMillis)} and rolls them up. A long period is gone through in
     * parts, because its readings may be more than memory holds.
     *
     * @param columns the station's readings of at least {@link #begin} to {@link #end} of the part
     * @param judgements of people about this station
     */
    Part part(StationId station, Collection<Column> columns, long fromMillis, long toMillis,
            Collection<Judgement> judgements) throws IOException {
        readings.judge(columns, begin(fromMillis), judgements);
        List<HourRow> rows = new ArrayList<>();
        PastTimes past = new PastTimes(store, station, begin(fromMillis));
        for (Column column : columns) {
            for (long hour = fromMillis; hour < toMillis; hour += Hours.HOUR_MILLIS) {
                BaseHours.of(column, hour, past.before(column, hour))
                        .ifPresent(base -> rows.add(HourRow.of(station, base)));
            }
        }
        return new Part(ReadingFlags.changed(columns, fromMillis, toMillis), rows);
    }

    /**
     * Has the hours {@code [fromMillis, toMillis)} and the one before them looked at beside each other.
     *
     * @param parts rows of all parts of that period, from {@link #first} on
     * @return every hour that was looked at, without its neighbours' and people's word
     */
    List<HourRow> judge(StationId station, List<HourRow> parts, long fromMillis, long toMillis) throws IOException {
        List<HourRow> rows = new ArrayList<>(parts);
        long before = first(fromMillis);
        long near = before - Hours.HOUR_MILLIS;
        readAround(station, near, toMillis + Hours.HOUR_MILLIS, before, toMillis, rows);
        if (HourChecks.repeats(rows, before)) {
            readAround(station, before - HourChecks.BACK * Hours.HOUR_MILLIS, near, before, toMillis, rows);
        }
        Set<Long> untimely = noted.contains(station) ? clocks.untimely(station, before, toMillis) : Set.of();
        List<HourRow> judged = new ArrayList<>();
        for (HourRow row : checks.judge(rows, before, toMillis)) {
            HourRow watched = watch.of(station, row.hourMillis(), places).onto(row);
            judged.add(untimely.contains(row.hourMillis())
                    ? watched.with(watched.verdict().and(Verdict.suspect(Reason.CLOCK)))
                    : watched);
        }
        return judged;
    }

    /** Adds the stored hours of {@code [from, to)}, without those of the period itself. */
    private void readAround(StationId station, long from, long to, long periodFrom, long periodTo, List<HourRow> rows)
            throws IOException {
        store.readRollups(new RollupQuery(station, null, null, Level.RAW, Span.HOUR, from, to, ALL, null),
                (row, revision) -> {
                    if (row.startMillis() < periodFrom || row.startMillis() >= periodTo) {
                        rows.add(HourRow.of(row));
                    }
                });
    }

    /** The first hour that is looked at where a period begins then: the one before it. */
    static long first(long fromMillis) {
        return fromMillis - Hours.HOUR_MILLIS;
    }

    /** First reading needed for a part that begins then: what its flags and its interval look at. */
    static long begin(long fromMillis) {
        return fromMillis - DatastreamCheck.LOOKBACK.toMillis();
    }

    /** First reading no longer needed for a part that ends then. */
    static long end(long toMillis) {
        return toMillis + DatastreamCheck.LOOKAHEAD.toMillis();
    }

    /** The end of the period that has to be computed where these hours have changed: later hours may hang on them. */
    long reach(StationId station, long toMillis) throws IOException {
        long[] last = {toMillis};
        store.readRollups(new RollupQuery(station, null, null, Level.RAW, Span.HOUR, toMillis,
                toMillis + REACH_MILLIS, ALL, null),
                (row, revision) -> last[0] = Math.max(last[0], row.startMillis() + Hours.HOUR_MILLIS));
        return last[0];
    }
}
