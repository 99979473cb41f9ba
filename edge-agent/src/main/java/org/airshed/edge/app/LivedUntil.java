package org.airshed.edge.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.airshed.journal.CursorFile;
import org.airshed.journal.disk.Disk;

/**
 * Up to when a simulated station has lived, so that the next start goes on there. Threads: any.
 *
 * <p>Durability: forced; may lag behind by as long as nobody calls {@link #store}, which only lives some time twice.
 */
final class LivedUntil {
    private final CursorFile file;

    private LivedUntil(CursorFile file) {
        this.file = file;
    }

    static LivedUntil open(Path file, Disk disk) throws IOException {
        return new LivedUntil(CursorFile.open(file, disk));
    }

    /** Empty where it never lived. */
    synchronized Optional<Instant> get() {
        return file.position() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(file.position()));
    }

    /** A time before the one stored changes nothing. */
    synchronized void store(Instant until) throws IOException {
        file.store(Math.max(until.toEpochMilli(), file.position()));
    }
}
