package org.airshed.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AgentMainTest {
    @TempDir
    Path folder;

    private record Result(int code, String text) {}

    @Test
    void badSettingsAreReadableLinesAndExitCodeOne() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yaml"), "clock: maybe\nstations:\n  - id: X\n");
        Result result = run("agent", "--settings", file.toString(), "--data", folder.resolve("data").toString());
        assertThat(result.code).isEqualTo(1);
        assertThat(result.text).contains("clock: is 'maybe'", "stations[0].id: is 'X'").doesNotContain("\tat ",
                "Exception");
    }

    @Test
    void anImpossibleCommandLineIsASentenceAndExitCodeTwo() {
        assertThat(run("agent").code).isEqualTo(2);
        assertThat(run("agent", "--demo", "--settings", "x").code).isEqualTo(2);
        Result port = run("agent", "--demo", "--mqtt", "localhost");
        assertThat(port.code).isEqualTo(2);
        assertThat(port.text).contains("'localhost' is not HOST:PORT");
        assertThat(run("agent", "--demo", "--history", "soon").text).contains("'soon' is no length of time");
    }

    @Test
    void aDataFolderOfANewerLayoutIsRefused() throws IOException {
        Files.writeString(folder.resolve("VERSION"), "99\n");
        Result result = run("agent", "--demo", "--data", folder.toString());
        assertThat(result.code).isEqualTo(1);
        assertThat(result.text).contains("layout 99 of a newer Airshed").doesNotContain("\tat ");
    }

    @Test
    void aServerIsWrittenAsHostAndPort() {
        assertThat(HostAndPort.parse("air.example.org:8883")).isEqualTo(new HostAndPort("air.example.org", 8883));
        assertThat(HostAndPort.parse("[::1]:1883")).isEqualTo(new HostAndPort("::1", 1883));
    }

    private static Result run(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine line = AgentMain.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        return new Result(line.execute(arguments), text.toString());
    }
}
