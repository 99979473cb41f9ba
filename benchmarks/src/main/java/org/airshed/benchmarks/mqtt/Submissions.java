package org.airshed.benchmarks.mqtt;

import java.nio.ByteBuffer;

/**
 * What a {@link LoadClient} publishes, and who is told of every answer.
 *
 * <p>Threads: called by the client's one thread only.
 */
public interface Submissions {
    /** Where a connection publishes. */
    String topic(int connection);

    /** Puts the payload of a connection's submission {@code number} (0, 1, 2 …): the same bytes each time it is asked. */
    void payload(int connection, long number, ByteBuffer into);

    /**
     * The server answered with a PUBACK.
     *
     * @param reason 0 for taken; from 0x80 upward refused
     * @param nanos since it was sent, or since it was due where the load follows a clock
     */
    void acknowledged(int connection, long number, int reason, long nanos);
}
