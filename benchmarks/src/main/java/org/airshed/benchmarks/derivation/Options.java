package org.airshed.benchmarks.derivation;

import java.nio.file.Path;
import java.util.List;
import org.airshed.benchmarks.process.Arguments;

/**
 * The command line of {@link DerivationBenchmark}.
 *
 * @param stations of the town whose hour is computed
 * @param perHour readings of every property in an hour
 * @param hours measured, each after the one before
 * @param warmUp hours before them
 * @param neighbours stations of the town in which a year of one station is computed anew
 * @param folder where the run's own folder is made; its disk is the one that is measured
 */
record Options(boolean help, int stations, int perHour, int hours, int warmUp, int neighbours, boolean hour,
        boolean year, Path folder) {
    static final String USAGE = """
            Usage: benchmarks/run derivation [OPTIONS]

              --stations N      stations of the town whose hour is computed            (default: 1000)
              --per-hour N      readings of each of 8 properties an hour               (default: 60)
              --hours N         hours measured                                         (default: 5)
              --warm-up N       hours before them                                      (default: 4)
              --neighbours N    stations of the town where one's year is computed anew (default: 3)
              --no-hour         only the year
              --no-year         only the hour
              --folder DIR      where to work: the disk that is measured               (default: benchmarks/target)
            """;

    static Options of(List<String> words) {
        Arguments arguments = new Arguments(words);
        int stations = 1000;
        int perHour = 60;
        int hours = 5;
        int warmUp = 4;
        int neighbours = 3;
        boolean hour = true;
        boolean year = true;
        boolean help = false;
        Path folder = Path.of("benchmarks/target");
        while (arguments.hasNext()) {
            switch (arguments.option()) {
                case "--help", "-h" -> help = true;
                case "--no-hour" -> hour = false;
                case "--no-year" -> year = false;
                case "--stations" -> stations = arguments.number(1);
                case "--per-hour" -> perHour = arguments.number(1);
                case "--hours" -> hours = arguments.number(1);
                case "--warm-up" -> warmUp = arguments.number(1);
                case "--neighbours" -> neighbours = arguments.number(1);
                case "--folder" -> folder = Path.of(arguments.value());
                default -> throw arguments.unknown();
            }
        }
        return new Options(help, stations, perHour, hours, warmUp, neighbours, hour, year, folder);
    }
}
