package org.airshed.edge.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The process on the Pi: {@code agent}, and what a maker needs beside it. */
@Command(name = "airshed", description = "The station's side of Airshed.", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        AgentCommand.class, ImportCommand.class, ScanCommand.class})
public final class AgentMain implements Runnable {
    /** A sentence was printed; what was asked for cannot be done. */
    static final int CANNOT = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new AgentMain()).setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (failure instanceof UsageException) {
                err.println("airshed: " + failure.getMessage());
            } else {
                err.println("airshed: this should not happen, please report it: " + failure);
                failure.printStackTrace(err);
            }
            err.flush();
            return CANNOT;
        });
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
