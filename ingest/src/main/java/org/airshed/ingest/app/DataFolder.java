package org.airshed.ingest.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The data folder: {@code VERSION} says which layout it has, {@code LOCK} that one ingest tier uses it.
 *
 * <p>{@code airshed.db} (registry and embedded store) · {@code ingest/journal} · {@code ingest/dead-letters} ·
 * {@code ingest/influx.cursor} (how far of the journal InfluxDB has) ·
 * {@code tls} (key and certificate of our own making).
 */
final class DataFolder {
    /** Layout this program writes. */
    private static final int VERSION = 1;

    private final Path path;

    private DataFolder(Path path) {
        this.path = path;
    }

    /**
     * The folder at this path, made where it is missing.
     *
     * @throws IOException with a sentence where it has a newer layout or cannot be used
     */
    static DataFolder open(Path path) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("the data folder " + path + " is a file; choose another with --data", e);
        } catch (IOException e) {
            throw new IOException("the data folder " + path + " cannot be made (" + e.getMessage()
                    + "); choose another with --data", e);
        }
        if (!Files.isWritable(path)) {
            throw new IOException("the data folder " + path + " may not be written by this user;"
                    + " choose another with --data");
        }
        DataFolder folder = new DataFolder(path);
        Path version = path.resolve("VERSION");
        if (!Files.exists(version)) {
            Files.writeString(version, VERSION + "\n");
        }
        folder.checkVersion();
        return folder;
    }

    /** The folder at this path, which must be there. */
    static DataFolder existing(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("there is no data folder " + path + "; --data names the one the ingest tier uses");
        }
        DataFolder folder = new DataFolder(path);
        if (Files.exists(path.resolve("VERSION"))) {
            folder.checkVersion();
        }
        return folder;
    }

    private void checkVersion() throws IOException {
        String text = Files.readString(path.resolve("VERSION")).strip();
        int found;
        try {
            found = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException("the file VERSION in " + path + " says '" + text + "' and not a number;"
                    + " is this a data folder of Airshed?", e);
        }
        if (found > VERSION) {
            throw new IOException("the data folder " + path + " was written by a newer Airshed (layout " + found
                    + ", this program knows " + VERSION + "); start that newer version, or choose another with --data");
        }
    }

    Path path() {
        return path;
    }

    Path journal() {
        return path.resolve("ingest").resolve("journal");
    }

    Path influxCursor() {
        return path.resolve("ingest").resolve("influx.cursor");
    }

    Path deadLetters() {
        return path.resolve("ingest").resolve("dead-letters");
    }

    /** Takes the folder for this process until the lock is closed; the system gives it back when the process ends. */
    Lock lock() throws IOException {
        FileChannel channel = FileChannel.open(path.resolve("LOCK"), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // this very process has it
        }
        if (lock == null) {
            String holder = Files.readString(path.resolve("LOCK")).strip();
            channel.close();
            throw new IOException("the data folder " + path + " is in use by another ingest tier"
                    + (holder.isEmpty() ? "" : " (process " + holder + ")")
                    + "; stop that one, or choose another folder with --data");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return new Lock(channel);
    }

    /** The folder is ours while this is open. */
    static final class Lock implements AutoCloseable {
        private @Nullable FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        }
    }
}
