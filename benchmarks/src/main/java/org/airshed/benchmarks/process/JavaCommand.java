package org.airshed.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a JVM like this one: same JDK, same class path.
 *
 * @param flags before the main class
 * @param without modules that are left off the class path
 */
public record JavaCommand(List<String> flags, List<String> without) {
    public JavaCommand {
        flags = List.copyOf(flags);
        without = List.copyOf(without);
    }

    /** With what every JVM of ours is started with. */
    public static JavaCommand standard(String... more) {
        List<String> flags = new ArrayList<>(
                List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        flags.addAll(List.of(more));
        return new JavaCommand(flags, List.of());
    }

    /** The same without a module of ours: each half must run without the other, and each has its own logging. */
    public JavaCommand without(String module) {
        List<String> more = new ArrayList<>(without);
        more.add(module);
        return new JavaCommand(flags, more);
    }

    /** The whole command. */
    public List<String> run(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath());
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private String classPath() {
        String separator = System.getProperty("path.separator");
        return Arrays
                .stream(System.getProperty("java.class.path").split(separator, -1)).filter(entry -> without.stream()
                        .noneMatch(module -> entry.endsWith("/" + module + "/target/classes")
                                || entry.matches(".*/airshed-" + module + "[^/]*\\.jar")))
                .collect(Collectors.joining(separator));
    }
}
