package org.airshed.edge.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.airshed.contract.id.StationId;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.journal.CursorFile;
import org.airshed.journal.disk.Disk;

/**
 * One recording on its way through a spool of its own: checked as a whole, then handed to the spool piece by piece.
 *
 * <p>How far it got is written down after the spool's force, so a run that was killed goes on where it stood; what was
 * handed over twice is harmless. When all is acknowledged the folder goes, and importing again sends again.
 *
 * <p>Threads: one, beside the sender's.
 * Durability: what {@link #run} has handed over survives a power cut once the row count is stored.
 * Full: waits for the sender; never drops, because the spool is kept far below its bound.
 */
public final class RecordingImport implements AutoCloseable {
    /** Readings of one submission. */
    static final int READINGS_PER_ENTRY = 500;
    /** Entries between two forces: a force costs some milliseconds, an entry some microseconds. */
    private static final int ENTRIES_PER_COMMIT = 40;
    /** Entries that may wait: about 2 MB of 256. */
    private static final long MOST_WAITING = 200;
    private static final Duration FUTURE = Duration.ofMinutes(1);

    private final Path file;
    private final StationId station;
    private final Recording recording;
    private final Recording.Checked checked;
    private final Path folder;
    private final FileChannel lock;
    private final CursorFile rowsDone;
    private final Spool spool;
    private final List<DatedValue> batch = new ArrayList<>();
    private int sinceCommit;
    private boolean complete;

    private RecordingImport(Path file, StationId station, Recording recording,
            Recording.Checked checked, Path folder, FileChannel lock, Disk disk) throws IOException {
        this.file = file;
        this.station = station;
        this.recording = recording;
        this.checked = checked;
        this.folder = folder;
        this.lock = lock;
        this.rowsDone = CursorFile.open(folder.resolve("rows"), disk);
        this.spool = Spool.open(SpoolSettings.in(folder.resolve("spool")), disk, "import");
    }

    /**
     * Checks file and mapping as a whole and opens the import's folder below the station's.
     *
     * @param target where it is sent to: the same file for another server is another import
     * @throws RecordingException where file or mapping are refused; nothing was sent and nothing is left behind
     */
    public static RecordingImport prepare(Path csv, Path mappingFile, StationId station, String target,
            Path stationFolder, Disk disk, InstantSource clock)
            throws RecordingException, IOException, InterruptedException {
        Mapping mapping = MappingFile.read(mappingFile);
        Recording recording = new Recording(csv, mapping, clock.instant().plus(FUTURE));
        Recording.Checked checked = recording.check();
        String id = Hash.of((checked.hash() + mapping.hash() + target).getBytes(StandardCharsets.UTF_8));
        Path folder = stationFolder.resolve("import-" + id.substring(0, 12));
        disk.createFolders(folder);
        FileChannel lock = FileChannel.open(folder.resolve("LOCK"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            return new RecordingImport(csv, station, recording, checked, folder, lock, disk);
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new RecordingException(csv + " is being imported to " + target + " by another process");
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What the uplink has to empty. */
    public Spool spool() {
        return spool;
    }

    /** Distinguishes this import's connection from the station's own: {@code import-0123456789ab}. */
    public String name() {
        return String.valueOf(folder.getFileName());
    }

    /** How many readings the file holds. */
    public long readings() {
        return checked.tally().readings;
    }

    /** Whether an earlier run of the same file left something to go on with. */
    public boolean resumes() {
        return rowsDone.position() > 0;
    }

    /** Waits a moment for others to go on. */
    public interface Pause {
        void pause() throws InterruptedException;
    }

    /**
     * Hands everything over and waits until it is acknowledged.
     *
     * @param patience how long nothing may go on before this gives up; what is handed over stays for the next run
     */
    public ImportReport run(Sender sender, ImportProgress progress, Pause pause, Duration patience, LongSupplier nanos)
            throws RecordingException, IOException, InterruptedException {
        long before = rowsDone.position();
        Patience waiting = new Patience(sender, progress, pause, patience, nanos);
        try {
            recording.send((rows, values) -> {
                if (rows > before) {
                    batch.addAll(values);
                    if (batch.size() >= READINGS_PER_ENTRY) {
                        append(rows, waiting);
                    }
                }
            });
            append(checked.tally().rows, waiting);
            commit(checked.tally().rows);
            while (!spool.isEmpty()) {
                waiting.forSender();
            }
            complete = true;
        } catch (OutOfPatienceException e) {
            complete = false;
        }
        Sender.Sent sent = sender.sent();
        progress.end(done(sent), readings(), sent);
        return ImportReport.of(file.toString(), station.text(), checked, complete, spool.pendingEntries(),
                complete ? Math.max(0, readings() - sent.acknowledgedReadings()) : 0, sent);
    }

    private void append(long rows, Patience waiting) throws IOException, InterruptedException {
        if (!batch.isEmpty()) {
            spool.append(new SpoolEntry.Dated(batch));
            batch.clear();
            sinceCommit++;
        }
        if (sinceCommit >= ENTRIES_PER_COMMIT) {
            commit(rows);
            while (spool.pendingEntries() > MOST_WAITING) {
                waiting.forSender();
            }
        }
    }

    private void commit(long rows) throws IOException {
        spool.commit();
        rowsDone.store(rows);
        sinceCommit = 0;
    }

    /** Readings that are known to be acknowledged; what an earlier run brought over counts with the rest of its rows. */
    private long done(Sender.Sent sent) {
        return complete ? readings() : Math.min(readings(), sent.acknowledgedReadings());
    }

    /** Call after the sender has ended. Of a complete import nothing is left on disk. */
    @Override
    public void close() throws IOException {
        try (lock) {
            spool.close();
            rowsDone.close();
            if (complete) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
    }

    private static final class OutOfPatienceException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Waits for the sender, as long as it gets on. */
    private final class Patience {
        private final Sender sender;
        private final ImportProgress progress;
        private final Pause pause;
        private final long patienceNanos;
        private final LongSupplier nanos;
        private long acknowledged = -1;
        private long sinceNanos;

        Patience(Sender sender, ImportProgress progress, Pause pause, Duration patience, LongSupplier nanos) {
            this.sender = sender;
            this.progress = progress;
            this.pause = pause;
            this.patienceNanos = patience.toNanos();
            this.nanos = nanos;
        }

        void forSender() throws InterruptedException {
            Sender.Sent sent = sender.sent();
            long now = nanos.getAsLong();
            if (sent.acknowledgedEntries() != acknowledged) {
                acknowledged = sent.acknowledgedEntries();
                sinceNanos = now;
            } else if (now - sinceNanos > patienceNanos) {
                throw new OutOfPatienceException();
            }
            progress.show(done(sent), readings(), sent);
            pause.pause();
        }
    }
}
