package org.airshed.benchmarks.journal;

import java.io.IOException;

/** What the benchmark asks of each contender: everything given is on disk when {@link #add} returns. Threads: any. */
interface DurableQueue extends AutoCloseable {
    /** Adds so many entries of 200 bytes and returns once they survive a power cut. */
    void add(int entries) throws IOException;

    /** Lets go of all but the newest entries, as a reader does that has delivered them. */
    void releaseAllBut(long newest) throws IOException;

    @Override
    void close() throws IOException;
}
