package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads committed entries in order. Threads: one. A damaged entry is skipped, counted and kept aside. */
public interface JournalReader extends AutoCloseable {
    /**
     * The next committed entry, or null where there is none yet (ask again later). If the entries it stood before were
     * dropped by the size limit, it goes on at the oldest that is left.
     */
    @Nullable
    Frame next() throws IOException;

    /** Where the next call of {@link #next()} will look: after the last entry given. */
    long position();

    @Override
    void close();

    /**
     * One entry.
     *
     * @param position where it begins
     * @param end where the next one begins: what to release, or to keep as a cursor, once this one is done
     * @param payload read-only, valid until the next call of {@link JournalReader#next()}
     */
    record Frame(long position, long end, ByteBuffer payload) {}
}
