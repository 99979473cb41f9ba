package org.airshed.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.airshed.benchmarks.process.Arguments;

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

    static Options of(List<String> words) {
        Arguments arguments = new Arguments(words);
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
        while (arguments.hasNext()) {
            switch (arguments.option()) {
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
                    for (String name : arguments.value().split(",", -1)) {
                        named.add(Scenario.named(name));
                    }
                    scenarios = named;
                }
                case "--seconds" -> seconds = arguments.number(0);
                case "--warm-up" -> warmUp = arguments.number(0);
                case "--connections" -> connections = arguments.number(0);
                case "--window" -> window = arguments.number(0);
                case "--folder" -> folder = Path.of(arguments.value());
                case "--ingest-flags" -> flags = List.of(arguments.value().trim().split(" +", -1));
                default -> throw arguments.unknown();
            }
        }
        return new Options(false, scenarios, plan(seconds, warmUp, connections, window), airshed, peer, profile, folder,
                flags);
    }

    private static Plan plan(int seconds, int warmUp, int connections, int window) {
        return new Plan(Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), Duration.ofMinutes(5), connections,
                window);
    }
}
