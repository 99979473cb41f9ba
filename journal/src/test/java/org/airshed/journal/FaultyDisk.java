package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.airshed.journal.disk.Disk;

/** Faults planted between the journal and its disk, to prove that the harness sees them. */
final class FaultyDisk extends ForwardingDisk {
    enum Fault {
        /** A force that does nothing. */
        FORCE_NOTHING,
        /** A force that is made only when the file is touched again: the journal acknowledges before it. */
        FORCE_LATE,
        /** Directories are never forced. */
        FORGET_DIRECTORIES
    }

    private final Fault fault;
    private final Set<File> owed = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    FaultyDisk(Disk disk, Fault fault) {
        super(disk);
        this.fault = fault;
    }

    private void settle(File file) throws IOException {
        if (owed.remove(file)) {
            file.force();
        }
    }

    @Override
    void write(File file, ByteBuffer bytes, long offset) throws IOException {
        settle(file);
        super.write(file, bytes, offset);
    }

    @Override
    void truncate(File file, long size) throws IOException {
        settle(file);
        super.truncate(file, size);
    }

    @Override
    void force(File file) throws IOException {
        switch (fault) {
            case FORCE_NOTHING -> {
                // the lie
            }
            case FORCE_LATE -> owed.add(file);
            case FORGET_DIRECTORIES -> super.force(file);
        }
    }

    @Override
    void close(File file) throws IOException {
        settle(file);
        super.close(file);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        if (fault != Fault.FORGET_DIRECTORIES) {
            super.forceDirectory(folder);
        }
    }
}
