package org.airshed.edge.recording;

import org.jspecify.annotations.Nullable;

/** Whoever empties the import's spool, seen from here: the uplink stands above this package. Threads: any. */
public interface Sender {
    /** How far it is. */
    Sent sent();

    /**
     * @param acknowledgedEntries released after their acknowledgement, the rejected ones included
     * @param acknowledgedReadings readings in them
     * @param rejectedEntries of these, set aside whole among the server's dead letters
     * @param trouble why nothing goes on at the moment, null while nothing is wrong
     */
    record Sent(long acknowledgedEntries, long acknowledgedReadings, long rejectedEntries, @Nullable String trouble) {}
}
