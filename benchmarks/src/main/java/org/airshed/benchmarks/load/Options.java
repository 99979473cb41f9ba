package org.airshed.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of {@link WholeSystemLoad}.
 *
 * @param folder where the run's own folder is made; its disk is the one that is measured
 * @param ingestFlags JVM flags of the ingest tier
 */
record Options(boolean help, List<Scenario> scenarios, Plan plan, boolean airshed, boolean peer, boolean profile,
        Path folder,
        List<String> ingestFlags) {
    static final String USAGE = """
            Usage: benchmarks/run load [OPTIONS]

              --scenarios A,B   singles-steady, singles-fastest, tens-steady, tens-fastest   (default: all)
              --seconds N       length of each measured load                                 (default: 15)
              --warm-up N       seconds of the same load before it                           (default: 10)
              --connections N   MQTT connections                                             (default: 50)
              --window N        unacknowledged publishes per connection, at most             (default: 100)
              --no-peer         Airshed alone
              --no-airshed      the peer alone
              --profile         says where Airshed's time goes (Java Flight Recorder); implies --no-peer
              --folder DIR      where to work: the disk that is measured                     (default: benchmarks/target)
              --ingest-flags F  JVM flags of the ingest tier, in one word        (default: "-XX:+UseSerialGC -Xmx384m")
            """;

    static Options of(List<String> arguments) {
        List<Scenario> scenarios = Scenario.ALL;
        int seconds = 15;
        int warmUp = 10;
        int connections = 50;
        int window = 100;
        boolean airshed = true;
        boolean peer = true;
        boolean profile = false;
        Path folder = Path.of("benchmarks/target");
        List<String> flags = List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx384m");
        for (int index = 0; index < arguments.size(); index++) {
            String option = arguments.get(index);
            switch (option) {
                case "--help", "-h" -> {
                    return new Options(true, scenarios, plan(seconds, warmUp, connections, window), airshed, peer,
                            profile,
                            folder, flags);
                }
                case "--no-airshed" -> airshed = false;
                case "--no-peer" -> peer = false;
                case "--profile" -> {
                    profile = true;
                    peer = false;
                }
                case "--scenarios" -> {
                    List<Scenario> named = new ArrayList<>();
                    for (String name : value(arguments, ++index).split(",", -1)) {
                        named.add(Scenario.named(name));
                    }
                    scenarios = named;
                }
                case "--seconds" -> seconds = number(arguments, ++index);
                case "--warm-up" -> warmUp = number(arguments, ++index);
                case "--connections" -> connections = number(arguments, ++index);
                case "--window" -> window = number(arguments, ++index);
                case "--folder" -> folder = Path.of(value(arguments, ++index));
                case "--ingest-flags" -> flags = List.of(value(arguments, ++index).trim().split(" +", -1));
                default -> throw new IllegalArgumentException("there is no option '" + option + "'");
            }
        }
        return new Options(false, scenarios, plan(seconds, warmUp, connections, window), airshed, peer, profile, folder,
                flags);
    }

    private static Plan plan(int seconds, int warmUp, int connections, int window) {
        return new Plan(Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), Duration.ofMinutes(5), connections,
                window);
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
            if (number >= 0 && number <= 10_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException(
                arguments.get(index - 1) + " takes a number up to 10000, not '" + value + "'");
    }
}
