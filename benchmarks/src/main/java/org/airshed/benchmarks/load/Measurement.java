package org.airshed.benchmarks.load;

import java.time.Duration;
import java.util.Map;

/**
 * What one contender did under one load.
 *
 * @param readings acknowledged and stored
 * @param acknowledgedPerSecond readings, while the load lasted
 * @param storedPerSecond readings, until the last one was found in the database
 * @param waiting readings acknowledged and not yet stored when the load ended
 * @param cpuPerMillion CPU-seconds per million readings by process, from the load's begin until all was stored; its own
 *     processes and {@code influxd}
 * @param peakBytes peak resident memory by process
 */
record Measurement(String contender, Scenario scenario, long readings, double acknowledgedPerSecond,
        double storedPerSecond,
        long waiting, Map<String, Double> cpuPerMillion, Duration pubackMedian, Duration puback99,
        Map<String, Long> peakBytes) {
    Measurement {
        cpuPerMillion = Map.copyOf(cpuPerMillion);
        peakBytes = Map.copyOf(peakBytes);
    }

    /** CPU-seconds per million readings of its own processes together. */
    double ownCpuPerMillion() {
        return cpuPerMillion.entrySet().stream().filter(entry -> !entry.getKey().equals("influxd"))
                .mapToDouble(Map.Entry::getValue).sum();
    }

    /** Peak memory of its own processes together. */
    long ownPeakBytes() {
        return peakBytes.entrySet().stream().filter(entry -> !entry.getKey().equals("influxd"))
                .mapToLong(Map.Entry::getValue).sum();
    }
}
