package org.airshed.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.server.AirshedIngest;

/** Commands of the two programs, run to their end as a person at a terminal would. */
public final class Commands {
    private static final String AGENT_MAIN = "org.airshed.edge.app.AgentMain";
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private Commands() {}

    /** What a command said and how it ended. */
    public record Ended(int code, String output) {
        /** This, where it ended well. */
        public Ended ok() {
            if (code != 0) {
                throw new IllegalStateException("the command ended with exit code " + code + ":\n" + output);
            }
            return this;
        }
    }

    /** {@code ./airshed import|scan …}. */
    public static Ended agent(Path folder, String... arguments) {
        try (ChildProcess process = startAgent(folder, arguments)) {
            int code = process.waitFor(AT_MOST);
            return new Ended(code, process.output());
        }
    }

    /** {@code ./airshed agent|import …}, left running. */
    public static ChildProcess startAgent(Path folder, String... arguments) {
        return ChildProcess.start("agent", JavaCommand.standard().without("ingest").run(AGENT_MAIN, List.of(arguments)),
                folder,
                folder.resolve("agent.log"));
    }

    /** {@code ./airshed station|dead-letters …}. */
    public static Ended ingest(Path folder, String... arguments) {
        try (ChildProcess process = ChildProcess.start("ingest command",
                JavaCommand.standard().without("edge-agent").run(AirshedIngest.MAIN, List.of(arguments)), folder,
                folder.resolve("command.log"))) {
            int code = process.waitFor(AT_MOST);
            return new Ended(code, process.output());
        }
    }
}
