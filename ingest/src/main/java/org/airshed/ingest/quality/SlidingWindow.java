package org.airshed.ingest.quality;

/**
 * Smallest and largest value of the last so many milliseconds, in constant time per reading.
 *
 * <p>The values that may still become the largest stand in a falling row, those that may become the smallest in a
 * rising one. Nothing is allocated per reading; the rows grow to the busiest window seen.
 */
final class SlidingWindow {
    private final long lengthMillis;
    /** Every row of the series, missing ones too; its values say how many of them are there. */
    private final Row rows = new Row();
    private final Row falling = new Row();
    private final Row rising = new Row();
    private int values;

    SlidingWindow(long lengthMillis) {
        this.lengthMillis = lengthMillis;
    }

    void add(long timeMillis, double value) {
        evictBefore(timeMillis - lengthMillis);
        rows.addLast(timeMillis, 1);
        values++;
        while (!falling.isEmpty() && falling.lastValue() <= value) {
            falling.removeLast();
        }
        falling.addLast(timeMillis, value);
        while (!rising.isEmpty() && rising.lastValue() >= value) {
            rising.removeLast();
        }
        rising.addLast(timeMillis, value);
    }

    void addMissing(long timeMillis) {
        evictBefore(timeMillis - lengthMillis);
        rows.addLast(timeMillis, 0);
    }

    private void evictBefore(long timeMillis) {
        while (!rows.isEmpty() && rows.firstTime() < timeMillis) {
            values -= (int) rows.firstValue();
            rows.removeFirst();
        }
        while (!falling.isEmpty() && falling.firstTime() < timeMillis) {
            falling.removeFirst();
        }
        while (!rising.isEmpty() && rising.firstTime() < timeMillis) {
            rising.removeFirst();
        }
    }

    /** How many values the window holds. */
    int values() {
        return values;
    }

    /** Largest value; there must be one. */
    double max() {
        return falling.firstValue();
    }

    /** Smallest value; there must be one. */
    double min() {
        return rising.firstValue();
    }

    /**
     * Whether the rows fill the window: before the first of them there is no room for one more at their mean step.
     * With a regular step these are {@code floor(window / step) + 1} rows, as in ioos_qc.
     */
    boolean isFull() {
        int count = rows.size();
        if (count < 2) {
            return false;
        }
        long span = rows.lastTime() - rows.firstTime();
        return (lengthMillis - span) * (count - 1) < span;
    }

    /** Times and values in a ring whose length is a power of two. */
    private static final class Row {
        private long[] times = new long[64];
        private double[] values = new double[64];
        private int first;
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        int size() {
            return size;
        }

        long firstTime() {
            return times[first];
        }

        double firstValue() {
            return values[first];
        }

        long lastTime() {
            return times[index(size - 1)];
        }

        double lastValue() {
            return values[index(size - 1)];
        }

        void addLast(long time, double value) {
            if (size == times.length) {
                grow();
            }
            int at = index(size++);
            times[at] = time;
            values[at] = value;
        }

        void removeFirst() {
            first = index(1);
            size--;
        }

        void removeLast() {
            size--;
        }

        private int index(int offset) {
            return (first + offset) & (times.length - 1);
        }

        private void grow() {
            long[] moreTimes = new long[2 * size];
            double[] moreValues = new double[2 * size];
            for (int i = 0; i < size; i++) {
                moreTimes[i] = times[index(i)];
                moreValues[i] = values[index(i)];
            }
            times = moreTimes;
            values = moreValues;
            first = 0;
        }
    }
}
