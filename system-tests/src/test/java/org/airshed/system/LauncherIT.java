package org.airshed.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.Ports;
import org.airshed.benchmarks.process.Waiting;
import org.airshed.benchmarks.server.Http;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./airshed demo} as a newcomer meets it: started by the launcher, from what this build has just packaged. */
class LauncherIT {
    private static final Duration BUILD = Duration.ofMinutes(5);
    private static final Duration PAGE = Duration.ofSeconds(5);
    private static final Duration FIRST_VALUE = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");
    private final int http = Ports.free();
    private final int mqtt = Ports.free();

    /** Building is not what is timed here: the launcher builds what is not built yet, once. */
    @BeforeAll
    static void build(@TempDir Path elsewhere) {
        try (ChildProcess process = launch(elsewhere, "dead-letters", "--help")) {
            assertThat(process.waitFor(BUILD)).as(process.output()).isZero();
        }
    }

    @Test
    void theDemoShowsValuesStopsCleanlyAndFindsItsDataAgain() {
        Path data = folder.resolve("data");
        List<String> stations;
        try (ChildProcess demo = demo(data)) {
            demo.await("the page", PAGE, () -> Http.healthy(page("/")));
            demo.await("a first value", FIRST_VALUE, () -> !latest().isEmpty());
            demo.awaitOutput("http://localhost:" + http, FIRST_VALUE);
            assertThat(demo.output()).contains("localhost:" + mqtt, data.toString(), "Ctrl-C");
            // Each station appears when its first message arrives, one after the other.
            demo.await("all stations", FIRST_VALUE, () -> stations().size() >= 8);
            stations = stations();
            assertThat(stations).hasSize(8);
            stopsWithAllItStarted(demo);
        }
        assertThat(Ports.answers(http)).isFalse();
        assertThat(Ports.answers(mqtt)).isFalse();

        try (ChildProcess again = demo(data, "--stations", "0")) {
            again.await("the page", PAGE, () -> Http.healthy(page("/")));
            assertThat(stations()).containsExactlyElementsOf(stations);
            assertThat(latest()).isNotEmpty();
            stopsWithAllItStarted(again);
        }
    }

    @Test
    void aTakenPortIsASentenceThatNamesPortAndOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChildProcess demo = launch(folder, "demo", "--data", folder.resolve("data").toString(), "--http",
                        Integer.toString(http), "--mqtt", Integer.toString(taken.getLocalPort()))) {
            assertThat(demo.waitFor(STOP)).isNotZero();
            assertThat(demo.output()).contains(Integer.toString(taken.getLocalPort()), "--mqtt")
                    .doesNotContain("\tat ");
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChildProcess demo = launch(folder, "demo", "--data", folder.resolve("data").toString(), "--mqtt",
                        Integer.toString(mqtt), "--http", Integer.toString(taken.getLocalPort()))) {
            assertThat(demo.waitFor(STOP)).isNotZero();
            assertThat(demo.output()).contains(Integer.toString(taken.getLocalPort()), "--http")
                    .doesNotContain("\tat ");
        }
    }

    private ChildProcess demo(Path data, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("demo", "--data", data.toString(), "--http", Integer.toString(http),
                        "--mqtt", Integer.toString(mqtt), "--history", "1d"));
        arguments.addAll(List.of(more));
        return launch(folder, arguments.toArray(String[]::new));
    }

    private static ChildProcess launch(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Needs.checkout().resolve("airshed").toString()));
        command.addAll(List.of(arguments));
        return ChildProcess.start("airshed", command, folder, folder.resolve("airshed.log"));
    }

    private static void stopsWithAllItStarted(ChildProcess demo) {
        List<ProcessHandle> started = demo.handle().descendants().toList();
        assertThat(started).hasSizeGreaterThanOrEqualTo(1);
        demo.stop(STOP);
        assertThat(Waiting.holdsWithin(Duration.ofSeconds(5), () -> started.stream().noneMatch(ProcessHandle::isAlive)))
                .as("every process it started has ended: " + started).isTrue();
    }

    private List<String> stations() {
        return json("/api/v1/stations").path("items").findValuesAsText("id");
    }

    private List<String> latest() {
        List<String> values = new ArrayList<>();
        for (String station : stations()) {
            values.addAll(json("/api/v1/stations/" + station + "/latest").findValuesAsText("value"));
        }
        return values;
    }

    private JsonNode json(String path) {
        Http.Answer answer = Http.get(page(path), Map.of());
        try {
            return new com.fasterxml.jackson.databind.json.JsonMapper()
                    .readTree(answer.status() == 200 ? answer.body() : "{}");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("the answer of " + path + " is no JSON", e);
        }
    }

    private URI page(String path) {
        return URI.create("http://localhost:" + http + path);
    }
}
