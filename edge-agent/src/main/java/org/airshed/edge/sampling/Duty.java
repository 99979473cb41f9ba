package org.airshed.edge.sampling;

import java.io.IOException;

/** Something the sampling thread does again and again. */
@FunctionalInterface
public interface Duty {
    /**
     * Does what is due.
     *
     * @return monotonic time at which it wants to be called next
     * @throws IOException if the spool cannot be written: the station ends
     */
    long run(long nowNanos) throws IOException;
}
