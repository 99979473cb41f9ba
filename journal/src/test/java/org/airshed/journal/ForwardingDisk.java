package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.airshed.journal.disk.Disk;

/** A disk that passes everything on; a test overrides what it wants to go wrong. */
class ForwardingDisk implements Disk {
    private final Disk disk;

    ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    void write(File file, ByteBuffer bytes, long offset) throws IOException {
        file.write(bytes, offset);
    }

    int read(File file, ByteBuffer into, long offset) throws IOException {
        return file.read(into, offset);
    }

    void truncate(File file, long size) throws IOException {
        file.truncate(size);
    }

    void force(File file) throws IOException {
        file.force();
    }

    void close(File file) throws IOException {
        file.close();
    }

    @Override
    public File open(Path path, boolean create) throws IOException {
        return new ForwardingFile(disk.open(path, create));
    }

    @Override
    public File openToRead(Path path) throws IOException {
        return new ForwardingFile(disk.openToRead(path));
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
        disk.forceDirectory(folder);
    }

    private final class ForwardingFile implements File {
        private final File file;

        ForwardingFile(File file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            ForwardingDisk.this.write(file, bytes, offset);
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return ForwardingDisk.this.read(file, into, offset);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            ForwardingDisk.this.truncate(file, size);
        }

        @Override
        public void force() throws IOException {
            ForwardingDisk.this.force(file);
        }

        @Override
        public void close() throws IOException {
            ForwardingDisk.this.close(file);
        }
    }
}
