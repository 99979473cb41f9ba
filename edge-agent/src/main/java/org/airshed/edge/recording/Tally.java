package org.airshed.edge.recording;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found in a recording: everything that is read is counted, and everything that is not says why. Threads: one. */
final class Tally {
    /** How often, and where first. */
    static final class Count {
        long number;
        final long firstLine;

        Count(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    /** What came of one column or parameter. */
    static final class ColumnTally {
        long readings;
        /** By reason. */
        final Map<String, Count> skipped = new LinkedHashMap<>();
        @Nullable
        String firstNoNumber;
    }

    long rows;
    long readings;
    /** Rows whose time is not later than that of the row before in the same series. */
    long notLater;
    @Nullable
    Instant first;
    @Nullable
    Instant last;
    /** Whole rows, by reason. */
    final Map<String, Count> skippedRows = new LinkedHashMap<>();
    /** By name of column or parameter. */
    final Map<String, ColumnTally> columns = new LinkedHashMap<>();
    /** Ignored columns and parameters that the file really has. */
    final Map<String, Count> ignored = new LinkedHashMap<>();

    void row(String reason, long line) {
        skippedRows.computeIfAbsent(reason, key -> new Count(line)).number++;
    }

    void cell(String column, String reason, long line) {
        column(column).skipped.computeIfAbsent(reason, key -> new Count(line)).number++;
    }

    void ignored(String column, long line) {
        ignored.computeIfAbsent(column, key -> new Count(line)).number++;
    }

    ColumnTally column(String name) {
        return columns.computeIfAbsent(name, key -> new ColumnTally());
    }

    void reading(String column, Instant at) {
        readings++;
        column(column).readings++;
        if (first == null || at.isBefore(first)) {
            first = at;
        }
        if (last == null || at.isAfter(last)) {
            last = at;
        }
    }

    long skippedCells() {
        return columns.values().stream().flatMap(column -> column.skipped.values().stream()).mapToLong(c -> c.number)
                .sum();
    }
}
