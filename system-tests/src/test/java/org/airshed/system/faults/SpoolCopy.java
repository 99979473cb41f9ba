package org.airshed.system.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.clock.Placed;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.clock.TrustedTime;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.journal.JournalReader;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.FileDisk;
import org.airshed.system.tap.Submission;

/**
 * What stands in a station's spool while its agent is not running, read from a copy: every whole entry, acknowledged or
 * not, dated by the station's clock records. It is what the next start finds, and so what the station has promised.
 */
final class SpoolCopy {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final String CURSOR = "cursor";

    private SpoolCopy() {}

    /**
     * Copies and reads.
     *
     * @param folder of the station; nothing in it is touched
     * @param scratch an empty folder for the copy
     */
    static List<Submission> read(StationId station, Path folder, Path scratch) throws IOException {
        Path spoolFolder = folder.resolve("spool");
        if (!Files.isDirectory(spoolFolder)) {
            return List.of(); // killed before it came so far
        }
        Path copy = Files.createDirectories(scratch.resolve("spool"));
        try (Stream<Path> files = Files.list(spoolFolder)) {
            // Without the cursor: what was acknowledged already is wanted too.
            for (Path file : files.filter(file -> !file.endsWith(CURSOR)).toList()) {
                Files.copy(file, copy.resolve(spoolFolder.relativize(file)));
            }
        }
        Files.copy(folder.resolve("clock"), scratch.resolve("clock"));
        FileDisk disk = new FileDisk();
        List<Long> whole = wholeEntries(copy, disk);
        // A boot of nobody: every entry is dated from the records alone.
        StationClock clock = StationClock.open(scratch.resolve("clock"), disk, Boot.of("outside", () -> 0),
                TrustedTime.firstOf(List.of()));
        List<Submission> submissions = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        try (Spool spool = Spool.open(SpoolSettings.in(copy), disk, "outside")) {
            for (Spool.Stored stored = spool.next(); stored != null; stored = spool.next()) {
                kept.add(stored.begin());
                submissions.add(submission(station, (SpoolEntry.Sampled) stored.entry(), clock));
            }
        }
        // Opening mends what a kill has left; it must not take whole entries for damage.
        if (!kept.equals(whole)) {
            throw new IllegalStateException(
                    "the spool of " + station + " holds whole entries at " + whole + "; a start keeps those at "
                            + kept);
        }
        return submissions;
    }

    /** Where whole entries begin, as one sees who only looks. */
    private static List<Long> wholeEntries(Path copy, FileDisk disk) throws IOException {
        List<Long> positions = new ArrayList<>();
        try (JournalReader reader = SegmentJournal.readOnly(copy, disk, 0)) {
            for (JournalReader.Frame frame = reader.next(); frame != null; frame = reader.next()) {
                positions.add(frame.position());
            }
        }
        return positions;
    }

    private static Submission submission(StationId station, SpoolEntry.Sampled entry, StationClock clock) {
        List<Reading> readings = new ArrayList<>();
        for (SpoolEntry.SampledValue value : entry.values()) {
            if (!(clock.place(entry.boot(), value.startNanos()) instanceof Placed.At(long utcMillis))) {
                throw new IllegalStateException("an entry of boot " + entry.boot() + " has no clock record");
            }
            readings.add(new Reading(station, value.sensor(), value.property(), utcMillis, value.value()));
        }
        return new Submission(station, new SubmissionHeader(entry.boot(), entry.sequence(),
                SubmissionHeader.Clock.SYNCED, entry.writtenNanos() / NANOS_PER_SECOND), readings);
    }
}
