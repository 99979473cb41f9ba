package org.airshed.benchmarks.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.airshed.journal.JournalSettings;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.FileDisk;

/** Airshed's journal as the ingest tier keeps it. */
final class JournalQueue implements DurableQueue {
    private final SegmentJournal journal;
    private final byte[] entry;

    JournalQueue(Path folder, byte[] entry, boolean preallocate) throws IOException {
        this.entry = entry.clone();
        this.journal = SegmentJournal.open(
                new JournalSettings(folder, 16 << 20, 1L << 30, WhenFull.REFUSE, Duration.ZERO, preallocate, 1 << 20),
                new FileDisk());
    }

    @Override
    public void add(int entries) throws IOException {
        ByteBuffer payload = ByteBuffer.wrap(entry);
        for (int i = 0; i < entries; i++) {
            journal.append(payload);
        }
        journal.commit();
    }

    @Override
    public void releaseAllBut(long newest) throws IOException {
        journal.release(journal.committed() - newest * entry.length);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
