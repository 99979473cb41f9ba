package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.reading.Reading;

/**
 * Puts a batch of readings into the tail, within a transaction.
 *
 * <p>Nearly every reading is newer than what its datastream has in the main table; those go in as one batch of inserts.
 * A key that is there already, in the tail or folded, is compared: an equal value changes nothing, its flag neither;
 * another one wins, is counted, and is not evaluated, because what quality control said of the old value says nothing of
 * it.
 */
final class TailWriter implements AutoCloseable {
    private static final String INSERT = "INSERT INTO tail(t, series, v) VALUES(?, ?, ?) ON CONFLICT DO NOTHING";

    private final PreparedStatement insert;
    private final PreparedStatement insertLate; // beside insert, which collects a batch
    private final PreparedStatement alter;
    private final PreparedStatement inTail;
    private final PreparedStatement inMain;
    private long altered;
    private int inserted;

    TailWriter(Connection connection) throws SQLException {
        insert = connection.prepareStatement(INSERT);
        insertLate = connection.prepareStatement(INSERT);
        alter = connection.prepareStatement(
                "UPDATE tail SET v = ?3, flag = NULL, why = NULL WHERE t = ?1 AND series = ?2 AND v <> ?3");
        inTail = connection.prepareStatement("SELECT 1 FROM tail WHERE t = ? AND series = ?");
        inMain = connection.prepareStatement("SELECT v FROM main WHERE series = ? AND t = ?");
    }

    /** Writes in order; afterwards {@link #altered} and {@link #inserted} tell of this batch. */
    void write(Connection connection, Dictionary dictionary, List<Reading> readings) throws SQLException {
        altered = 0;
        inserted = 0;
        insert.clearBatch(); // an attempt that failed may have left some
        List<Placed> fresh = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            SeriesState series = dictionary.forWriting(connection,
                    new SeriesKey(reading.station(), reading.sensor(), reading.property(), Level.RAW));
            Placed placed = new Placed(series, reading.phenomenonTimeMillis(), reading.value());
            // One key takes one of the two ways, so the order among its values is kept.
            if (placed.time > series.foldedUpTo) {
                fresh.add(placed);
                bind(insert, placed);
                insert.addBatch();
            } else {
                writeLate(placed);
            }
        }
        int[] counts = insert.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                alterInTail(fresh.get(i));
            } else {
                inserted++;
            }
        }
    }

    private record Placed(SeriesState series, long time, double value) {}

    private static void bind(PreparedStatement statement, Placed placed) throws SQLException {
        statement.setLong(1, placed.time);
        statement.setInt(2, placed.series.id);
        statement.setDouble(3, placed.value);
    }

    private void writeLate(Placed placed) throws SQLException {
        inTail.setLong(1, placed.time);
        inTail.setInt(2, placed.series.id);
        try (ResultSet rows = inTail.executeQuery()) {
            if (rows.next()) {
                alterInTail(placed);
                return;
            }
        }
        inMain.setInt(1, placed.series.id);
        inMain.setLong(2, placed.time);
        try (ResultSet rows = inMain.executeQuery()) {
            if (!rows.next()) {
                bind(insertLate, placed);
                inserted += insertLate.executeUpdate();
                return;
            }
            if (rows.getDouble(1) == placed.value) {
                return;
            }
        }
        bind(insertLate, placed); // hides the folded row, its flag too
        inserted += insertLate.executeUpdate();
        altered++;
    }

    private void alterInTail(Placed placed) throws SQLException {
        bind(alter, placed);
        altered += alter.executeUpdate();
    }

    /** Readings of the last batch whose key was there with another value. */
    long altered() {
        return altered;
    }

    /** Rows the last batch added to the tail. */
    int inserted() {
        return inserted;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        insertLate.close();
        alter.close();
        inTail.close();
        inMain.close();
    }
}
