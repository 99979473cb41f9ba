package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.airshed.journal.disk.Disk;

/** Faults planted between the journal and its disk, to prove that the harness sees them. */
final class FaultyDisk implements Disk {
    enum Fault {
        /** A force that does nothing. */
        FORCE_NOTHING,
        /** A force that is made only when the file is touched again: the journal acknowledges before it. */
        FORCE_LATE,
        /** Directories are never forced. */
        FORGET_DIRECTORIES
    }

    private final Disk disk;
    private final Fault fault;

    FaultyDisk(Disk disk, Fault fault) {
        this.disk = disk;
        this.fault = fault;
    }

    @Override
    public File open(Path path, boolean create) throws IOException {
        return new FaultyFile(disk.open(path, create));
    }

    @Override
    public File openToRead(Path path) throws IOException {
        return disk.openToRead(path);
    }

    @Override
    public Lock lock(Path path) throws IOException {
        return disk.lock(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        disk.createFolders(folder);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        if (fault != Fault.FORGET_DIRECTORIES) {
            disk.forceDirectory(folder);
        }
    }

    private final class FaultyFile implements File {
        private final File file;
        private boolean owed;

        FaultyFile(File file) {
            this.file = file;
        }

        private void settle() throws IOException {
            if (owed) {
                owed = false;
                file.force();
            }
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            settle();
            file.write(bytes, offset);
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            settle();
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            switch (fault) {
                case FORCE_NOTHING -> {
                    // the lie
                }
                case FORCE_LATE -> owed = true;
                case FORGET_DIRECTORIES -> file.force();
            }
        }

        @Override
        public void close() throws IOException {
            settle();
            file.close();
        }
    }
}
