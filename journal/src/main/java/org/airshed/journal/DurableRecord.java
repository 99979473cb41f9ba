package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.airshed.journal.disk.Disk;

/**
 * A few numbers in a small file: magic, CRC-32C of the rest, the numbers.
 *
 * <p>Threads: one at a time. Durability: {@link #store} writes a file beside it, forces it, renames it and forces the
 * directory, so that after a power cut either the old numbers are there or the new.
 */
final class DurableRecord {
    /** The file is there and is not what was stored. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }
    }

    private static final int MAGIC = 0x41_52_45_43; // "AREC"
    private static final int HEADER_BYTES = 8;

    private final Path file;
    private final Path temporary;
    private final Path folder;
    private final int count;
    private final Disk disk;

    DurableRecord(Path file, int count, Disk disk) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no folder");
        }
        this.file = absolute;
        this.temporary = absolute.resolveSibling(absolute.getFileName() + ".tmp");
        this.folder = parent;
        this.count = count;
        this.disk = disk;
    }

    /** The numbers, or nothing where there is no such file yet. */
    Optional<long[]> load() throws IOException {
        if (!disk.list(folder).contains(String.valueOf(file.getFileName()))) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size() + 1);
        try (Disk.File open = disk.openToRead(file)) {
            while (bytes.hasRemaining() && open.read(bytes, bytes.position()) >= 0) {
                // until the end
            }
        }
        bytes.flip();
        if (bytes.remaining() != size() || bytes.getInt(0) != MAGIC || bytes.getInt(4) != crc(bytes)) {
            throw new IOException(
                    file + " is damaged: it is not the " + size() + " bytes with a matching checksum that it should be."
                            + " Put a copy back, or move it away to begin without it");
        }
        disk.forceDirectory(folder); // a process that was killed may have renamed it and no more: now it stays
        long[] numbers = new long[count];
        bytes.position(HEADER_BYTES);
        bytes.asLongBuffer().get(numbers);
        return Optional.of(numbers);
    }

    void store(long... numbers) throws IOException {
        if (numbers.length != count) {
            throw new IllegalArgumentException(Arrays.toString(numbers) + " for a record of " + count);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size());
        bytes.putInt(MAGIC).putInt(0);
        bytes.asLongBuffer().put(numbers);
        bytes.clear();
        bytes.putInt(4, crc(bytes));
        disk.createFolders(folder);
        try (Disk.File open = disk.open(temporary, true)) {
            open.truncate(0);
            open.write(bytes, 0);
            open.force();
        }
        disk.rename(temporary, file);
        disk.forceDirectory(folder);
    }

    private int size() {
        return HEADER_BYTES + Long.BYTES * count;
    }

    private int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(HEADER_BYTES, Long.BYTES * count));
        return (int) crc.getValue();
    }
}
