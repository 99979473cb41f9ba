package org.airshed.ingest.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a command printed and how it ended. */
record Ran(int code, String out, String err) {
    /** Runs a command line in this process. */
    static Ran airshed(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = IngestMain.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    /** The same with {@code --data} at its end. */
    static Ran airshedOn(Path data, String... arguments) {
        return airshed(Stream.concat(Arrays.stream(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
    }

    /** A command line in which one option has another value, or one more; null takes the option away. */
    static String[] with(List<String> words, String option, @Nullable String value) {
        List<String> changed = new ArrayList<>(words);
        int at = changed.indexOf(option);
        if (value == null) {
            changed.subList(at, at + 2).clear();
        } else if (at >= 0) {
            changed.set(at + 1, value);
        } else {
            changed.addAll(List.of(option, value));
        }
        return changed.toArray(String[]::new);
    }

    /** The words of a command before those that a test adds. */
    static String[] words(String first, String... more) {
        return Stream.concat(Stream.of(first), Arrays.stream(more)).toArray(String[]::new);
    }
}
