package org.airshed.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Migration FIRST = Migration.of("CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT)");
    private static final Migration SECOND = Migration
            .of("ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 7");

    @TempDir
    Path folder;

    @Test
    void laterStepsRunOnceOnADatabaseThatWentThroughTheEarlierOnes() throws IOException {
        try (Database database = Database.open(folder)) {
            database.migrate("things", List.of(FIRST));
            database.write(connection -> update(connection, "INSERT INTO thing(name) VALUES('bench')"));
        }
        try (Database database = Database.open(folder)) {
            database.migrate("things", List.of(FIRST, SECOND));
            database.migrate("things", List.of(FIRST, SECOND));
            assertThat(number(database, "SELECT size FROM thing WHERE name = 'bench'")).isEqualTo(7);
        }
    }

    @Test
    void aNewerLayoutIsRefusedWithASentenceAndLeftAlone() throws IOException {
        try (Database database = Database.open(folder)) {
            database.migrate("things", List.of(FIRST, SECOND));
        }
        try (Database database = Database.open(folder)) {
            assertThatThrownBy(() -> database.migrate("things", List.of(FIRST)))
                    .isInstanceOf(NewerLayoutException.class)
                    .hasMessageContaining("newer Airshed").hasMessageContaining("'things'")
                    .hasMessageContaining("version 2");
        }
    }

    @Test
    void aNewerFileIsRefused() throws Exception {
        Database.open(folder).close();
        raw("PRAGMA user_version=99");
        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(NewerLayoutException.class)
                .hasMessageContaining("version 99");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws Exception {
        raw("CREATE TABLE contacts(name TEXT)");
        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(NewerLayoutException.class)
                .hasMessageContaining("another program");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Files.writeString(folder.resolve(Database.FILE_NAME), "no database at all, only a sentence of some length");
        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(IOException.class)
                .hasMessageContaining(Database.FILE_NAME);
    }

    @Test
    void workThatThrowsLeavesNothingBehind() throws IOException {
        try (Database database = Database.open(folder)) {
            database.migrate("things", List.of(FIRST));
            assertThatThrownBy(() -> database.write(connection -> {
                update(connection, "INSERT INTO thing(name) VALUES('half')");
                throw new IOException("the other half is missing");
            })).hasMessage("the other half is missing");
            assertThat(number(database, "SELECT count(*) FROM thing")).isZero();
            database.write(connection -> update(connection, "INSERT INTO thing(name) VALUES('whole')"));
            assertThat(number(database, "SELECT count(*) FROM thing")).isEqualTo(1);
        }
    }

    @Test
    void aWriteWithinAWriteIsPartOfIt() throws IOException {
        try (Database database = Database.open(folder); Database commandLine = Database.open(folder)) {
            database.migrate("things", List.of(FIRST));
            database.writeDurably(_ -> {
                database.writeDurably(connection -> update(connection, "INSERT INTO thing(name) VALUES('one')"));
                database.write(connection -> update(connection, "INSERT INTO thing(name) VALUES('two')"));
                assertThat(number(database, "SELECT count(*) FROM thing")).isEqualTo(2);
                assertThat(number(commandLine, "SELECT count(*) FROM thing")).isZero();
                return true;
            });
            assertThat(number(commandLine, "SELECT count(*) FROM thing")).isEqualTo(2);
            assertThatThrownBy(() -> database.write(_ -> {
                database.write(connection -> update(connection, "INSERT INTO thing(name) VALUES('three')"));
                throw new IOException("and no more");
            })).hasMessage("and no more");
            assertThat(number(database, "SELECT count(*) FROM thing")).isEqualTo(2);
            assertThatThrownBy(() -> database.write(_ -> database.writeDurably(_ -> true)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aReadKeepsItsSnapshotWhileAnotherProcessWrites() throws IOException {
        // Two Database objects on one file stand for two processes: no state is shared between them.
        try (Database ingest = Database.open(folder); Database commandLine = Database.open(folder)) {
            ingest.migrate("things", List.of(FIRST));
            int during = ingest.<Integer>read(connection -> {
                int before = number(connection, "SELECT count(*) FROM thing");
                commandLine.writeDurably(other -> update(other, "INSERT INTO thing(name) VALUES('late')"));
                return number(connection, "SELECT count(*) FROM thing") - before;
            });
            assertThat(during).isZero();
            assertThat(number(ingest, "SELECT count(*) FROM thing")).isEqualTo(1);
        }
    }

    @Test
    void readersCannotWrite() throws IOException {
        try (Database database = Database.open(folder)) {
            database.migrate("things", List.of(FIRST));
            assertThatThrownBy(
                    () -> database.read(connection -> update(connection, "INSERT INTO thing(name) VALUES('x')")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCheckpointEmptiesTheWalAndSaysSoWhenAReaderHoldsIt() throws IOException {
        try (Database database = Database.open(folder)) {
            database.migrate("things", List.of(FIRST));
            boolean whileReading = database.<Boolean>read(connection -> {
                int seen = number(connection, "SELECT count(*) FROM thing");
                database.write(other -> update(other, "INSERT INTO thing(name) VALUES('new')"));
                return database.checkpoint() && seen == 0;
            });
            assertThat(whileReading).isFalse();
            assertThat(database.checkpoint()).isTrue();
            assertThat(Files.size(folder.resolve(Database.FILE_NAME + "-wal"))).isZero();
        }
    }

    @Test
    void aClosedDatabaseSaysSo() throws IOException {
        Database database = Database.open(folder);
        database.close();
        database.close();
        assertThatThrownBy(() -> database.read(connection -> number(connection, "SELECT 1")))
                .hasMessageContaining("closed");
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE_NAME));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static int number(Database database, String sql) throws IOException {
        return database.<Integer>read(connection -> number(connection, sql));
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }
}
