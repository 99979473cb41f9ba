package org.airshed.ingest.derivation;

import java.util.Arrays;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.FlagSink;
import org.airshed.ingest.series.FlaggedReading;

/**
 * The raw readings of one datastream over a period, times ascending, in plain arrays: an hour of a town is half a million
 * of them.
 *
 * <p>Threads: one at a time.
 */
final class Column implements FlagSink {
    final StationId station;
    final SensorName sensor;
    final ObservedProperty property;
    int size;
    long[] times = new long[64];
    double[] values = new double[64];
    /** As the store has them. */
    byte[] storedFlags = new byte[64];
    int[] storedReasons = new int[64];
    /** What other channels of the sensor say against the row, see {@code ChannelCheck}. */
    int[] against = new int[0];
    /** As quality control decides now. */
    Flag[] flags = new Flag[0];
    int[] reasons = new int[0];

    Column(StationId station, SensorName sensor, ObservedProperty property) {
        this.station = station;
        this.sensor = sensor;
        this.property = property;
    }

    void add(long timeMillis, double value, int flagCode, int mask) {
        if (size == times.length) {
            int more = size * 2;
            times = Arrays.copyOf(times, more);
            values = Arrays.copyOf(values, more);
            storedFlags = Arrays.copyOf(storedFlags, more);
            storedReasons = Arrays.copyOf(storedReasons, more);
        }
        times[size] = timeMillis;
        values[size] = value;
        storedFlags[size] = (byte) flagCode;
        storedReasons[size] = mask;
        size++;
    }

    /** All rows are there: room for what is said about them. */
    void complete() {
        against = new int[size];
        flags = new Flag[size];
        reasons = new int[size];
    }

    @Override
    public void decided(long row, long timeMillis, double value, Flag flag, int mask) {
        flags[(int) row] = flag;
        reasons[(int) row] = mask;
    }

    /** A row as quality control decides now. */
    FlaggedReading flagged(int row) {
        return new FlaggedReading(station, sensor, property, times[row], values[row], flags[row], reasons[row]);
    }

    /** Index of the first row at or after this instant. */
    int from(long timeMillis) {
        int index = Arrays.binarySearch(times, 0, size, timeMillis);
        return index < 0 ? -index - 1 : index;
    }
}
