package org.airshed.ingest.derivation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.SendingInterval;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.RawQuery;
import org.jspecify.annotations.Nullable;

/**
 * The times of the day before an hour, for datastreams that speak too seldom to tell their interval by two hours. Read
 * from the store only where one asks for it.
 */
final class PastTimes {
    private static final long[] NONE = {};

    private final DerivedStore store;
    private final StationId station;
    private final long columnsFromMillis;
    private @Nullable List<Column> older;

    /** @param columnsFromMillis from here on the station's columns hold every reading */
    PastTimes(DerivedStore store, StationId station, long columnsFromMillis) {
        this.store = store;
        this.station = station;
        this.columnsFromMillis = columnsFromMillis;
    }

    /** Times from a day before the hour to an hour before it; none where the column is not sparse around the hour. */
    long[] before(Column column, long hourMillis) throws IOException {
        boolean speaks = column.from(hourMillis) < column.from(hourMillis + Hours.HOUR_MILLIS);
        long near = hourMillis - Hours.HOUR_MILLIS;
        if (!speaks || !BaseHours.isSparse(column, near, hourMillis + Hours.HOUR_MILLIS)) {
            return NONE;
        }
        long begin = hourMillis - SendingInterval.LOOK_BACK_HOURS * Hours.HOUR_MILLIS;
        long[] known = Arrays.copyOfRange(column.times, column.from(begin), column.from(near));
        if (begin >= columnsFromMillis) {
            return known;
        }
        for (Column other : older()) {
            if (other.sensor.equals(column.sensor) && other.property.equals(column.property)) {
                long[] old = Arrays.copyOfRange(other.times, other.from(begin), other.size);
                long[] all = Arrays.copyOf(old, old.length + known.length);
                System.arraycopy(known, 0, all, old.length, known.length);
                return all;
            }
        }
        return known;
    }

    private List<Column> older() throws IOException {
        List<Column> read = older;
        if (read == null) {
            Columns columns = new Columns();
            // The earliest hour asked about is the one after the columns' first.
            store.readRaw(new RawQuery(station,
                    columnsFromMillis - SendingInterval.LOOK_BACK_HOURS * Hours.HOUR_MILLIS, columnsFromMillis),
                    columns);
            read = columns.byStation().getOrDefault(station, List.of());
            older = read;
        }
        return read;
    }
}
