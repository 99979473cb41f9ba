package org.airshed.journal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real file system.
 *
 * <p>Durability: {@link Disk.File#force} is fdatasync on Linux (F_FULLFSYNC on macOS), which puts the content and the
 * size that is needed to read it on disk. A directory is forced by opening it for reading, which Linux and macOS allow;
 * Windows refuses it, and there {@link #forceDirectory} does nothing and names are as safe as NTFS's own journal makes
 * them. Threads: any. A thread that is interrupted while it reads or writes closes the file under itself (the way of
 * {@link FileChannel}), so threads that may be interrupted open their own.
 */
public final class FileDisk implements Disk {
    private static final boolean DIRECTORIES_CAN_BE_FORCED = !System.getProperty("os.name", "").toLowerCase(Locale.ROOT)
            .contains("windows");
    /** Below this much room a failed write is taken for a full disk, whatever the system's words for it are. */
    private static final long NO_ROOM_BYTES = 1 << 20;

    @Override
    public File open(Path path, boolean create) throws IOException {
        try {
            return new ChannelFile(path,
                    create
                            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                                    StandardOpenOption.CREATE)
                            : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw named(path, e);
        }
    }

    @Override
    public File openToRead(Path path) throws IOException {
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public Lock lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel::close; // which lets go of the lock
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(taken(path) + " (in this very process)", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(taken(path));
    }

    private static String taken(Path lock) {
        return lock.toAbsolutePath().getParent()
                + " is in use by another Airshed process; stop that one first, or give this one another folder";
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path p = folder.toAbsolutePath(); p != null && !Files.isDirectory(p); p = p.getParent()) {
            missing.push(p);
        }
        Files.createDirectories(folder);
        for (Path created : missing) {
            Path parent = created.getParent();
            if (parent != null) {
                forceDirectory(parent);
            }
        }
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        if (!DIRECTORIES_CAN_BE_FORCED) {
            return;
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static IOException named(Path path, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota") || roomAround(path) < NO_ROOM_BYTES) {
            return new DiskFullException("No room left on the disk for " + path + " (" + message + ")", e);
        }
        return e;
    }

    private static long roomAround(Path path) {
        try {
            @Nullable
            Path folder = path.toAbsolutePath().getParent();
            return folder == null ? Long.MAX_VALUE : Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // it cannot be asked: then it is not taken for full
        }
    }

    private record ChannelFile(Path path, FileChannel channel) implements File {
        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            long at = offset;
            try {
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            } catch (IOException e) {
                throw named(path, e);
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
