package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.DiskFullException;

/** A disk that has no room, or that fails, while a test says so. */
final class TroubledDisk extends ForwardingDisk {
    enum Trouble {
        NONE, NO_ROOM, WRITES_FAIL, FORCES_FAIL, READS_FAIL
    }

    volatile Trouble trouble = Trouble.NONE;
    /** Deleting a file makes room. */
    volatile boolean deletingHelps;
    /** Reads of this part of a file fail while {@link Trouble#READS_FAIL}. */
    volatile long badFrom;
    volatile long badTo = Long.MAX_VALUE;

    TroubledDisk(Disk disk) {
        super(disk);
    }

    @Override
    void write(File file, ByteBuffer bytes, long offset) throws IOException {
        if (trouble == Trouble.NO_ROOM) {
            ByteBuffer half = bytes.slice(bytes.position(), bytes.remaining() / 2);
            super.write(file, half, offset); // a full disk takes what it can
            throw new DiskFullException("No room left", new IOException("No space left on device"));
        }
        if (trouble == Trouble.WRITES_FAIL) {
            throw new IOException("Input/output error");
        }
        super.write(file, bytes, offset);
    }

    @Override
    int read(File file, ByteBuffer into, long offset) throws IOException {
        if (trouble == Trouble.READS_FAIL && offset < badTo && offset + into.remaining() > badFrom) {
            throw new IOException("Input/output error");
        }
        return super.read(file, into, offset);
    }

    @Override
    void force(File file) throws IOException {
        if (trouble == Trouble.FORCES_FAIL) {
            throw new IOException("Input/output error");
        }
        super.force(file);
    }

    @Override
    public void delete(Path path) throws IOException {
        super.delete(path);
        if (deletingHelps) {
            trouble = Trouble.NONE;
        }
    }
}
