package org.airshed.benchmarks.derivation;

import java.nio.file.Path;
import java.util.List;

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

    static Options of(List<String> arguments) {
        int stations = 1000;
        int perHour = 60;
        int hours = 5;
        int warmUp = 4;
        int neighbours = 3;
        boolean hour = true;
        boolean year = true;
        boolean help = false;
        Path folder = Path.of("benchmarks/target");
        for (int index = 0; index < arguments.size(); index++) {
            String option = arguments.get(index);
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--no-hour" -> hour = false;
                case "--no-year" -> year = false;
                case "--stations" -> stations = number(arguments, ++index);
                case "--per-hour" -> perHour = number(arguments, ++index);
                case "--hours" -> hours = number(arguments, ++index);
                case "--warm-up" -> warmUp = number(arguments, ++index);
                case "--neighbours" -> neighbours = number(arguments, ++index);
                case "--folder" -> folder = Path.of(value(arguments, ++index));
                default -> throw new IllegalArgumentException("there is no option '" + option + "'");
            }
        }
        return new Options(help, stations, perHour, hours, warmUp, neighbours, hour, year, folder);
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(index - 1) + " needs a value");
        }
        return arguments.get(index);
    }

    private static int number(List<String> arguments, int index) {
        String value = value(arguments, index);
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= 10_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException(
                arguments.get(index - 1) + " takes a number from 1 to 10000, not '" + value + "'");
    }
}
