package org.airshed.ingest.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done within one transaction. The connection belongs to the work until it returns; it must not commit, roll
 * back or close it.
 */
@FunctionalInterface
public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
    T run(Connection connection) throws SQLException, IOException;
}
