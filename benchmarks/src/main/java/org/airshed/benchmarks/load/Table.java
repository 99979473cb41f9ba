package org.airshed.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The measurements as a Markdown table, and what they are in proportion to the peer's. */
final class Table {
    private Table() {}

    static String of(List<Measurement> measurements) {
        StringBuilder text = new StringBuilder(
                """
                        | load | | acknowledged/s | stored/s | waiting at the end | CPU-s per million readings | PUBACK p50 / p99 | peak memory |
                        |---|---|---|---|---|---|---|---|
                        """);
        for (Measurement measured : measurements) {
            text.append(String.format(Locale.ROOT, "| %s | %s | %,.0f | %,.0f | %,d | %.1f (%s) | %s / %s ms | %s |%n",
                    measured.scenario().name(), measured.contender(), measured.acknowledgedPerSecond(),
                    measured.storedPerSecond(), measured.waiting(), measured.ownCpuPerMillion(),
                    cpu(measured.cpuPerMillion()), millis(measured.pubackMedian()), millis(measured.puback99()),
                    memory(measured.peakBytes())));
        }
        return text.toString();
    }

    /** One line for each load that both have carried. */
    static String ratios(List<Measurement> measurements) {
        StringBuilder text = new StringBuilder();
        Map<String, List<Measurement>> byLoad = measurements.stream()
                .collect(Collectors.groupingBy(measured -> measured.scenario().name(), TreeMap::new,
                        Collectors.toList()));
        byLoad.forEach((load, both) -> {
            if (both.size() == 2) {
                Measurement ours = both.get(0);
                Measurement peer = both.get(1);
                text.append(String.format(Locale.ROOT,
                        "%s: %s needs %.2f of the peer's CPU per reading, stores %.2f times as many a second, "
                                + "PUBACK p50 %+.1f ms and p99 %+.1f ms beside the peer's%n",
                        load, ours.contender(), ours.ownCpuPerMillion() / peer.ownCpuPerMillion(),
                        ours.storedPerSecond() / peer.storedPerSecond(),
                        ours.pubackMedian().minus(peer.pubackMedian()).toNanos() / 1e6,
                        ours.puback99().minus(peer.puback99()).toNanos() / 1e6));
            }
        });
        return text.toString();
    }

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    private static String cpu(Map<String, Double> byProcess) {
        return new TreeMap<>(byProcess).entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String memory(Map<String, Long> byProcess) {
        return new TreeMap<>(byProcess).entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %,d MB", entry.getKey(), entry.getValue() / 1_000_000))
                .collect(Collectors.joining(", "));
    }
}
