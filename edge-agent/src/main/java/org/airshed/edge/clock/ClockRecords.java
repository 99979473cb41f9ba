package org.airshed.edge.clock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.airshed.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock records of the boots whose entries may still be in the spool: one small file, a line per record, the last
 * line a checksum. It stands beside the spool and not in it, so that a record outlives the segment in which it would
 * have been written and is known before the first entry is read.
 *
 * <p>Threads: {@link #add} and {@link #keepOnly} from one thread, {@link #all} from any.
 * Durability: when {@link #add} returns, the record survives a power cut; a cut before leaves the old file whole.
 */
final class ClockRecords {
    /** Far above what a spool can hold; keeps the file small on a machine that restarts all day. */
    private static final int MAX_RECORDS = 1000;
    private static final int MAX_FILE_BYTES = 256 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ClockRecords.class);

    private final Path file;
    private final Disk disk;
    private volatile List<ClockRecord> records;

    private ClockRecords(Path file, Disk disk, List<ClockRecord> records) {
        this.file = file;
        this.disk = disk;
        this.records = records;
    }

    /** Reads the file, which may be missing. A damaged one counts as empty and is said so. */
    static ClockRecords open(Path file, Disk disk) throws IOException {
        Path folder = folderOf(file);
        disk.createFolders(folder);
        if (!disk.list(folder).contains(file.getFileName().toString())) {
            return new ClockRecords(file, disk, List.of());
        }
        Optional<List<ClockRecord>> read = parse(readAll(file, disk));
        if (read.isEmpty()) {
            LOG.warn("clock records damaged file={}: boots that ended are sent as unsynced", file);
        }
        return new ClockRecords(file, disk, read.orElse(List.of()));
    }

    /** All records, oldest first. */
    List<ClockRecord> all() {
        return records;
    }

    /** Adds one and forces it to disk. */
    void add(ClockRecord record) throws IOException {
        List<ClockRecord> more = new ArrayList<>(records);
        more.add(record);
        store(more.size() > MAX_RECORDS ? more.subList(more.size() - MAX_RECORDS, more.size()) : more);
    }

    /** Forgets boots of which nothing is left to send. */
    void keepOnly(Set<String> boots) throws IOException {
        List<ClockRecord> kept = records.stream().filter(record -> boots.contains(record.boot())).toList();
        if (kept.size() < records.size()) {
            store(kept);
        }
    }

    private void store(List<ClockRecord> next) throws IOException {
        StringBuilder text = new StringBuilder();
        next.forEach(record -> text.append(record.toLine()).append('\n'));
        String lines = text.toString();
        text.append("crc ").append(checksum(lines)).append('\n');
        Path folder = folderOf(file);
        Path fresh = folder.resolve(file.getFileName() + ".new");
        disk.delete(fresh);
        try (Disk.File out = disk.open(fresh, true)) {
            out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), 0);
            out.force();
        }
        disk.rename(fresh, file);
        disk.forceDirectory(folder);
        records = List.copyOf(next);
    }

    private static Optional<List<ClockRecord>> parse(String text) {
        int last = text.lastIndexOf("crc ");
        if (last < 0 || !text.substring(last).strip().equals("crc " + checksum(text.substring(0, last)))) {
            return Optional.empty();
        }
        List<ClockRecord> read = new ArrayList<>();
        text.substring(0, last).lines().forEach(line -> ClockRecord.parse(line).ifPresent(read::add));
        return Optional.of(List.copyOf(read));
    }

    private static String readAll(Path file, Disk disk) throws IOException {
        try (Disk.File in = disk.open(file, false)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), MAX_FILE_BYTES));
            while (bytes.hasRemaining() && in.read(bytes, bytes.position()) >= 0) {
                // read() moves the buffer's position, which is the next offset
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is no file in a folder");
        }
        return parent;
    }
}
