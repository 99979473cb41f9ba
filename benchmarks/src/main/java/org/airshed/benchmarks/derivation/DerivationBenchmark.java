package org.airshed.benchmarks.derivation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What it costs to make flags, rollups and indicators: an hour of a thousand stations, and a year of one station anew.
 * The peer is what somebody would write instead, one {@code INSERT … SELECT avg(v) … GROUP BY} over the same tables in
 * the same process: no flags, no coverage, no days, no areas.
 */
public final class DerivationBenchmark {
    private static final Instant FIRST = Instant.parse("2026-03-10T06:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Options options;

    private DerivationBenchmark(Options options) {
        this.options = options;
    }

    /** A stretch of time on the clock, and the processor time of the whole process in it. */
    private record Cost(double seconds, double cpuSeconds) {}

    private interface Step {
        void run() throws IOException;
    }

    /** Runs from the command line; ends with 2 for a wrong one. */
    public static void main(String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.of(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(Options.USAGE);
            return;
        }
        DerivationBenchmark benchmark = new DerivationBenchmark(options);
        if (options.hour()) {
            benchmark.inFolder(benchmark::hour);
        }
        if (options.year()) {
            benchmark.inFolder(benchmark::year);
        }
    }

    private interface Run {
        void in(Path folder) throws IOException;
    }

    private void inFolder(Run run) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(options.folder()), "derivation-");
        try {
            run.in(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void hour(Path folder) throws IOException {
        List<Cost> ours = new ArrayList<>();
        List<Cost> plain = new ArrayList<>();
        int all = options.warmUp() + options.hours();
        try (Town town = new Town(folder, options.stations(), options.perHour(), FIRST)) {
            town.compute(FIRST.plusSeconds(40));
            for (int i = 0; i < all; i++) {
                Instant hour = FIRST.plus(HOUR.multipliedBy(i));
                Instant end = hour.plus(HOUR);
                double flagging = town.live(hour);
                Cost cost = cost(() -> town.compute(end.plusSeconds(40)));
                Cost peer = cost(() -> town.aggregate(hour, end, false));
                long rollups = town.rollups(hour, end);
                long indicators = town.indicators(hour, end);
                if (rollups != 8L * options.stations() || (options.stations() >= 25 && indicators == 0)) {
                    throw new IOException("hour " + hour + " has " + rollups + " rows and " + indicators
                            + " indicators: nothing to measure");
                }
                print("hour %s%s: %.2f s (%.2f CPU-s), plain SQL %.2f s; %d rows, %d indicators; flags"
                        + " while the hour went on %.2f s", hour, i < options.warmUp() ? " (warm-up)" : "",
                        cost.seconds, cost.cpuSeconds, peer.seconds, rollups, indicators, flagging);
                if (i >= options.warmUp()) {
                    ours.add(cost);
                    plain.add(peer);
                }
            }
        }
        print("An hour of %d stations, 8 properties, %d readings an hour each: %.2f s (%.2f CPU-s), plain SQL %.2f s,"
                + " %.1f times as long; medians of %d hours, longest %.2f s.%n", options.stations(), options.perHour(),
                median(ours, true), median(ours, false), median(plain, true), median(ours, true) / median(plain, true),
                options.hours(), ours.stream().mapToDouble(Cost::seconds).max().orElse(0));
    }

    private void year(Path folder) throws IOException {
        Instant begin = Instant.parse("2025-01-01T00:00:00Z");
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        try (Town town = new Town(folder, options.neighbours(), options.perHour(), begin)) {
            Cost first = cost(() -> {
                for (Instant hour = begin; hour.isBefore(end); hour = hour.plus(HOUR)) {
                    town.past(hour);
                    if (hour.atZone(java.time.ZoneOffset.UTC).getHour() == 23) {
                        town.compute(hour.plus(HOUR).plusSeconds(40));
                    }
                }
            });
            print("a year of %d stations came in and was computed day by day in %.0f s", options.neighbours(),
                    first.seconds);
            Instant later = end.plus(HOUR);
            town.compute(later);
            List<Cost> ours = new ArrayList<>();
            List<Cost> plain = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Instant at = later.plus(Duration.ofMinutes(i + 1));
                town.markFirst(begin, end);
                Cost cost = cost(() -> town.compute(at));
                Cost peer = cost(() -> town.aggregate(begin, end, true));
                print("year: %.1f s (%.1f CPU-s), plain SQL %.2f s", cost.seconds, cost.cpuSeconds, peer.seconds);
                ours.add(cost);
                plain.add(peer);
            }
            print("A year of one station among %d, 8 properties, %d readings an hour each, computed anew: %.1f s (%.1f"
                    + " CPU-s), plain SQL %.2f s, %.1f times as long; medians of 3.", options.neighbours(),
                    options.perHour(), median(ours, true), median(ours, false), median(plain, true),
                    median(ours, true) / median(plain, true));
        }
    }

    private static Cost cost(Step step) throws IOException {
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        step.run();
        return new Cost((System.nanoTime() - begin) / 1e9, (cpuNanos() - cpu) / 1e9);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static double median(List<Cost> costs, boolean wall) {
        return costs.stream().map(cost -> wall ? cost.seconds : cost.cpuSeconds).sorted().toList()
                .get(costs.size() / 2);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
