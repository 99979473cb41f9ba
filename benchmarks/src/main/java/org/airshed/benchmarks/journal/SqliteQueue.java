package org.airshed.benchmarks.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A table in SQLite, in WAL mode with {@code synchronous=FULL}, the setting that survives a power cut. */
final class SqliteQueue implements DurableQueue {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final byte[] entry;
    private long next;

    SqliteQueue(Path folder, byte[] entry) throws IOException {
        this.entry = entry.clone();
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("queue.db"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("CREATE TABLE entry (position INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)");
            delete = connection.prepareStatement("DELETE FROM entry WHERE position < ?");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public synchronized void add(int entries) throws IOException {
        try {
            for (int i = 0; i < entries; i++) {
                insert.setLong(1, next++);
                insert.setBytes(2, entry);
                insert.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public synchronized void releaseAllBut(long newest) throws IOException {
        try {
            delete.setLong(1, next - newest);
            delete.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            insert.close();
            delete.close();
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
