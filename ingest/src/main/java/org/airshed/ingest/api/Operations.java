package org.airshed.ingest.api;

import java.util.List;

/**
 * How the process is doing, for {@code /health/ready} and {@code /metrics}.
 *
 * <p>Threads: any thread that may block.
 */
public interface Operations {
    /**
     * One part of the process.
     *
     * @param name stable short name: {@code journal}, {@code store}
     * @param reason a sentence for the operator: why it is not ready, or empty
     */
    record Check(String name, boolean ready, String reason) {}

    /** Every part's answer to "can you take what comes?". */
    List<Check> checks();

    /** Every part's counters in the Prometheus text format. */
    String metrics();
}
