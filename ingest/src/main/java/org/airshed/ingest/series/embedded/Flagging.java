package org.airshed.ingest.series.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.FlaggedReading;

/**
 * Puts flags beside the values they were given for, in the tail or in the main table, within a transaction. A flag that
 * is there already touches no page.
 */
final class Flagging {
    private static final String HAS_ANOTHER = " AND v = ?5 AND (flag IS NOT ?3 OR why IS NOT ?4)";

    private Flagging() {}

    static void flag(Connection connection, Dictionary dictionary, List<FlaggedReading> flags) throws SQLException {
        try (PreparedStatement tail = connection.prepareStatement(
                "UPDATE tail SET flag = ?3, why = ?4 WHERE t = ?1 AND series = ?2" + HAS_ANOTHER);
                // A folded row that the tail hides may get a flag too; the next fold takes both away.
                PreparedStatement main = connection.prepareStatement(
                        "UPDATE main SET flag = ?3, why = ?4 WHERE t = ?1 AND series = ?2" + HAS_ANOTHER)) {
            for (FlaggedReading judged : flags) {
                SeriesState series = dictionary.find(key(judged)).orElse(null);
                if (series != null && update(tail, series, judged) == 0) {
                    update(main, series, judged);
                }
            }
        }
    }

    /** The datastream that is judged. */
    static SeriesKey key(FlaggedReading judged) {
        return new SeriesKey(judged.station(), judged.sensor(), judged.property(), Level.RAW);
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
