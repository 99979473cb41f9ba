package org.airshed.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a JVM like this one: same JDK, same class path.
 *
 * @param flags before the main class
 */
public record JavaCommand(List<String> flags) {
    public JavaCommand {
        flags = List.copyOf(flags);
    }

    /** With what every JVM of ours is started with. */
    public static JavaCommand standard(String... more) {
        List<String> flags = new ArrayList<>(
                List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        flags.addAll(List.of(more));
        return new JavaCommand(flags);
    }

    /** The whole command. */
    public List<String> run(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
