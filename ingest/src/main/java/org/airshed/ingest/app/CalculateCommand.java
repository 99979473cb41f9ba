package org.airshed.ingest.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.airshed.ingest.calculator.Examples;
import org.airshed.ingest.calculator.Lines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code airshed calculate [FILE]}: answers questions, one JSON object a line; docs/calculate.md lists them. */
@Command(name = "calculate", mixinStandardHelpOptions = true, versionProvider = Version.class, usageHelpWidth = CalculateCommand.WIDTH, modelTransformer = CalculateCommand.WithExamples.class, description = "Calculates without a server: reads questions, one JSON object a line, and prints one answer a line, in the same order. Nothing is stored.")
final class CalculateCommand implements Callable<Integer> {
    /** Wide enough for every example to stand on one line, so that it can be copied. */
    static final int WIDTH = 240;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the questions; standard input where it is left out or -")
    private @Nullable Path file;

    @Option(names = "--strict", description = "exit with 1 if a line could not be answered; without it that is told on its line alone")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (InputStream questions = questions()) {
            long failed = Lines.answer(questions, answer -> {
                out.print(answer.text());
                out.print('\n');
                // Flushes too, and says whether the reader of a pipe has gone.
                return !out.checkError();
            });
            return strict && failed > 0 ? 1 : 0;
        }
    }

    private InputStream questions() throws IOException {
        if (file == null || file.toString().equals("-")) {
            return new FilterInputStream(System.in) {
                @Override
                public void close() {
                    // Not ours.
                }
            };
        }
        if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
            throw new IOException("there is no file " + file + " that could be read");
        }
        return Files.newInputStream(file);
    }

    /** Puts an example of every kind under the options. */
    static final class WithExamples implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            List<String> footer = new ArrayList<>(List.of("", "One example of every kind, to be put into a file or a"
                    + " pipe:"));
            for (Examples.Example example : Examples.all()) {
                footer.add("  " + example.about().replace("%", "%%"));
                footer.add("    " + example.question().replace("%", "%%"));
            }
            footer.addAll(List.of("",
                    "Numbers may be texts and are taken exactly; null is a missing value; \"id\" comes"
                            + " back in the answer. An answer holds a value,",
                    "\"missing\" (too little data, not an error) or"
                            + " \"error\". Every kind with its answer: docs/calculate.md"));
            command.usageMessage().footer(footer.toArray(String[]::new));
            return command;
        }
    }
}
