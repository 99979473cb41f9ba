package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tail holds of some datastreams in a period, in columns, put in order of datastream and then of time. */
final class TailRows {
    /** Up to so many datastreams SQLite picks the rows; beyond, most rows are wanted and are picked here. */
    private static final int PICKED_BY_SQL = 500;

    private long[] times = new long[1024];
    private double[] values = new double[1024];
    private long[] marks = new long[1024];
    private int[] ranks = new int[1024];
    private int count;

    private final int[] first;
    /** Row numbers in order; rows themselves stay as they were read. */
    private int[] order = new int[0];

    private TailRows(int datastreams) {
        first = new int[datastreams + 1];
    }

    static TailRows read(Connection connection, List<SeriesState> wanted, long from, long to) throws SQLException {
        Map<Integer, Integer> rankById = new HashMap<>();
        for (int rank = 0; rank < wanted.size(); rank++) {
            rankById.put(wanted.get(rank).id, rank);
        }
        String some = wanted.size() > PICKED_BY_SQL
                ? ""
                : wanted.stream().map(series -> Integer.toString(series.id))
                        .collect(Collectors.joining(",", " AND series IN (", ")"));
        TailRows rows = new TailRows(wanted.size());
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT series, t, v, " + RawReader.MARK + " FROM tail WHERE t >= ? AND t < ?" + some
                        + " ORDER BY t")) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    Integer rank = rankById.get(answer.getInt(1));
                    if (rank != null) {
                        rows.add(rank, answer.getLong(2), answer.getDouble(3), answer.getLong(4));
                    }
                }
            }
        }
        rows.sort();
        return rows;
    }

    private void add(int rank, long time, double value, long mark) {
        if (count == times.length) {
            int larger = Math.multiplyExact(count, 2);
            times = Arrays.copyOf(times, larger);
            values = Arrays.copyOf(values, larger);
            marks = Arrays.copyOf(marks, larger);
            ranks = Arrays.copyOf(ranks, larger);
        }
        times[count] = time;
        values[count] = value;
        marks[count] = mark;
        ranks[count] = rank;
        count++;
    }

    /** By counting: the rows came in order of time and keep it within each datastream. */
    private void sort() {
        for (int row = 0; row < count; row++) {
            first[ranks[row] + 1]++;
        }
        for (int rank = 1; rank < first.length; rank++) {
            first[rank] += first[rank - 1];
        }
        int[] next = first.clone();
        order = new int[count];
        for (int row = 0; row < count; row++) {
            order[next[ranks[row]]++] = row;
        }
    }

    /** Place of the datastream's first row; its rows end where those of the next begin. */
    int first(int rank) {
        return first[rank];
    }

    long time(int place) {
        return times[order[place]];
    }

    double value(int place) {
        return values[order[place]];
    }

    long mark(int place) {
        return marks[order[place]];
    }
}
