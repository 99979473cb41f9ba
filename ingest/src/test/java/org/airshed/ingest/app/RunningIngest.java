package org.airshed.ingest.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.airshed.ingest.config.Options;
import org.airshed.ingest.config.SettingsException;
import org.airshed.ingest.config.SettingsFile;
import org.jspecify.annotations.Nullable;

/** A whole ingest tier on free ports of this machine, within this process. */
final class RunningIngest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Ingest ingest;
    final Path data;

    RunningIngest(Path data, Options more) throws IOException, SettingsException {
        this(data, null, more);
    }

    RunningIngest(Path data, @Nullable Path settings, Options more) throws IOException, SettingsException {
        this.data = data;
        ingest = Ingest.start(SettingsFile.read(settings, more.with("--data", "data", data.toString())
                .with("--mqtt", "mqtt.port", "0").with("--http", "http.port", "0")), InstantSource.system());
    }

    static RunningIngest plain(Path data) throws IOException, SettingsException {
        return new RunningIngest(data, new Options().with("--accept-proposals", "stations.accept-proposals", true));
    }

    static RunningIngest withTls(Path data) throws IOException, SettingsException {
        return new RunningIngest(data, new Options().with("--listen", "mqtt.listen[0].address", "127.0.0.1:0")
                .with("--tls-self-signed", "mqtt.listen[0].tls-self-signed", true));
    }

    int mqttPort() {
        return ingest.mqttPorts().getFirst();
    }

    int tlsPort() {
        return ingest.mqttPorts().get(1);
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingest.httpPort() + path))
                .timeout(PATIENCE).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Asks until the answer is the wanted one, or fails with the last one. */
    String await(String path, Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = get(path);
        while (!wanted.test(last)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(path + " still answers " + last);
            }
            TimeUnit.MILLISECONDS.sleep(20); // a poll: the store has the reading some time after the PUBACK
            last = get(path);
        }
        return last;
    }

    /** Runs a foreign program and returns its exit code and all it printed. */
    record Ran(int code, String output) {}

    static Ran run(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " did not end: " + output);
        }
        return new Ran(process.exitValue(), output);
    }

    static boolean has(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Path.of(folder, program).toFile().canExecute()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        ingest.close();
    }
}
