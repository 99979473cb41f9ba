package org.airshed.edge.uplink;

import org.jspecify.annotations.Nullable;

/**
 * What an uplink has done since it was started.
 *
 * @param connected whether it is connected now
 * @param connections how often it connected
 * @param acknowledgedEntries released after their acknowledgement, the rejected ones included
 * @param acknowledgedReadings readings in them
 * @param rejectedEntries of these, set aside by the server among its dead letters as a whole
 * @param refusals answers that kept the entry here: quota, not authorised and the like
 * @param inFlight entries sent and not released
 * @param waitingForTime whether entries wait because this boot does not know the time
 * @param lastError a sentence, null while nothing is wrong
 */
public record Progress(boolean connected, long connections, long acknowledgedEntries, long acknowledgedReadings,
        long rejectedEntries, long refusals, int inFlight, boolean waitingForTime, @Nullable String lastError) {
    static final Progress NONE = new Progress(false, 0, 0, 0, 0, 0, 0, false, null);
}
