package org.airshed.journal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the journal asks of a file system. What was written, renamed, created or deleted is certain to survive a
 * power cut only after {@link File#force} (content) and {@link #forceDirectory} (names).
 *
 * <p>Threads: any; a {@link File} takes reads and writes from several threads at once.
 */
public interface Disk {
    /** Opens a file for reading and writing; creates it where {@code create} says so. */
    File open(Path path, boolean create) throws IOException;

    /** Opens a file for reading only. */
    File openToRead(Path path) throws IOException;

    /**
     * Takes a lock file for this process, creating it where it is missing; it goes with the process at the latest.
     *
     * @throws IOException a sentence naming the folder, where another process or another part of this one holds it
     */
    Lock lock(Path path) throws IOException;

    /** Replaces {@code to} by {@code from} atomically. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file; nothing happens where there is none. */
    void delete(Path path) throws IOException;

    /** File names in a folder, sorted; empty where the folder is missing. */
    List<String> list(Path folder) throws IOException;

    /** Creates a folder and its parents, and forces the names of those it created. */
    void createFolders(Path folder) throws IOException;

    /** Makes creations, renames and deletions in this folder survive a power cut. */
    void forceDirectory(Path folder) throws IOException;

    /** A lock that is held. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** An open file. */
    interface File extends AutoCloseable {
        /**
         * Writes all of the buffer at {@code offset}.
         *
         * @throws DiskFullException where there is no room; part of it may have been written, and it may be tried again
         */
        void write(ByteBuffer bytes, long offset) throws IOException;

        /** Reads into the buffer from {@code offset}; returns the bytes read, -1 at the end. */
        int read(ByteBuffer into, long offset) throws IOException;

        long size() throws IOException;

        /** Shortens the file. */
        void truncate(long size) throws IOException;

        /** Puts content and size on disk. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
