package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.FlaggedReading;

/**
 * Puts flags beside the values they were given for, in the tail or in the main table, within a transaction. A flag that
 * is there already touches no page.
 */
final class Flagging {
    private static final String SET = " SET flag = ?3, why = ?4 WHERE t = ?1 AND series = ?2 AND v = ?5"
            + " AND (flag IS NOT ?3 OR why IS NOT ?4)";

    private Flagging() {}

    /** Where a reading is looked for first. A folded row that the tail hides may get a flag too; the next fold takes it. */
    enum First {
        TAIL, MAIN
    }

    /** A reading that was judged, and its datastream. */
    record Judged(SeriesState series, FlaggedReading reading) {}

    static void flag(Connection connection, List<Judged> flags, First first) throws SQLException {
        try (PreparedStatement tail = connection.prepareStatement("UPDATE tail" + SET);
                PreparedStatement main = connection.prepareStatement("UPDATE main" + SET)) {
            PreparedStatement likely = first == First.TAIL ? tail : main;
            PreparedStatement other = first == First.TAIL ? main : tail;
            for (Judged judged : flags) {
                if (update(likely, judged.series, judged.reading) == 0) {
                    update(other, judged.series, judged.reading);
                }
            }
        }
    }

    /** Time of the oldest reading in the tail: what is older is folded, or came late. */
    static long tailFrom(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT min(t) FROM tail")) {
            long oldest = rows.next() ? rows.getLong(1) : 0;
            return rows.wasNull() ? Long.MAX_VALUE : oldest;
        }
    }

    /** The readings with their datastreams, in their order; without those of datastreams that are not there. */
    static List<Judged> of(List<FlaggedReading> flags, Dictionary dictionary) {
        List<Judged> judged = new ArrayList<>(flags.size());
        SeriesState series = null;
        for (FlaggedReading reading : flags) {
            // They mostly come datastream by datastream.
            if (series == null || !isOf(series.key, reading)) {
                series = dictionary.find(
                        new SeriesKey(reading.station(), reading.sensor(), reading.property(), Level.RAW)).orElse(null);
            }
            if (series != null) {
                judged.add(new Judged(series, reading));
            }
        }
        return judged;
    }

    private static boolean isOf(SeriesKey key, FlaggedReading reading) {
        return key.property().id().equals(reading.property().id()) && key.sensor().equals(reading.sensor())
                && key.station().equals(reading.station());
    }

    private static int update(PreparedStatement statement, SeriesState series, FlaggedReading judged)
            throws SQLException {
        statement.setLong(1, judged.timeMillis());
        statement.setInt(2, series.id);
        if (judged.flag() == Flag.NOT_EVALUATED) {
            statement.setNull(3, Types.INTEGER);
            statement.setNull(4, Types.INTEGER);
        } else {
            statement.setInt(3, judged.flag().code());
            statement.setInt(4, judged.reasons());
        }
        statement.setDouble(5, judged.value());
        return statement.executeUpdate();
    }
}
