package org.airshed.ingest.calculator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Questions to begin with, at least one of every kind. Source: {@code examples.txt} beside this class. */
public final class Examples {
    private static final List<Example> ALL = read();

    private Examples() {}

    /**
     * One question.
     *
     * @param about what it asks, for people
     */
    public record Example(String about, String question) {}

    /** In the order of the kinds. */
    public static List<Example> all() {
        return ALL;
    }

    private static List<Example> read() {
        try (InputStream in = Examples.class.getResourceAsStream("examples.txt")) {
            if (in == null) {
                throw new IllegalStateException("examples.txt is missing beside " + Examples.class.getName());
            }
            List<Example> examples = new ArrayList<>();
            String about = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("# ")) {
                    about = line.substring(2);
                } else if (!line.isBlank()) {
                    examples.add(new Example(about, line));
                }
            }
            return List.copyOf(examples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
