package org.airshed.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * {@code airshed.db}: registry and embedded store share this one SQLite file, in WAL mode. Another process (the command
 * line beside the running ingest tier) may open it too; writers wait for each other up to {@link #BUSY_MILLIS}.
 *
 * <p>Threads: any; writes take turns on the one writer connection, reads run beside them on up to {@link #READERS}
 * connections, each over one snapshot. Durability: {@link #write} survives a killed process at once and a power cut only
 * from the next synced {@link #checkpoint}; {@link #writeDurably} survives the power cut when it returns.
 */
public final class Database implements AutoCloseable {
    /** File name within the data folder. */
    public static final String FILE_NAME = "airshed.db";

    /** How long a statement waits for a writer in another process. */
    static final int BUSY_MILLIS = 10_000;

    /** How long a checkpoint waits for readers. */
    private static final int CHECKPOINT_MILLIS = 100;

    /** Most reads at a time; further ones wait. */
    static final int READERS = 4;

    /** "AIRS", so that a foreign SQLite file is never taken for ours. */
    private static final int APPLICATION_ID = 0x41495253;

    /** Version of what this class itself keeps: the table of components. */
    private static final int LAYOUT = 1;

    private final Path file;
    private final Connection writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    /** Whether the write under way is a durable one. Guarded by writing. */
    private boolean durable;
    private final Semaphore reading = new Semaphore(READERS, true);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private Database(Path file, Connection writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Opens {@code airshed.db} in this folder and creates it where it is missing.
     *
     * @throws NewerLayoutException when it was written by a newer version or another program
     */
    public static Database open(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        Path file = dataFolder.resolve(FILE_NAME);
        try {
            Connection connection = connect(file, false);
            try {
                prepare(file, connection);
            } catch (SQLException | IOException e) {
                connection.close();
                throw e;
            }
            return new Database(file, connection);
        } catch (SQLException e) {
            throw new IOException("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static Connection connect(Path file, boolean queryOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setPageSize(4096);
        Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            // 16 MiB for the writer, 8 MiB for each reader: what a Pi can spare and a day of one series needs.
            statement.execute("PRAGMA cache_size=" + (queryOnly ? -8192 : -16384));
            statement.execute("PRAGMA temp_store=MEMORY");
            statement.execute("PRAGMA foreign_keys=ON");
            // A WAL that a burst made large is cut back at the next checkpoint instead of staying large.
            statement.execute("PRAGMA journal_size_limit=67108864");
            if (queryOnly) {
                statement.execute("PRAGMA query_only=ON");
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static void prepare(Path file, Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                int application = number(statement, "PRAGMA application_id");
                int layout = number(statement, "PRAGMA user_version");
                boolean empty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
                if (!empty && application != APPLICATION_ID) {
                    throw new NewerLayoutException(file + " is an SQLite database of another program;"
                            + " choose another data folder or move that file away");
                }
                if (layout > LAYOUT) {
                    throw newer(file, "as a whole", layout, LAYOUT);
                }
                statement.execute("PRAGMA application_id=" + APPLICATION_ID);
                statement.execute("PRAGMA user_version=" + LAYOUT);
                statement.execute("CREATE TABLE IF NOT EXISTS component("
                        + "name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
                statement.execute("COMMIT");
            } catch (SQLException | IOException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        // Closed at once: a row-returning PRAGMA left open makes the next commit fail with SQLITE_BUSY.
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static NewerLayoutException newer(Path file, String part, int found, int known) {
        return new NewerLayoutException(file + " was written by a newer Airshed (its layout " + part + " is version "
                + found + ", this program knows " + known + "); start that newer version, or use another data folder");
    }

    /**
     * Brings one component's tables up to date, in one transaction.
     *
     * @param component short name, the prefix of nothing: tables are the component's own to name
     * @param steps all steps since the first; those the database has been through already are left out
     */
    public void migrate(String component, List<Migration> steps) throws IOException {
        writeDurably(connection -> {
            int version = componentVersion(connection, component);
            if (version > steps.size()) {
                throw newer(file, "of '" + component + "'", version, steps.size());
            }
            try (Statement statement = connection.createStatement()) {
                for (Migration step : steps.subList(version, steps.size())) {
                    for (String sql : step.statements()) {
                        statement.execute(sql);
                    }
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO component(name, version) VALUES(?, ?)"
                            + " ON CONFLICT(name) DO UPDATE SET version = excluded.version")) {
                statement.setString(1, component);
                statement.setInt(2, steps.size());
                statement.executeUpdate();
            }
            return true;
        });
    }

    private static int componentVersion(Connection connection, String component) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT version FROM component WHERE name = ?")) {
            statement.setString(1, component);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    /**
     * Runs the work as one write transaction; rolled back when it throws. Always the same connection. A write or a read
     * within the work, by the same thread, is part of the transaction; where such a write throws, the work has to throw.
     */
    public <T extends @Nullable Object> T write(Work<T> work) throws IOException {
        return write(work, false);
    }

    /** As {@link #write}, and on disk when it returns: for what a person was told is done (a secret, a place). */
    public <T extends @Nullable Object> T writeDurably(Work<T> work) throws IOException {
        return write(work, true);
    }

    private <T extends @Nullable Object> T write(Work<T> work, boolean durably) throws IOException {
        writing.lock();
        try {
            requireOpen();
            if (writing.getHoldCount() > 1) {
                if (durably && !durable) {
                    throw new IllegalStateException("a durable write within one that is not");
                }
                return work.run(writer);
            }
            if (durably) {
                execute(writer, "PRAGMA synchronous=FULL");
            }
            durable = durably;
            try {
                return transaction(writer, "BEGIN IMMEDIATE", work);
            } finally {
                if (durably) {
                    execute(writer, "PRAGMA synchronous=NORMAL");
                }
            }
        } catch (SQLException e) {
            throw failed("written", e);
        } finally {
            writing.unlock();
        }
    }

    /** Runs the work over one snapshot; it may not write. A long one keeps the WAL from being folded back. */
    public <T extends @Nullable Object> T read(Work<T> work) throws IOException {
        if (writing.isHeldByCurrentThread()) {
            return write(work);
        }
        reading.acquireUninterruptibly();
        try {
            requireOpen();
            Connection connection = idle.pollFirst();
            if (connection == null) {
                connection = connect(file, true);
            }
            boolean sound = false;
            try {
                T answer = transaction(connection, "BEGIN", work);
                sound = true;
                return answer;
            } finally {
                if (sound && !closed) {
                    idle.addFirst(connection);
                } else {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            reading.release();
        }
    }

    private static <T extends @Nullable Object> T transaction(Connection connection, String begin, Work<T> work)
            throws SQLException, IOException {
        execute(connection, begin);
        boolean done = false;
        try {
            T answer = work.run(connection);
            execute(connection, "COMMIT");
            done = true;
            return answer;
        } finally {
            if (!done) {
                rollback(connection);
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException _) {
            // Some failures (full disk, I/O) have rolled back by themselves; what matters is the first exception.
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Folds the whole WAL back into the file, both synced.
     *
     * @return false where a reader or another process held it back: what was written since is not yet certain to
     *     survive a power cut
     */
    public boolean checkpoint() throws IOException {
        writing.lock();
        try {
            requireOpen();
            // A reader must not keep the writer waiting for long: what cannot be folded now is folded next time.
            execute(writer, "PRAGMA busy_timeout=" + CHECKPOINT_MILLIS);
            try (Statement statement = writer.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return rows.next() && rows.getInt(1) == 0;
            } finally {
                execute(writer, "PRAGMA busy_timeout=" + BUSY_MILLIS);
            }
        } catch (SQLException e) {
            throw failed("checkpointed", e);
        } finally {
            writing.unlock();
        }
    }

    /** Where the database lies. */
    public Path file() {
        return file;
    }

    private IOException failed(String what, SQLException cause) {
        return new IOException("the database " + file + " could not be " + what + ": " + cause.getMessage(), cause);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the database " + file + " is closed");
        }
    }

    /** Waits for the writer, then closes every connection; reads still running end by themselves. Safe to repeat. */
    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (Connection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
                connection.close();
            }
            writer.close();
        } catch (SQLException e) {
            throw failed("closed", e);
        } finally {
            writing.unlock();
        }
    }
}
