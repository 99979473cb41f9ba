package org.airshed.ingest.app;

import java.io.IOException;
import java.nio.file.Path;
import org.airshed.ingest.database.Database;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --data}, of the commands that work on a data folder beside a running ingest tier or without one. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", scope = ScopeType.INHERIT, description = "data folder of the ingest tier (default: data)")
    private Path data = Path.of("data");

    /** What a command does to the database of a data folder. */
    interface Work {
        void on(Database database) throws IOException;
    }

    Path path() {
        return data.toAbsolutePath().normalize();
    }

    /**
     * The folder, which must be there.
     *
     * @throws IOException with a sentence where it is not, or has a newer layout
     */
    DataFolder existing() throws IOException {
        return DataFolder.existing(path());
    }

    /** Works on the database of a folder that must be there, as {@link #existing()}. */
    void inExisting(Work work) throws IOException {
        in(existing(), work);
    }

    /** Works on the database of the folder, which is made where it is missing. */
    void inNewOrExisting(Work work) throws IOException {
        in(DataFolder.open(path()), work);
    }

    private static void in(DataFolder folder, Work work) throws IOException {
        try (Database database = Database.open(folder.path())) {
            work.on(database);
        }
    }
}
