package org.airshed.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process used since its start.
 *
 * <p>Source: proc(5), /proc/PID/stat fields 14 and 15 in clock ticks (100 a second on Linux), /proc/PID/status.
 *
 * @param cpuSeconds user and system, all threads
 * @param residentBytes now
 * @param peakResidentBytes since its start
 */
public record ProcessUsage(double cpuSeconds, long residentBytes, long peakResidentBytes) {
    private static final double TICKS_A_SECOND = 100;

    /** Reads it now. Linux only. */
    public static ProcessUsage of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"));
            // The command in brackets may hold spaces: count fields after its end (field 3 follows).
            List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            double ticks = Double.parseDouble(fields.get(11)) + Double.parseDouble(fields.get(12));
            List<String> status = Files.readAllLines(folder.resolve("status"));
            return new ProcessUsage(ticks / TICKS_A_SECOND, kibibytes(status, "VmRSS:"), kibibytes(status, "VmHWM:"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what process " + pid + " uses", e);
        }
    }

    /** CPU-seconds of its live threads by name; names that end in a number are taken together. */
    public static Map<String, Double> byThread(long pid) {
        Map<String, Double> seconds = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')).replaceAll("[-#]?[0-9]+$",
                        "");
                List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
                double ticks = Double.parseDouble(fields.get(11)) + Double.parseDouble(fields.get(12));
                seconds.merge(name, ticks / TICKS_A_SECOND, Double::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the threads of process " + pid, e);
        }
        return seconds;
    }

    private static long kibibytes(List<String> status, String name) {
        for (String line : status) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.substring(name.length()).replace("kB", "").trim()) * 1024;
            }
        }
        return 0;
    }
}
