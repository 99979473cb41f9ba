package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.airshed.ingest.config.SettingsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The ingest tier's commands.
 *
 * <p>Exit codes: 0 done; 1 it could not be done, one sentence on standard error; 2 the command line makes no sense.
 */
@Command(name = "airshed", description = "Airshed's ingest tier: MQTT, journal, store, API and page.", subcommands = {
        IngestCommand.class, StationCommand.class, AreaCommand.class, FlagCommand.class, CollocateCommand.class,
        CorrectionCommand.class, RecomputeCommand.class, CalculateCommand.class,
        DeadLettersCommand.class}, mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class IngestMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private IngestMain() {}

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = new CommandLine(new IngestMain()).setOut(out).setErr(err)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command.getErr()));
        return commands.execute(arguments);
    }

    private static int explain(Exception failure, PrintWriter err) {
        if (failure instanceof IOException || failure instanceof SettingsException
                || failure instanceof IllegalArgumentException) {
            String.valueOf(failure.getMessage()).lines().forEach(line -> err.println("airshed: " + line));
        } else {
            LoggerFactory.getLogger(IngestMain.class).error("this should not have happened", failure);
        }
        return 1;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
