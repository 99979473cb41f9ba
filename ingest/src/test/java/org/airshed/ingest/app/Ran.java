package org.airshed.ingest.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

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

    /** The words of a command before those that a test adds. */
    static String[] words(String first, String... more) {
        return Stream.concat(Stream.of(first), Arrays.stream(more)).toArray(String[]::new);
    }
}
